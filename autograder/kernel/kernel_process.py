"""The kernel's process, as the launcher holds it: started in namespaces or without, ended with the launcher."""

import contextlib
import json
import os
import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from autograder.kernel.doors import CHANNELS, Door
from autograder.sandbox import Level, Policy, SandboxFault, interpreter, namespaces, troubles
from autograder.sandbox.levels import assess
from autograder.sandbox.private import Private
from autograder.sandbox.restrictions import landlock
from autograder.sandbox.tied import start_tied
from autograder.sandbox.zygote_process import ENVIRONMENT, FIRST_USER, USERS, font_cache

_START_SECONDS = 60.0
_INSIDE = Path(__file__).resolve().parent / "inside"
_SCRIPT = _INSIDE / "start.py"
_SANDBOX = interpreter.PACKAGE / "sandbox"


@dataclass(frozen=True)
class Terms:
    """What one kernel may use: seconds on the clock, memory, bytes that it may send; the layers wanted; what it must
    not be able to read; the folder in which its cells run, which they can read."""

    seconds: float = 120.0
    memory_mb: int = 1024
    output_mb: int = 64
    policy: Policy = field(default_factory=Policy)
    private: tuple[Path, ...] = ()
    folder: Path | None = None


class KernelProcess:
    """A kernel, restricted and ready to be connected to.

    Args:
        connection: the content of the client's connection file.
        terms: what it may use.

    Attributes:
        doors: where it listens, by channel.
        level: how well it is isolated.

    Raises:
        SandboxFault: it cannot be started.
    """

    doors: dict[str, Door]
    level: Level

    def __init__(self, connection: dict[str, Any], terms: Terms) -> None:
        bwrap = namespaces.available() if terms.policy.namespaces else None
        why = "bubblewrap is not installed (package bubblewrap)" if terms.policy.namespaces else "switched off"
        if bwrap is not None:
            try:
                self._start(connection, terms, bwrap, {})
            except SandboxFault as fault:
                why = f"bubblewrap: {str(fault).splitlines()[-1]}"
            else:
                return
        self._start(connection, terms, None, {"namespaces": why})

    def __enter__(self) -> "KernelProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process, or bubblewrap's around it."""
        return self._process.pid

    def close(self) -> None:
        """End it, with whatever it has around it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for door in self.doors.values():
            door.close()

    def _start(self, connection: dict[str, Any], terms: Terms, bwrap: str | None, missing: dict[str, str]) -> None:
        self.doors = {name: Door() for name in CHANNELS}
        ours, theirs = socket.socketpair()
        passed = [theirs.fileno(), *(door.listener.fileno() for door in self.doors.values())]
        environment, command = _command(bwrap, terms.folder)
        complaints, stderr = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)  # no file: it may write none once restricted
        with theirs, os.fdopen(complaints, "rb", buffering=0) as heard:
            try:
                self._process = start_tied(
                    [*command, str(theirs.fileno())], env=environment, cwd="/", pass_fds=passed,
                    start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr,
                )  # fmt: skip
            finally:
                os.close(stderr)
            theirs.close()
            try:
                with ours:
                    guarded = bwrap is not None or (terms.policy.landlock and landlock.abi() > 0)
                    private = Private(terms.private, in_namespaces=bwrap is not None, guarded=guarded)
                    config = _config(connection, self.doors, terms, bwrap)
                    report = _converse(ours, json.dumps(config).encode(), private.message())
                self.level = _judge(report, missing, bwrap, private)
            except (OSError, ValueError, SandboxFault) as error:
                status = self._process.poll()  # before it is ended
                self.close()
                said = _last_words(heard)
                why = troubles.explain(said, status) or said or str(error)
                raise SandboxFault(f"The kernel could not be started: {why}") from None
            except BaseException:
                self.close()
                raise
        for door in self.doors.values():
            door.listener.close()  # the kernel's alone from here on: whoever connects after its end is refused


def _command(bwrap: str | None, folder: Path | None) -> tuple[dict[str, str], list[str]]:
    environment = dict(ENVIRONMENT)
    if library_path := os.environ.get("LD_LIBRARY_PATH"):  # some interpreters cannot start without it
        environment["LD_LIBRARY_PATH"] = library_path
    cache = font_cache()
    environment.update(MPLCONFIGDIR=cache or "/tmp", MPLBACKEND="module://matplotlib_inline.backend_inline")
    command = [interpreter.executable(), "-s", "-S", "-P", "-X", "utf8", str(_SCRIPT)]
    if bwrap is not None:
        shown = [Path(interpreter.executable()), _INSIDE, *(_SANDBOX / n for n in ("wire", "worker", "restrictions"))]
        readable = [*interpreter.readable_paths(), *_also(folder)]
        command = [*namespaces.command(bwrap, readable, interpreter.PACKAGE, shown, cache), *command]
    return environment, command


def _also(folder: Path | None) -> list[str]:
    return [] if folder is None else [str(folder)]


def _config(connection: dict[str, Any], doors: dict[str, Door], terms: Terms, bwrap: str | None) -> dict[str, Any]:
    return {
        "packages": interpreter.package_folders(),
        "sandbox": str(_SANDBOX),
        "policy": {name: getattr(terms.policy, name) for name in terms.policy.__dataclass_fields__},
        "serving": True,
        "readable": [*interpreter.readable_paths(), *_also(terms.folder)],
        "folder": str(terms.folder or ""),
        "hidden": [str(interpreter.PACKAGE)],
        "namespaces": list(namespaces.NAMESPACES) if bwrap is not None else [],
        "canary": str(Path(__file__)),
        "needed": [interpreter.executable()],
        "user": FIRST_USER + os.getpid() * USERS,
        "parent": os.getpid(),
        "memory": terms.memory_mb << 20,
        "cpu_seconds": int(2 * terms.seconds) + 10,  # a backstop: it is the clock that counts
        "connection": connection,
        "doors": {name: door.listener.fileno() for name, door in doors.items()},
    }


def _converse(channel: socket.socket, config: bytes, names: bytes) -> dict[str, Any]:
    """Say what is wanted, and what to try; wait for the report of what is in force."""
    channel.settimeout(_START_SECONDS)
    channel.sendall(len(config).to_bytes(4, "little") + config + names)
    channel.shutdown(socket.SHUT_WR)
    answer = b"".join(iter(lambda: channel.recv(1 << 16), b""))
    report: dict[str, Any] = json.loads(answer)
    return report


def _judge(report: dict[str, Any], missing: dict[str, str], bwrap: str | None, private: Private) -> Level:
    ours = namespaces.identities()
    same = [name for name, identity in report["namespaces"].items() if identity == ours[name]]
    if same:
        raise SandboxFault(f"it is in our own namespaces: {', '.join(same)}")
    layers = {**report["layers"], **({"namespaces": "in force"} if bwrap is not None else {})}
    opened = private.named(report["opened"])
    return assess(layers, report["probe"], {**report["missing"], **missing}, private.paths, opened)


def _last_words(heard: IO[bytes]) -> str:
    lines = (heard.read(1 << 16) or b"").decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
