"""What attacks are aimed at: files of the grader's own, processes, sockets; all made for the purpose."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

SECRET = "EXPECTED-4711"


@contextmanager
def victim() -> Iterator["subprocess.Popen[bytes]"]:
    """A process of the grader's user without any privilege, with a secret in its environment and command line."""
    drop = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
    command = [*drop, shutil.which("sleep") or "sleep", "300.4711"]
    with subprocess.Popen(command, env={"TOKEN": SECRET, "PATH": os.defpath}) as process:
        try:
            _has_started(process.pid)
            yield process
        finally:
            process.kill()


def _has_started(pid: int) -> None:
    while Path(f"/proc/{pid}/comm").read_text().strip() != "sleep":
        os.sched_yield()


@contextmanager
def fresh_files(folder: Path) -> Iterator[dict[str, str]]:
    """Files that an attack may want to read or to change, anew for each attack; nobody else may enter the folder."""
    folder.mkdir(mode=0o700)
    files = {"hidden": "test_hidden.py", "reference": "reference.py", "neighbour": "class/alice.py"}
    for name in files.values():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"EXPECTED = {SECRET!r}\n")
    message = Path("/tmp", f"kadai-attack-{os.getpid()}")  # where anybody may write
    try:
        yield {**{key: str(folder / name) for key, name in files.items()}, "folder": str(folder),
               "message": str(message)}  # fmt: skip
    finally:
        message.unlink(missing_ok=True)
        shutil.rmtree(folder)


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, Any]]:
    """Sockets on this machine that wait for somebody to whisper to."""
    abstract = f"kadai-attack-{os.getpid()}"
    with ExitStack() as stack:

        def listen(family: int, kind: int, address: Any) -> Any:
            endpoint = stack.enter_context(socket.socket(family, kind))
            endpoint.bind(address)
            if kind == socket.SOCK_STREAM:
                endpoint.listen(50)
            return endpoint.getsockname()

        yield {
            "tcp": listen(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))[1],
            "udp": listen(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))[1],
            "unix": listen(socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "socket")),
            "abstract": listen(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{abstract}")[1:].decode(),
            "datagrams": listen(socket.AF_UNIX, socket.SOCK_DGRAM, f"\0{abstract}-datagrams")[1:].decode(),
        }
