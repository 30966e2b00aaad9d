"""The zygote's process, as the examiner holds it: started in namespaces or without, asked for workers, ended."""

import contextlib
import fcntl
import itertools
import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import interpreter, namespaces, troubles
from .errors import SandboxFault
from .limits import Limits
from .policy import Policy
from .private import Private
from .tied import start_tied
from .worker_process import WorkerProcess

_START_SECONDS = 60.0
_PACKAGE_SECONDS = 15.0  # more for each package that it imports, on a busy machine
_MOMENT = 1.0
# Of its child bubblewrap says 128 + signal.
_KILLED = (-signal.SIGKILL, -signal.SIGTERM, 128 + signal.SIGKILL, 128 + signal.SIGTERM)
_ANSWER_SECONDS = 20.0  # it takes a millisecond
_MOST_KNOWN = 100  # given modules, of which an assignment has a handful
_PIPE_BYTES = (
    1 << 20
)  # what the kernel lets everybody have; 64 kB mean sixteen times as many turns for a flood of output
_ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
     "BLIS_NUM_THREADS"),
    "1",
)  # fmt: skip
_FOLDER = Path(__file__).resolve().parent
_SCRIPT = _FOLDER / "worker" / "boot.py"
_CANARY = Path(__file__)  # neither shown in namespaces nor readable under Landlock
FIRST_USER = 1 << 30  # far from all users that exist; each grading process has a range of its own
USERS = 256
_instances = itertools.count()
ENVIRONMENT = {
    **_ONE_THREAD,
    "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
    "JOBLIB_MULTIPROCESSING": "0",  # n_jobs=2 of scikit-learn means 1, where there are no semaphores
    # Large arrays come from the heap and stay there: half the time for arrays of a megabyte.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(128 << 20), "MALLOC_TOP_PAD_": str(4 << 20),
}  # fmt: skip


class ZygoteProcess:
    """The zygote's process and control socket.

    Args:
        preload: modules that it imports.
        policy: the layers that are wanted.
        bwrap: the path of bubblewrap, to run it in namespaces, or None.
        private: what no worker may be able to read.
        folder: what workers may read besides Python, and begin in.

    Raises:
        SandboxFault: it cannot be started. ``fatal`` is set where namespaces have nothing to do with it.
    """

    def __init__(
        self, preload: tuple[str, ...], policy: Policy, bwrap: str | None, private: tuple[str, ...] = (),
        folder: str | None = None,
    ) -> None:  # fmt: skip
        self.in_namespaces = bwrap is not None
        self._folder = folder
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment, command = self._command(preload, bwrap)
        command.append(str(theirs.fileno()))
        with tempfile.TemporaryFile() as complaints:
            with theirs:  # held by the zygote alone from here on, so that its end can be seen
                self._process = start_tied(
                    command, env=environment, cwd="/", pass_fds=[theirs.fileno()], start_new_session=True,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=complaints,
                )  # fmt: skip
            self._control = ours
            self._watch = os.pidfd_open(self._process.pid)  # in a fork of this process it is not a child
            self._exits: dict[int, int] = {}
            self._expected: set[int] = set()
            self._requests = 0
            self._known: set[tuple[str, str]] = set()
            self._lock = threading.Lock()
            self._first_user = FIRST_USER + os.getpid() * USERS + next(_instances) % 8 * 32
            self._finalizer = weakref.finalize(self, _end, ours, self._process, self._watch, os.getpid())
            try:
                ours.send(json.dumps(self._config(preload, policy, bwrap)).encode())
                message, _ = self._receive(_START_SECONDS + _PACKAGE_SECONDS * len(preload))
            except (OSError, SandboxFault):
                status = self._ended()
                self.close()
                complaints.seek(0)
                last = complaints.read()[-2000:].decode("utf-8", "replace").strip()
                lacks = troubles.explain(last, status)
                fault = _not_started(lacks or last or "it does not say why", fatal=bool(lacks))
                fault.killed = not lacks and self._process.returncode in _KILLED
                raise fault from None
        self.missing: dict[str, str] = message.get("missing", {})
        if problem := self._problem(message):
            self.close()
            raise _not_started(troubles.explain(problem) or problem, fatal=True)
        guarded = self.in_namespaces or "landlock" not in self.missing
        self.private = Private(private, in_namespaces=self.in_namespaces, guarded=guarded)
        self._names = self.private.message()

    def _problem(self, message: dict[str, Any]) -> str:
        if message["op"] != "ready":
            return str(message.get("reason"))
        if message["threads"] != 1:
            return "it runs more than one thread (does a preloaded module start some?), so forking it would be unsafe"
        ours = namespaces.identities()
        same = [name for name, identity in message["namespaces"].items() if identity == ours[name]]
        return f"it is in our own namespaces: {', '.join(same)}" if same else ""

    def _command(self, preload: tuple[str, ...], bwrap: str | None) -> tuple[dict[str, str], list[str]]:
        environment = dict(ENVIRONMENT)
        if library_path := os.environ.get("LD_LIBRARY_PATH"):  # some interpreters cannot start without it
            environment["LD_LIBRARY_PATH"] = library_path
        cache = font_cache() if any(name.startswith("matplotlib") for name in preload) else None
        environment["MPLCONFIGDIR"] = cache or "/tmp"
        command = [interpreter.executable(), "-s", "-S", "-P", "-X", "utf8", str(_SCRIPT)]
        if bwrap is not None:
            shown = [Path(interpreter.executable()), *(_FOLDER / name for name in ("wire", "worker", "restrictions"))]
            readable = self._readable()
            command = [*namespaces.command(bwrap, readable, interpreter.PACKAGE, shown, cache), *command]
        return environment, command

    def _config(self, preload: tuple[str, ...], policy: Policy, bwrap: str | None) -> dict[str, Any]:
        return {
            "packages": interpreter.package_folders(),
            "preload": preload,
            "policy": {name: getattr(policy, name) for name in policy.__dataclass_fields__},
            "readable": self._readable(),
            "folder": self._folder or "/",
            "hidden": [str(interpreter.PACKAGE)],
            "namespaces": list(namespaces.NAMESPACES) if bwrap is not None else [],
            "canary": str(_CANARY),
            "needed": [interpreter.executable(), *([self._folder] if self._folder else [])],
            "user": self._first_user,
        }

    def _readable(self) -> list[str]:
        return [*interpreter.readable_paths(), *([self._folder] if self._folder else [])]

    def _ended(self) -> int | None:
        """How the process ended, if it has, or does within a moment."""
        try:
            return self._process.wait(_MOMENT)
        except subprocess.TimeoutExpired:
            return None

    def running(self) -> bool:
        """Whether the process is there."""
        return not select.select([self._watch], [], [], 0)[0]

    def kill(self) -> None:
        """End it at once; its workers end with it."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._watch, signal.SIGKILL)
        select.select([self._watch], [], [], _ANSWER_SECONDS)

    def close(self) -> None:
        """End it."""
        self._finalizer()

    def spawn(self, limits: Limits) -> WorkerProcess:
        """Have a worker forked."""
        self._requests += 1
        ours, theirs = socket.socketpair()
        ours.sendall(self._names)  # waits there until the worker has restricted itself; the zygote never sees it
        pipes = [_wide_pipe(), _wide_pipe()]
        seconds = int(limits.submission_seconds + limits.load_seconds) + 5
        request = {"id": self._requests, "memory": limits.memory_mb << 20, "cpu_seconds": seconds}
        request["user"] = self._first_user + self._requests % 32
        try:
            descriptors = [theirs.fileno(), pipes[0][1], pipes[1][1]]
            with self._lock:
                socket.send_fds(self._control, [json.dumps(request).encode()], descriptors)
                answer, received = self._await(lambda message: message.get("id") == request["id"])
                self._expected.add(answer.get("pid", -1))
        except BaseException:
            ours.close()
            for reader, _ in pipes:
                os.close(reader)
            raise
        finally:
            theirs.close()
            for _, writer in pipes:
                os.close(writer)
        if answer["op"] != "spawned" or len(received) != 1:
            ours.close()
            for reader, _ in pipes:
                os.close(reader)
            reason = str(answer.get("reason"))
            raise SandboxFault(f"A worker could not be started: {troubles.explain(reason) or reason}")
        inner = answer["pid"]
        streams = (pipes[0][0], pipes[1][0])
        return WorkerProcess(
            _pid_of(received[0]), received[0], ours, streams, limits,
            lambda: self._wait(inner), lambda: self.kill_worker(inner),
        )  # fmt: skip

    def know(self, given: Mapping[str, str]) -> None:
        """Have modules that the course gives compiled, for all workers to come: file name → text.

        Of a submission the zygote learns nothing. Without it, all is as it is; it takes longer.
        """
        new = given.items() - self._known
        if not new or len(self._known) + len(new) > _MOST_KNOWN:
            return
        with contextlib.suppress(OSError), tempfile.TemporaryFile() as texts:
            texts.write(json.dumps(dict(new)).encode())
            texts.seek(0)
            with self._lock:
                socket.send_fds(self._control, [json.dumps({"op": "know"}).encode()], [texts.fileno()])
            self._known |= new

    def kill_worker(self, pid: int | None = None) -> None:
        """Have a worker ended, or all there are, for whoever may not send it a signal."""
        request = {"op": "kill"} if pid is None else {"op": "kill", "pid": pid}
        with contextlib.suppress(OSError):
            self._control.send(json.dumps(request).encode())

    def adopted(self) -> None:
        """In a fork of the process that made it: answers to what others have asked are not taken for one's own."""
        self._requests = os.getpid() << 16

    def _wait(self, pid: int) -> int | None:
        """The wait status of a worker that has been killed."""
        try:
            with self._lock:
                if pid not in self._exits:
                    self._await(lambda message: message.get("op") == "exit" and message.get("pid") == pid)
        except (OSError, SandboxFault):
            return None
        finally:
            self._expected.discard(pid)
        return self._exits.pop(pid, None)

    def _await(self, wanted: Any) -> tuple[dict[str, Any], list[int]]:
        """Read messages until the wanted one; exits of other workers are noted."""
        until = time.monotonic() + _ANSWER_SECONDS
        while True:
            message, descriptors = self._receive(until - time.monotonic())
            if message["op"] == "exit" and message["pid"] in self._expected:
                self._exits[message["pid"]] = message["status"]
            if wanted(message):
                return message, descriptors
            for descriptor in descriptors:
                os.close(descriptor)

    def _receive(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        watch = select.poll()
        watch.register(self._control, select.POLLIN)
        if not watch.poll(max(seconds, 0) * 1000):
            self.kill()  # it has been stopped, or something worse
            raise SandboxFault("The zygote does not answer.")
        data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 4)
        if not data:
            raise SandboxFault("The zygote has died.")
        return json.loads(data), descriptors


def _not_started(why: str, *, fatal: bool) -> SandboxFault:
    fault = SandboxFault(f"The zygote could not be started: {why}")
    fault.fatal, fault.said = fatal, why
    return fault


def font_cache() -> str | None:
    """A folder where matplotlib, imported by the zygote, keeps its list of fonts from one run to the next."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(base, "kadai", "matplotlib")
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # there may be no home
        return None
    return str(folder)


def _wide_pipe() -> tuple[int, int]:
    """A pipe that holds much, where the kernel allows it."""
    reader, writer = os.pipe()
    with contextlib.suppress(OSError):  # this user has had its share
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return reader, writer


def _pid_of(pidfd: int) -> int:
    """The process id as this process sees it, whatever namespace the zygote lives in."""
    with open(f"/proc/self/fdinfo/{pidfd}", "rb", buffering=0) as info:  # noqa: PTH123  (every worker waits for this)
        for line in info.read().splitlines():
            if line.startswith(b"Pid:"):
                return int(line.split()[1])
    raise SandboxFault("The kernel does not tell a worker's process id.")


def _end(control: socket.socket, process: "subprocess.Popen[bytes]", watch: int, owner: int) -> None:
    control.close()
    os.close(watch)
    if os.getpid() != owner:
        return
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
