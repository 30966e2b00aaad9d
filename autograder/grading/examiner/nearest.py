"""The mutants of right solutions, with which a submission is compared where no misconception explains it.

First those of the reference; where none fits, those of the equivalents, in the functions that they write differently: a
slip in another way of writing often shows otherwise. Found out when first needed, and kept with the traces of the
misconceptions. Of a check, all mutants that may show in it are run once, and what each shows is kept in one small file;
those that a submission might agree with are run in all checks, and judged by the rule by which misconceptions are.
"""

import contextlib
import functools
import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

import msgspec

from autograder.course import Assignment
from autograder.course.catalogue import load_equivalents
from autograder.errors import UsageError
from autograder.grading.examiner.behaviour import Behaviour, BehaviourCache
from autograder.grading.examiner.call_graph import changed
from autograder.grading.examiner.diagnosis import Explained, Known, Near, joined
from autograder.grading.examiner.examination import Examination
from autograder.grading.examiner.explaining import Right, Seen
from autograder.grading.examiner.prints import Print, print_of
from autograder.grading.variants.mutants import Edited, Mutant, mutants_of, normal
from autograder.grading.variants.slips import words_for

_MOST_CHECKS = 4  # of one submission, that are compared: whose checks all fail has made more than one slip
_MOST_LIKE = 40  # mutants of which one check says no more: so many have nothing in common
_UNFINISHED = {"NotImplementedError", "NameError", "ImportError", "ModuleNotFoundError", "SyntaxError"}

T = TypeVar("T")

Column = dict[int, Print]
"""By the number of a mutant, what it shows in a check."""


class NotRunYet(Exception):
    """A mutant would have to be run."""


class Nearest:
    """Compares submissions with the mutants of one right solution, or of several.

    Args:
        examination: runs them.
        assignment: whose solutions they are.
        cache: keeps what was found out.
        right: how the reference behaves.
        most: checks of one submission that are compared.
        of: what they are mutants of, in the names of what is kept; empty for the reference.
        make: makes them.
    """

    def __init__(
        self,
        examination: Examination,
        assignment: Assignment,
        cache: BehaviourCache,
        right: Right,
        most: int = _MOST_CHECKS,
        of: str = "",
        make: Callable[[Assignment], Sequence[Mutant]] = lambda assignment: mutants_of(assignment.reference_text()),
    ) -> None:
        self._examination, self._assignment = examination, assignment
        self._cache, self._right = cache, right
        self._most = most
        self._of, self._make = of, functools.cache(lambda: make(assignment))
        self._edits: list[Edited] = []
        self._columns: dict[str, Column] = {}
        self._may_run = True
        self._wholes: dict[int, Behaviour] = {}

    def explained(self, seen: Seen, checks: Collection[str], run: bool) -> Explained:
        """By check, the mutants that explain it, as one mistake.

        Raises:
            NotRunYet: where that cannot be told from those that were run before, unless `run`.
        """
        explained: Explained = {}
        self._may_run = run
        for key in self._comparable(seen, checks):
            if key not in explained:
                explained = joined(explained, self._explaining(seen, key))
        return explained

    def _comparable(self, seen: Seen, checks: Collection[str]) -> list[str]:
        """The checks that say most of what was done: those in which the fewest mutants may show come first."""
        asked = set(checks) - seen.behaviour.free
        telling = [key for key in asked if seen.agreement(seen.behaviour, key) and not _is_unfinished(seen, key)]
        reached = {key: len(self._right.reached_in(key)) for key in telling}
        return sorted(telling, key=lambda key: (reached[key], key))[: self._most]

    def _explaining(self, seen: Seen, key: str) -> Explained:
        column = self._column(key)
        mine = print_of(seen.behaviour, key, self._right.random_labels(key))
        like = [number for number, theirs in column.items() if mine.may_be(theirs, seen.rtol)]
        if not like or len(like) > _MOST_LIKE:
            return {}
        fitting: dict[frozenset[str], list[int]] = {}
        for number in like:
            whole = self._whole(number)
            explains = seen.explained_by(whole, lambda whole=whole: whole)  # type: ignore[misc]
            if key in explains:
                fitting.setdefault(explains, []).append(number)
        if not fitting:
            return {}
        most = max(fitting, key=lambda explains: (len(explains), sorted(explains)))
        known = self._in_common(seen, fitting[most])
        return dict.fromkeys(most, known) if known else {}

    def _in_common(self, seen: Seen, fitting: Sequence[int]) -> Known | None:
        """What mutants that explain the same checks have in common, of those that agree best; None for two places."""
        closest = [n for n in fitting if seen.agrees_throughout(self._wholes[n])] or list(fitting)
        closest = [n for n in closest if seen.equals(self._wholes[n])] or closest
        edits = [self._all_edits[number] for number in closest]
        if len({edit.place for edit in edits}) > 1:
            return None
        kind = edits[0].kind if len({edit.kind for edit in edits}) == 1 else "slip"
        place = edits[0].function.replace(".", "-") or "helper"
        number = f"{edits[0].of}-{closest[0]}".lstrip("-")
        whole = self._wholes[closest[0]]
        return Known(
            f"nearest-{place}-{kind}-{number}",
            words_for(edits),
            whole.wrong,
            lambda: whole,
            lambda: whole,
            generated=True,
            places=lambda: {edit.place for edit in edits},
        )

    def _column(self, key: str) -> Column:
        if key not in self._columns:
            name = f"mutants{self._of}-in-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
            self._columns[key] = self._found(name, lambda: dict(self._shown_in(key)), Column)
        return self._columns[key]

    def _shown_in(self, key: str) -> Iterator[tuple[int, Print]]:
        """What every mutant shows in a check that rejects it; of those that it may reach."""
        reached = self._right.reached_in(key)
        random = self._right.random_labels(key)
        for number, edit in enumerate(self._all_edits):
            if not edit.place or not reached or edit.place in reached:
                shown = self._run(number, [key])
                if key in shown.wrong:
                    yield number, print_of(shown, key, random)

    def _whole(self, number: int) -> Behaviour:
        if number not in self._wholes:
            self._wholes[number] = self._found(f"mutant{self._of}-{number}", lambda: self._run(number), Behaviour)
        return self._wholes[number]

    def _found(self, name: str, make: Callable[[], T], type: type[T]) -> T:
        if self._may_run:
            return self._cache.get(name, make, type)
        kept = self._cache.kept(name, type)
        if kept is None:
            raise NotRunYet
        return kept

    def _run(self, number: int, only: Collection[str] | None = None) -> Behaviour:
        self._cache.waiting()
        runs, _ = self._examination.run(self._assignment.sources_of(self._make()[number].source), only)
        return self._examination.behaviour_of(runs)

    @property
    def _all_edits(self) -> list[Edited]:
        """What the mutants change: kept, because making them takes a second."""
        if not self._edits:
            self._edits = self._found(f"mutants{self._of}", self._make_edits, list[Edited])
        return self._edits

    def _make_edits(self) -> list[Edited]:
        return [Edited(m.kind, m.line, m.was, m.now, m.function, m.place, m.of) for m in self._make()]


def nearest_of(
    examination: Examination, assignment: Assignment, cache: BehaviourCache, right: Right, of: type[Nearest] = Nearest
) -> Near:
    """Explains what a submission fails by mutants of the reference, or else by those of the equivalents."""
    first = of(examination, assignment, cache, right)

    @functools.cache
    def second() -> Nearest:  # reading the equivalents takes a while
        digest = hashlib.sha256(repr(_equivalents(assignment)).encode()).hexdigest()[:16]
        return of(examination, assignment, cache, right, 1, f"-of-{digest}", mutants_of_equivalents)

    def explained(seen: Seen, checks: Collection[str], run: bool) -> Explained:
        with contextlib.suppress(NotRunYet):
            found = first.explained(seen, checks, run)
            left = [check for check in checks if check not in found]
            return joined(found, second().explained(seen, left, run)) if left else found
        return {}

    return explained


def mutants_of_equivalents(assignment: Assignment) -> list[Mutant]:
    """The mutants of all equivalents, of each in those lines of its functions that the reference does not have."""
    reference = assignment.reference_text()
    lines = set(map(normal, reference.splitlines()))
    return [
        msgspec.structs.replace(mutant, of=id)
        for id, text in _equivalents(assignment).items()
        for own in [set(changed(text, reference))]
        for mutant in mutants_of(text)
        if mutant.place in own and normal(mutant.old) not in lines
    ]


def _equivalents(assignment: Assignment) -> dict[str, str]:
    with contextlib.suppress(UsageError):  # what is wrong with them, validation says
        return {entry.id: entry.source for entry in load_equivalents(assignment)}
    return {}


def _is_unfinished(seen: Seen, key: str) -> bool:
    """Whether something is not there at all: no mutant is like that."""
    return any(sight.error in _UNFINISHED for sight in seen.behaviour.sights.get(key, ()))
