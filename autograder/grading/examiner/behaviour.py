"""How a module behaves in the checks of an assignment, and where that is kept."""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from autograder.grading.examiner.measurements import Measured
from autograder.grading.examiner.traces import Sights
from autograder.grading.results import Outcome

T = TypeVar("T")

_WAIT = 0.05  # seconds, until an examiner looks again whether another one has done
_ACCEPTED = ("passed", "skipped", "unwritten", "fault")  # what nobody has tried is nobody's mistake


class Behaviour(msgspec.Struct, frozen=True, dict=True):
    """How a module behaves in every check that was run: outcome, trace, what was measured, by the check's id.

    Those in which it was `helped` have lent it what it has wrong: their traces show what it did before. In those that
    are `free` it does what its author has chosen.
    """

    outcomes: dict[str, Outcome]
    sights: dict[str, Sights]
    measured: dict[str, Measured] = {}
    helped: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()

    @cached_property
    def wrong(self) -> frozenset[str]:
        """The checks that reject it."""
        return frozenset(check for check, outcome in self.outcomes.items() if outcome not in _ACCEPTED)

    def fails(self, check: str) -> bool:
        """Whether a check, or a share of it, rejects it."""
        return any(key == check or key.startswith(f"{check}[") for key in self.wrong)

    def but_for(self, other: "Behaviour") -> "Behaviour":
        """Like another one in the checks that it knows of."""
        return Behaviour(
            self.outcomes | other.outcomes,
            self.sights | other.sights,
            self.measured | other.measured,
            (self.helped - other.outcomes.keys()) | other.helped,
            self.free | other.free,
        )


class BehaviourCache:
    """Keeps behaviours on disk, one file each, so that examiners at work side by side share what they find out.

    Args:
        folder: where to keep them, of all assignments.
        assignment: the assignment's id.
        key: of the version; what was kept of others is removed.
        may_keep: asked whether what was just made is to be kept.
        waiting: called again and again while another examiner makes what is asked for.
    """

    def __init__(
        self,
        folder: Path,
        assignment: str,
        key: str,
        may_keep: Callable[[], bool] = lambda: True,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self._may_keep, self.waiting = may_keep, waiting
        self._folder = folder / f"{assignment}-{key[:24]}"
        self._stale = f"{assignment}-{'?' * 24}"

    def get(self, name: str, make: Callable[[], T], type: type[T] = Behaviour) -> T:  # type: ignore[assignment]
        """What is kept as `name`, a behaviour or what else `type` says, or what `make` gives, which is then kept.

        Of several examiners that ask at once, one makes it, and the others wait.
        """
        kept = self.kept(name, type)
        if kept is not None:
            return kept
        with self._alone(self._path(f"{name}.lock")):
            kept = self.kept(name, type)
            return self._made(name, make) if kept is None else kept

    def _made(self, name: str, make: Callable[[], T]) -> T:
        made = make()
        if not self._may_keep():
            return made
        with contextlib.suppress(OSError):  # a cache that cannot be written is no reason to fail
            self._write(self._path(name), msgspec.msgpack.encode(made))
        return made

    def kept(self, name: str, type: type[T]) -> T | None:
        """What is kept as `name`; None if there is nothing."""
        with contextlib.suppress(OSError, msgspec.DecodeError):
            return msgspec.msgpack.decode(self._path(name).read_bytes(), type=type)
        return None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.msgpack"

    @contextlib.contextmanager
    def _alone(self, path: Path) -> Iterator[None]:
        """While nobody else holds this lock; where there can be none, at once.

        It goes with its file: whoever has waited for it then looks whether there is anything left to do.
        """
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):
                self._make_folder()
                file = stack.enter_context(path.open("wb"))
                stack.callback(path.unlink, missing_ok=True)
                while not _locked(file.fileno()):
                    self.waiting()
                    time.sleep(_WAIT)
            yield

    def _make_folder(self) -> None:
        if not self._folder.exists():
            for old in self._folder.parent.glob(self._stale):
                shutil.rmtree(old, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)

    def _write(self, path: Path, data: bytes) -> None:
        self._make_folder()
        handle, name = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)


def _locked(file: int) -> bool:
    """Whether this process holds the lock now. Raises: OSError where a file system has none."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
