"""One worker process, as the examiner holds it: its clock, its output, its socket, its end."""

import contextlib
import math
import os
import select
import signal
import socket
import time
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from . import reasons
from .errors import CallTimeout, TooMuch, WorkerCrashed
from .limits import Limits
from .wire import frames
from .wire.bounds import ProtocolError
from .wire.messages import FromWorker, decode_from_worker

_CHUNK = 1 << 16
_FLOOD = 1 << 16  # bytes printed, from which on a worker is let print for a while before the next look
_WHILE = 0.002  # seconds, in which it may fill its pipe: 64 MB cost the examiner 0.03 s of computing in place of 0.16
_LONGEST = 3600.0  # that a wait may last before the clocks are looked at
_NOTICED = 0.01  # seconds
_MOMENT = 200  # milliseconds
_AT_FIRST = 5  # milliseconds: most answers are there before the clocks need be looked at
_HEADER_WEIGHT = 4  # a byte of a header becomes an object of many, a byte of an array stays one
# Signals by which the kernel ends a process for what it does itself.
_ITS_OWN = {
    signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGTRAP, signal.SIGABRT, signal.SIGSYS,
    signal.SIGXCPU, signal.SIGXFSZ, signal.SIGPIPE,
}  # fmt: skip


@dataclass
class Output:
    """What a worker printed to one stream: the first part of it, and how much it was in all."""

    keep: int
    kept: bytearray = field(default_factory=bytearray)
    printed: int = 0

    def add(self, data: bytes) -> None:
        """Count, and keep what fits."""
        self.printed += len(data)
        self.kept += data[: max(0, self.keep - len(self.kept))]

    def take(self) -> str:
        """The text so far, and begin anew."""
        text = self.kept.decode("utf-8", "replace")
        if self.printed > len(self.kept):
            text += f"\n… ({self.printed} bytes in all)"
        self.kept, self.printed = bytearray(), 0
        return text


@dataclass
class Budget:
    """The time for one exchange: CPU seconds on the worker's clock, and a moment on the wall's."""

    seconds: float
    cpu_until: float
    wall_until: float
    whole: bool = False  # it is what was left for the whole submission
    idle_until: float = math.inf  # on the clock of how long the worker has slept
    deadline: float = math.inf  # a moment on the wall's clock that nothing moves
    begun: bool = False  # something has been waited for: the clocks have moved on
    asked: float = 0.0  # CPU seconds, of which so many are granted as are left
    before: float = 0.0  # what calls have used up in earlier checks, for which this one has less

    def extend(self, seconds: float) -> None:
        """Time that the examiner itself has spent, without what it waited for the worker meanwhile."""
        self.wall_until += seconds


class WorkerProcess:
    """A worker. Every method that waits drains its output meanwhile, and ends it when it breaks a rule.

    Attributes:
        alive: whether it has not ended.
        disturbed: whether its end may have been somebody else's doing: it was killed from outside (it cannot send
            signals itself), stopped, or the machine was too busy for it. Whoever tries again will know.
    """

    def __init__(
        self, pid: int, pidfd: int, link: socket.socket, streams: tuple[int, int], limits: Limits,
        wait: Callable[[], int | None], have_killed: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.alive = True
        self.disturbed = False
        self._pid = pid
        self._pidfd = pidfd
        self._link = link
        self._limits = limits
        self._wait = wait
        self._have_killed = have_killed
        self._clock = (~pid << 3) | 2  # the kernel's name for the CPU clock of another process
        self._cpu = 0.0
        self.waited = 0.0  # seconds on the clock for which the worker was waited for
        self._queued = 0.0  # for which it, or this process, waited for a processor, when that was last asked
        self._queued_before = _run_delay("thread-self")
        self._slept_out = False  # it was ended for sleeping, whatever its clocks say after that
        self.most_bytes = math.inf  # that may come until `received` is set back
        self.received = 0
        self.stdout, self.stderr = (Output(limits.output_kb << 10) for _ in streams)
        self._outputs = dict(zip(streams, (self.stdout, self.stderr), strict=True))
        self._abandon = weakref.finalize(self, _abandon, pidfd, link, self._outputs)
        self._inbox = bytearray()
        self._poll = select.poll()
        self._printing = select.poll()
        link.setblocking(False)
        self._poll.register(link, select.POLLIN)
        for stream in streams:
            os.set_blocking(stream, False)
            self._poll.register(stream, select.POLLIN)
            self._printing.register(stream, select.POLLIN)

    def cpu_seconds(self) -> float:
        """The CPU time that the worker has used, all threads together."""
        if self.alive:
            with contextlib.suppress(OSError):  # it has just ended
                self._cpu = max(self._cpu, time.clock_gettime(self._clock))
        return self._cpu

    def idle_seconds(self) -> float:
        """For how long it was waited for while it did not compute, by the last reading of the CPU clock.

        For ever, once it was ended for that: its clocks go on a little until it is gone, and no next worker of the
        submission may sleep for the difference.
        """
        return math.inf if self._slept_out else max(0.0, self.waited - self._cpu - self._queued)

    def budget(self, seconds: float, left: float, idle: float = math.inf, deadline: float = math.inf) -> Budget:
        """The time for an exchange: so many CPU seconds, or what is left for the submission.

        From the last reading of the clock on: whoever knows what is left has just read it. `idle` is for how long
        the worker may still sleep.
        """
        granted = min(seconds, left)
        wall = time.monotonic() + max(granted, 0.1) * self._limits.wall_factor
        idle += self.idle_seconds()
        return Budget(granted, self._cpu + granted, wall, left < seconds, idle, deadline=deadline, asked=seconds)

    # -- messages -----------------------------------------------------------------------------------------------

    def send(self, message: Any, buffers: list[bytes], budget: Budget) -> None:
        """Write a message. The worker must not have written anything since its last one."""
        self.expect_silence()
        parts = [memoryview(part) for part in frames.pack(message, buffers)]
        while parts:
            try:
                sent = self._link.sendmsg(parts[:64])
            except BlockingIOError:
                self._pause(budget, select.POLLOUT)
                continue
            except OSError:
                self._die()
            while parts and sent >= len(parts[0]):
                sent -= len(parts.pop(0))
            if parts:
                parts[0] = parts[0][sent:]

    def receive(self, budget: Budget) -> tuple[FromWorker, memoryview]:
        """Read a message."""
        self._fill(frames.PREFIX.size, budget)
        try:
            header, payload = frames.unpack_prefix(self._inbox)
            self._expect(_HEADER_WEIGHT * header + payload)
            body = frames.PREFIX.size + header
            end = body + payload
            self._fill(end, budget)
            message = decode_from_worker(self._inbox[frames.PREFIX.size : body])
        except (ProtocolError, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            self.reject(str(error))
        inbox, self._inbox = self._inbox, self._inbox[end:]
        return message, memoryview(inbox)[body:end]

    def _expect(self, size: int) -> None:
        """So much is announced: refuse it before it is read, if that is too much."""
        self.received += size
        if self.received > self.most_bytes:
            self.kill()
            raise TooMuch(reasons.too_much_data(self.most_bytes), "timeout")

    def expect_silence(self) -> None:
        """Check that no byte has come that nobody asked for."""
        try:
            data = self._inbox or self._link.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.reject("it sent something without being asked")
        self._die()

    def settle(self) -> None:
        """Between two exchanges: nothing may have come on the link, and the output is read.

        Raises:
            WorkerCrashed: something has, or the worker is gone.
        """
        if not self.alive:
            raise WorkerCrashed(reasons.ended_by(None), "crashed")
        self.expect_silence()
        self.drain()

    def _fill(self, size: int, budget: Budget) -> None:
        """Read until the inbox holds so many bytes. It grows with what has come, not with what was announced."""
        while len(self._inbox) < size:
            self._pause(budget, select.POLLIN)
            try:
                data = self._link.recv(min(max(size - len(self._inbox), _CHUNK), 1 << 20))
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if not data:
                self._die()
            self._inbox += data

    def _pause(self, budget: Budget, event: int) -> None:
        """Wait until the link is ready, or something else needs attention."""
        begun = time.monotonic()
        milliseconds = self._milliseconds(budget, begun) if budget.begun else _AT_FIRST
        budget.begun = True
        if event == select.POLLOUT:
            self._poll.modify(self._link, select.POLLIN | select.POLLOUT)
        ready = self._poll.poll(milliseconds)
        self.waited += time.monotonic() - begun
        if event == select.POLLOUT:
            self._poll.modify(self._link, select.POLLIN)
            if any(fd == self._link.fileno() and flags & select.POLLIN for fd, flags in ready):
                self.expect_silence()
        if len(ready) > 1 or (ready and ready[0][0] in self._outputs):
            if len(ready) == 1 and self.stdout.printed + self.stderr.printed > _FLOOD:
                time.sleep(_WHILE)
            self.drain()

    def _milliseconds(self, budget: Budget, now: float) -> int:
        """For how long it may be waited for without looking at the clocks again."""
        self._check_time(budget)
        wall = min(budget.wall_until, budget.deadline) - now
        left = min(budget.cpu_until - self._cpu, wall, budget.idle_until - self.idle_seconds(), _LONGEST)
        return int(max(left, 0.001) * 1000) + 1

    def _check_time(self, budget: Budget) -> None:
        if self.cpu_seconds() >= budget.cpu_until:
            self.kill()
            text = (
                reasons.used_up(self._limits.submission_seconds)
                if budget.whole
                else reasons.too_slow(budget.seconds, "timeout", budget.before)
            )
            raise CallTimeout(text, "timeout")
        now = time.monotonic()
        if now >= budget.deadline:
            self.kill()
            raise CallTimeout(reasons.deadline_passed(), "deadline")
        if now >= budget.wall_until and not self._was_kept_waiting(budget):
            self.disturbed = True
            self.kill()
            seconds = max(budget.seconds, 0.1) * self._limits.wall_factor
            raise CallTimeout(reasons.too_slow(seconds, "wall"), "wall")
        if self.idle_seconds() >= budget.idle_until and not self._was_kept_waiting(budget):
            self.disturbed = self._slept_out = True
            self.kill()
            raise CallTimeout(reasons.slept(self._limits.idle_seconds), "wall")

    def _was_kept_waiting(self, budget: Budget) -> bool:
        """Whether it has waited for a processor, since that was last asked: a loaded machine is not its fault."""
        before = self._queued
        self.see_queue()
        budget.extend(self._queued - before)
        return self._queued - before > _NOTICED

    def see_queue(self) -> None:
        """Ask for how long it has waited for a processor, which is no sleep; nor is it when this process has."""
        ours = _run_delay("thread-self") - self._queued_before
        self._queued = max(self._queued, _run_delay(str(self._pid)) + ours)

    # -- output -------------------------------------------------------------------------------------------------

    def drain(self, *, last: bool = False) -> None:
        """Read what has been printed. Not more than a little at a time: the clock must be looked at, too."""
        for stream, _ in self._printing.poll(0):
            output = self._outputs[stream]
            for _ in range(256):
                try:
                    data = os.read(stream, _CHUNK)
                except BlockingIOError:
                    break
                if not data:
                    self._close_stream(stream)
                    break
                output.add(data)
        printed = self.stdout.printed + self.stderr.printed
        if not last and printed > self._limits.output_limit_mb << 20:
            self.kill()
            raise WorkerCrashed(reasons.flooded(printed), "crashed")

    def _close_stream(self, stream: int) -> None:
        self._poll.unregister(stream)
        self._printing.unregister(stream)
        del self._outputs[stream]
        os.close(stream)

    # -- the end ------------------------------------------------------------------------------------------------

    def reject(self, detail: str) -> Any:
        """End a worker that does not keep to the protocol."""
        self.kill()
        raise WorkerCrashed(reasons.broken_protocol(detail), "crashed")

    def _die(self) -> Any:
        """The link is closed: find out why. A process that is about to end is given a moment to do so."""
        watch = select.poll()
        watch.register(self._pidfd, select.POLLIN)
        if not watch.poll(_MOMENT):
            self.reject("it closed it")
        status = self.kill()
        self.disturbed = status is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) not in _ITS_OWN)
        if status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            raise CallTimeout(reasons.used_up(self._limits.submission_seconds), "timeout")
        raise WorkerCrashed(reasons.ended_by(status), "crashed")

    def stop(self) -> bool:
        """Let no thread of it run until `go_on`; whether that could be done."""
        return self.alive and self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """After `stop`."""
        if self.alive:
            self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> bool:
        """Send a signal; whether it was there, and this process may do so: one that is confined itself may not."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            signal.pidfd_send_signal(self._pidfd, number)
            return True
        return False

    def kill(self) -> int | None:
        """End the worker, if it has not ended by itself; its wait status. Nothing of it is left behind."""
        if not self.alive:
            return None
        self.cpu_seconds()
        self.see_queue()
        with contextlib.suppress(ProcessLookupError):
            try:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            except PermissionError:  # this process is confined itself
                self._have_killed()
        self.alive = False
        self._abandon.detach()
        status = self._wait()
        self.drain(last=True)
        for stream in list(self._outputs):
            self._close_stream(stream)
        self._link.close()
        os.close(self._pidfd)
        return status


def _run_delay(process: str) -> float:
    """For how many seconds a process has waited for a processor in all, where the kernel tells."""
    try:
        with open(f"/proc/{process}/schedstat", "rb", buffering=0) as times:  # noqa: PTH123  (as elsewhere)
            return int(times.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _abandon(pidfd: int, link: socket.socket, streams: Iterable[int]) -> None:
    """End a worker that nobody holds any more."""
    with contextlib.suppress(OSError):
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    link.close()
    for descriptor in (pidfd, *streams):
        os.close(descriptor)
