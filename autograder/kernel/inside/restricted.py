"""The kernel's process gives up what workers give up, before it reads a cell."""

import os
from pathlib import Path
from typing import Any

from kadai_sandbox.restrictions import Terms, prepare  # type: ignore[import-not-found]
from kadai_sandbox.restrictions.probe import opened, probe  # type: ignore[import-not-found]


def restrict(config: dict[str, Any], names: int) -> dict[str, Any]:
    """Restrict this process, for good, and try what must not be possible any more.

    Args:
        config: what is wanted.
        names: the descriptor with the names of what it must not be able to read.

    Returns:
        ``layers`` in force, the ``probe``'s findings, what could be ``opened``, what is ``missing`` and why, and the
        ``namespaces``.
    """
    os.environ["MPLCONFIGDIR"] = "/tmp"  # looks writable, is not
    os.chdir(config["folder"] or "/")
    spaces = {name: str(Path("/proc/self/ns", name).readlink()) for name in config["namespaces"]}
    prepared = prepare(config)
    parent = os.getppid() if spaces else config["parent"]  # inside, the parent is bubblewrap's
    terms = Terms(memory=config["memory"], cpu_seconds=config["cpu_seconds"], user=config["user"], zygote=parent)
    layers = {}
    for restriction in prepared.restrictions:
        restriction.apply(terms)
        layers[restriction.name] = "in force"
    return {
        "layers": layers, "probe": probe(config["canary"]), "opened": opened(names), "missing": prepared.missing,
        "namespaces": spaces,
    }  # fmt: skip
