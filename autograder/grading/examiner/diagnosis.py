"""Names what a student did: the misconception whose traces agree with the submission's.

A wrong name is worse than none. A name is given only where the whole check agrees, and where what agrees
departs from the reference by numbers that do not come about by chance, or the whole submission agrees; where
several misconceptions fit equally well, all of them are named.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from autograder.grading.examiner.traces import Sights, agree, telling
from autograder.grading.results import Diagnosed, Diagnosis, Outcome

# float64 first; then what float32 inside, or log(y + 1e-7), adds to the right and to the wrong alike
TOLERANCES = (1e-6, 1e-4)


class Behaviour(msgspec.Struct, frozen=True):
    """How a module behaves in every check: outcome and trace by the check's id."""

    outcomes: dict[str, Outcome]
    sights: dict[str, Sights]


class Known(msgspec.Struct, frozen=True):
    """A misconception's words, and how it behaves.

    ``behaviour`` need not cover more than the checks that reject it: that is all it takes to recognise most. Where
    several fit, ``whole`` gives the behaviour in all checks.
    """

    id: str
    words: Diagnosis
    behaviour: Behaviour
    whole: Callable[[], Behaviour] | None = None


class Catalogue(msgspec.Struct, frozen=True):
    """The reference's behaviour and every misconception's: what depends on the assignment alone."""

    reference: Behaviour
    known: tuple[Known, ...]


class Diagnoser:
    """Compares submissions with a catalogue; `make` builds it when the first submission fails a check."""

    def __init__(self, make: Callable[[], Catalogue]) -> None:
        self._make = make
        self._catalogue: Catalogue | None = None

    def diagnose(self, behaviour: Behaviour) -> dict[str, tuple[Known, ...]]:
        """By check, for the checks that can be explained: the misconception that does, or the several."""
        wrong = [c for c, outcome in behaviour.outcomes.items() if outcome not in ("passed", "skipped", "fault")]
        if not wrong:
            return {}
        if self._catalogue is None:
            self._catalogue = self._make()
        catalogue = self._catalogue
        for rtol in TOLERANCES:
            found = _Matching(behaviour, catalogue, rtol)
            explained = {c: known for c in wrong if (known := found.explaining(c))}
            if explained:
                return explained
        return {}


class _Matching:
    """One submission against all misconceptions at one tolerance."""

    def __init__(self, behaviour: Behaviour, catalogue: Catalogue, rtol: float) -> None:
        self._behaviour = behaviour
        self._reference = catalogue.reference
        self._known = catalogue.known
        self._rtol = rtol
        self._agreements: dict[str, int] = {}

    def _agrees(self, theirs: Behaviour, check: str) -> bool:
        mine = self._behaviour
        return mine.outcomes[check] == theirs.outcomes.get(check) and agree(
            mine.sights[check], theirs.sights.get(check, ()), self._rtol
        )

    def _agreement(self, known: Known) -> int:
        """In how many checks the submission behaves as the misconception does."""
        if known.id not in self._agreements:
            whole = known.whole() if known.whole else known.behaviour
            self._agreements[known.id] = sum(self._agrees(whole, check) for check in self._behaviour.sights)
        return self._agreements[known.id]

    def explaining(self, check: str) -> tuple[Known, ...]:
        """The misconception, or the several, that explain a failed check; empty if none does."""
        fitting = [known for known in self._known if self._agrees(known.behaviour, check)]
        # A misconception that hardly departs from the reference here agrees with whatever is near the reference.
        complete = len(self._behaviour.sights)
        fitting = [k for k in fitting if self._is_telling(k, check) or self._agreement(k) == complete]
        if len(fitting) > 1:
            most = max(map(self._agreement, fitting))
            fitting = [known for known in fitting if self._agreement(known) == most]
        return tuple(fitting)

    def _is_telling(self, known: Known, check: str) -> bool:
        right = self._reference.sights.get(check, ())
        both = (self._behaviour.sights[check], known.behaviour.sights[check])
        return all(telling(seen, right, self._rtol) for seen in both)


def named(known: Sequence[Known]) -> Diagnosed | None:
    """What a result says of the misconceptions that explain a check."""
    if not known:
        return None
    return Diagnosed(known[0].id, alternatives=tuple(k.id for k in known) if len(known) > 1 else ())


class BehaviourCache:
    """Keeps behaviours on disk, one file each, so that examiners at work side by side share what they find out.

    Args:
        folder: where to keep them, of all assignments.
        assignment: the assignment's id.
        key: of the version; what was kept of others is removed.
        may_keep: asked whether what was just made is to be kept.
    """

    def __init__(self, folder: Path, assignment: str, key: str, may_keep: Callable[[], bool] = lambda: True) -> None:
        self._may_keep = may_keep
        self._folder = folder / f"{assignment}-{key[:24]}"
        self._stale = f"{assignment}-{'?' * 24}"

    def get(self, name: str, make: Callable[[], Behaviour]) -> Behaviour:
        """The behaviour kept as `name`, or what `make` gives, which is then kept."""
        path = self._folder / f"{name}.msgpack"
        with contextlib.suppress(OSError, msgspec.DecodeError):
            return msgspec.msgpack.decode(path.read_bytes(), type=Behaviour)
        behaviour = make()
        if not self._may_keep():
            return behaviour
        with contextlib.suppress(OSError):  # a cache that cannot be written is no reason to fail
            self._write(path, msgspec.msgpack.encode(behaviour))
        return behaviour

    def _write(self, path: Path, data: bytes) -> None:
        if not self._folder.exists():
            for old in self._folder.parent.glob(self._stale):
                shutil.rmtree(old, ignore_errors=True)
            self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
