"""Kernels are started, and their processes looked for. Needs no nbgrader, only a kernel's own packages."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.kernel.spec import kernel_manager

_PATIENCE = 20.0  # seconds until something that must happen has failed to


@contextmanager
def kernel(*options: str, seconds: float = 60) -> Iterator[Any]:
    """A client of a kernel in the sandbox; its manager is ``.manager``."""
    manager = kernel_manager(seconds, *options)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.manager = manager
    try:
        client.wait_for_ready(timeout=60)
        yield client
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


def say(client: Any, source: str) -> str:
    """What a cell prints; its error where it raised."""
    said = []

    def hear(message: dict[str, Any]) -> None:
        said.append(message["content"].get("text", ""))

    reply = client.execute_interactive(
        source, timeout=_PATIENCE, output_hook=hear, allow_stdin=False, stop_on_error=False
    )["content"]
    return "".join(said) + (f"{reply['ename']}: {reply['evalue']}" if reply["status"] == "error" else "")


def kernels() -> set[int]:
    """The processes of all kernels in a sandbox, bubblewrap's around them, and the launchers."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if "\nState:\tZ" in (folder / "status").read_text():
                continue
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        if b"kernel/inside/start.py" in command or b"autograder.kernel" in command:
            found.add(int(folder.name))
    return found


def becomes_true(look: Callable[[], bool]) -> bool:
    """Whether it does, before patience ends."""
    until = time.monotonic() + _PATIENCE
    while not look():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
