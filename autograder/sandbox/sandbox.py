"""The zygote, as the examiner holds it: started once, asked for workers, ended with its owner."""

import os
import sys
import threading
from collections.abc import Iterable, Mapping
from types import MappingProxyType, TracebackType

from . import namespaces, troubles
from .errors import SandboxFault, WorkerEnded
from .levels import NO_BUBBLEWRAP, Level, assess
from .limits import Limits
from .policy import Policy
from .wire.messages import Ready
from .worker_process import WorkerProcess
from .zygote_process import ZygoteProcess

_START_SECONDS = 10.0  # of computing; five times as much on the clock
_MAX_STARTS = 4
_MAX_TRIES = 2


class Sandbox:
    """Starts workers, which run submissions. One zygote serves any number of submissions.

    Args:
        preload: modules that the zygote imports, so that no worker has to.
        policy: the layers of protection that are wanted.
        private: files and folders that no worker may be able to read: each tries, before it knows its submission.
        folder: one that workers may read, and begin in.

    Raises:
        SandboxFault: where no zygote can be started. Here and in every method.
    """

    def __init__(
        self,
        preload: Iterable[str] = ("numpy",),
        policy: Policy | None = None,
        private: Iterable[str | os.PathLike[str]] = (),
        folder: str | os.PathLike[str] | None = None,
    ) -> None:
        self._preload = tuple(dict.fromkeys(("numpy", "numpy.random", *preload)))
        self._policy = policy or Policy()
        self._private = tuple(os.fspath(path) for path in private)
        self._folder = None if folder is None else os.path.realpath(folder)
        if sys.platform != "linux":
            raise SandboxFault("The sandbox needs Linux: run the grader there, or in a Linux container.")
        if problem := troubles.missing_proc():
            raise SandboxFault(f"The sandbox cannot be started: {problem}")
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._starts = 0
        self._zygote: ZygoteProcess | None = None
        self._level: Level | None = None
        self._start()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote, and every worker with it."""
        with self._lock:
            if self._zygote is not None:
                self._zygote.close()
            self._zygote = None
            self._starts = _MAX_STARTS

    @property
    def level(self) -> str:
        """``strong``, ``standard`` or ``weak``, as proved by a worker."""
        return self.assessment.level

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the layers in force."""
        return self.assessment.layers

    @property
    def assessment(self) -> Level:
        """The level, with the layers in force, those that are missing, and why."""
        if self._level is None:
            self.start_worker(Limits()).kill()
        assert self._level is not None
        return self._level

    def start_worker(self, limits: Limits, given: Mapping[str, str] = MappingProxyType({})) -> WorkerProcess:
        """A fresh worker, restricted and ready to be given a submission; `given` to it by the course, see `Sources`."""
        if os.getpid() != self._owner:
            raise SandboxFault("A sandbox cannot be used in another process than the one that made it: see `adopt`.")
        with self._lock:
            tries = 0
            while True:
                tries += 1
                try:
                    return self._request_worker(limits, given)
                except (OSError, SandboxFault) as error:
                    gone = self._zygote is not None and not self._zygote.running()
                    killed = isinstance(error, SandboxFault) and error.killed
                    if tries > _MAX_TRIES or not (gone or killed):
                        raise SandboxFault(str(error)) from error
                self.mend()

    def mend(self) -> None:
        """Replace the zygote if it has ended."""
        with self._lock:
            if self._zygote is not None and not self._zygote.running():
                self._zygote.close()
                self._zygote = None
                self._start()

    def adopt(self) -> None:
        """In a fork of the process that made it: use it. The other process must not, until the fork has ended."""
        self._owner = os.getpid()
        if self._zygote is not None:
            self._zygote.adopted()

    def end_workers(self) -> None:
        """End whatever workers a fork of this process has left behind."""
        if self._zygote is not None:
            self._zygote.kill_worker()

    def _start(self) -> None:
        if self._starts >= _MAX_STARTS:
            raise SandboxFault("The sandbox is closed, or its zygote has died too often.")
        self._starts += 1
        bwrap = namespaces.available() if self._policy.namespaces else None
        why = "bubblewrap is not installed (package bubblewrap)" if self._policy.namespaces else "switched off"
        if bwrap is not None:
            try:
                self._zygote = self._started(bwrap)
            except SandboxFault as fault:
                if fault.fatal or fault.killed:
                    raise
                why = f"{NO_BUBBLEWRAP}{(fault.said or str(fault)).splitlines()[-1]}"
            else:
                return
        self._zygote = self._started(None)
        self._zygote.missing["namespaces"] = why

    def _started(self, bwrap: str | None) -> ZygoteProcess:
        """A zygote; once more, if the first one was killed: that says nothing about the machine."""
        for _ in range(_MAX_TRIES):
            try:
                return ZygoteProcess(self._preload, self._policy, bwrap, self._private, self._folder)
            except SandboxFault as fault:
                if not fault.killed:
                    raise
        return ZygoteProcess(self._preload, self._policy, bwrap, self._private, self._folder)

    def _request_worker(self, limits: Limits, given: Mapping[str, str]) -> WorkerProcess:
        if self._zygote is None:
            raise SandboxFault("The sandbox is closed.")
        self._zygote.know(given)
        process, private = self._zygote.spawn(limits), self._zygote.private
        try:
            message, payload = process.receive(process.budget(_START_SECONDS, _START_SECONDS))
        except WorkerEnded as error:
            said = process.stderr.take().strip()
            why = troubles.explain(said) or f"{error} {said}"
            fault = SandboxFault(f"A worker could not be prepared: {why}")
            fault.killed = process.disturbed
            raise fault from None
        if not isinstance(message, Ready) or payload:
            process.kill()
            raise SandboxFault("A worker did not report that it is ready.")
        layers = {**message.layers, **dict.fromkeys(["namespaces"] if self._zygote.in_namespaces else [], "in force")}
        level = assess(layers, message.probe, self._zygote.missing, private.paths, private.named(message.opened))
        known = self._level or level
        if (level.level, level.layers) != (known.level, known.layers):
            process.kill()
            raise SandboxFault(f"A worker has other protection than those before it: {level.reasons}")
        self._level = level
        return process
