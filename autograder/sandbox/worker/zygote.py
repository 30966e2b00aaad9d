"""The zygote: holds Python and NumPy ready, and forks one worker per request.

It runs no code of a submission and holds nothing secret. It ends when the examiner closes the control socket, and its
workers end with it.
"""

import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from ..restrictions import Terms, prepare
from ..restrictions.probe import opened, probe
from ..wire.messages import Ready
from . import compiling, serve
from .acts import Acts
from .link import Channel
from .seeding import reseed
from .warm_up import warm_up

_RPC = 3  # the worker's descriptors: 0 nothing, 1 and 2 pipes, 3 the examiner
_OUT_OF_THE_WAY = 16


class Zygote:
    """Serves the control socket: one JSON object per datagram, descriptors beside it."""

    def __init__(self, control: socket.socket, config: dict[str, Any], package: ModuleType) -> None:
        self._control = control
        self._config = config
        for name in config["preload"]:
            try:
                importlib.import_module(name)
            except Exception as error:
                self._send({"op": "failed", "reason": f"{name} cannot be imported: {error!r}"})
                raise SystemExit(1) from None
        os.environ["MPLCONFIGDIR"] = (
            "/tmp"  # looks writable, is not; without it matplotlib would not be imported at all
        )
        self._prepared = prepare(config)
        package.__path__ = []
        self._live: set[int] = set()

    def run(self) -> None:
        """Serve until the examiner hangs up."""
        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the examiner
        os.chdir(self._config["folder"])
        warm_up()
        gc.freeze()
        spaces = {name: str(Path("/proc/self/ns", name).readlink()) for name in self._config["namespaces"]}
        self._send({"op": "ready", "threads": _threads(), "missing": self._prepared.missing, "namespaces": spaces})
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(reader, select.POLLIN)
        while True:
            ready = dict(poll.poll())
            if reader in ready:
                os.read(reader, 1 << 16)
                self._reap()
            if self._control.fileno() in ready:
                self._serve()

    def _send(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        socket.send_fds(self._control, [json.dumps(message).encode()], descriptors)

    def _serve(self) -> None:
        data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 8)
        if not data:
            for pid in self._live:
                os.kill(pid, signal.SIGKILL)
            os._exit(0)
        request = json.loads(data)
        if request.get("op") == "kill":
            for pid in self._live & {request["pid"]} if "pid" in request else set(self._live):
                os.kill(pid, signal.SIGKILL)
            return
        if request.get("op") == "know":
            with os.fdopen(descriptors[0], "rb") as texts:
                compiling.prepare(json.load(texts))
            gc.freeze()
            return
        try:
            self._spawn(request, descriptors)
        except OSError as error:
            self._send({"op": "refused", "id": request["id"], "reason": str(error)})
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _spawn(self, request: dict[str, Any], descriptors: list[int]) -> None:
        if _threads() > 1:
            raise OSError("the zygote runs more than one thread: forking it would not be safe")
        zygote = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                terms = Terms(
                    memory=request["memory"], cpu_seconds=request["cpu_seconds"], user=request["user"], zygote=zygote
                )
                self._become_worker(terms, descriptors)
            except BaseException:
                traceback.print_exc()  # into the pipe: read by the examiner if the worker was not ready yet
                sys.stderr.flush()
            finally:
                os._exit(71)
        self._live.add(pid)
        watch = os.pidfd_open(pid)
        self._send({"op": "spawned", "id": request["id"], "pid": pid}, (watch,))
        os.close(watch)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._live.discard(pid)
            self._send({"op": "exit", "pid": pid, "status": status})

    # -- in the child -------------------------------------------------------------------------------------------

    def _become_worker(self, terms: Terms, descriptors: list[int]) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._arrange(descriptors)
        os.setsid()
        reseed()  # after the fork, at which Python draws a new state
        layers = {}
        for restriction in self._prepared.restrictions:
            restriction.apply(terms)
            layers[restriction.name] = "in force"
        channel = Channel(_RPC)
        channel.send(Ready(layers, probe(self._config["canary"]), opened(_RPC)))
        acts = Acts(self._config["readable"], self._config["hidden"])
        serve.Server(channel, acts).run()

    def _arrange(self, descriptors: list[int]) -> None:
        """Put the descriptors in their places and close all others but the Landlock rule set's.

        In ranges: where the kernel can, that is one system call for each.
        """
        high = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, _OUT_OF_THE_WAY) for descriptor in descriptors]
        nothing = os.open("/dev/null", os.O_RDONLY)
        for source, target in ((nothing, 0), (high[1], 1), (high[2], 2), (high[0], _RPC)):
            os.dup2(source, target)
        self._control.detach()
        first = _RPC + 1
        for kept in [*sorted(self._prepared.descriptors), os.sysconf("SC_OPEN_MAX")]:
            os.closerange(first, kept)
            first = kept + 1


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208  (every worker waits for this)
