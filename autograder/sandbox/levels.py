"""How well a worker is isolated: computed from what is in force and what the worker's own probe found."""

from typing import Literal

import msgspec

_NEEDED = ("rlimits", "landlock", "seccomp", "no_new_privs")
_ACTS = ("read a file", "open a socket", "start a process", "signal a process", "raise its limits")


class Level(msgspec.Struct, frozen=True):
    """The verdict on a sandbox.

    Attributes:
        level: ``strong``: every layer that a standard sandbox has, and a user or namespaces of its own besides;
            ``standard``: files, sockets, processes, signals and limits are out of the worker's reach; ``weak``:
            something is not.
        layers: what is in force.
        missing: what is not, and why.
        reasons: what keeps the level from being higher.
    """

    level: Literal["strong", "standard", "weak"]
    layers: tuple[str, ...]
    missing: dict[str, str]
    reasons: tuple[str, ...]


def assess(layers: dict[str, str], probe: dict[str, bool], missing: dict[str, str]) -> Level:
    """The level from a worker's report."""
    weak = [f"{name}: {missing.get(name, 'not in force')}" for name in _NEEDED if name not in layers]
    weak += [f"a worker can {act}" for act in _ACTS if not probe.get(act, False)]
    apart = [name for name in ("user", "namespaces") if name in layers]
    strong = [] if apart else [f"{name}: {missing.get(name, 'not in force')}" for name in ("user", "namespaces")]
    level: Literal["strong", "standard", "weak"] = "weak" if weak else "standard" if strong else "strong"
    return Level(level, tuple(layers), missing, tuple(weak or strong))
