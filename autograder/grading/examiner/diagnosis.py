"""Names what a student did: the misconceptions that explain how the submission behaves.

A wrong name is worse than none. When a mistake explains a submission is said in `explaining`; where several explain
the same checks equally well, none is named.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations

import msgspec

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.explaining import Right, Seen
from autograder.grading.results import Diagnosis
from autograder.sandbox import Sources

# float64 first; then what float32 inside, or log(y + 1e-7), adds to the right and to the wrong alike
TOLERANCES = (1e-6, 1e-4)

_MOST_PAIRS = 6


class Known(msgspec.Struct, frozen=True):
    """A mistake's words, and how a module with it behaves.

    Attributes:
        id: what results call it.
        words: for people.
        rejected_by: ids of checks that reject it: where a submission passes one of them, it need not be run.
        behaviour: how it behaves in all checks that reject it, at least.
        whole: how it behaves in all checks, asked for where several fit.
        generated: whether no author has described it.
        places: the functions of the reference that are another with it, asked for where it is named.
    """

    id: str
    words: Diagnosis
    rejected_by: frozenset[str]
    behaviour: Callable[[], Behaviour]
    whole: Callable[[], Behaviour]
    generated: bool = False
    places: Callable[[], Collection[str]] = tuple


Explained = dict[str, Known]
"""By check, the mistake for which it is failed."""


Near = Callable[[Seen, Collection[str], bool], Explained]
"""From what was seen of a submission, checks that it fails, and whether other modules may be run to explain them."""


class Catalogue(msgspec.Struct, frozen=True):
    """What is right, and every misconception: what depends on the assignment alone.

    ``together`` gives the behaviour of a module with two
    mistakes, in all checks; None where the two cannot both be made. ``nearest`` explains checks by what no author has
    described. ``meet`` is told how an entry, by its id and sources, behaves in all checks: it need not be run again.
    """

    right: Right
    known: tuple[Known, ...]
    together: Callable[[Known, Known], Behaviour | None] = lambda one, other: None
    nearest: Near = lambda seen, checks, run: {}
    meet: Callable[[str, Sources, Callable[[], Behaviour]], None] = lambda id, sources, behaviour: None


class Diagnoser:
    """Compares submissions with a catalogue; `make` builds it when the first submission fails a check."""

    def __init__(self, make: Callable[[], Catalogue]) -> None:
        self._make = make
        self.run_ahead: Callable[[str, Sources], Behaviour | None] = lambda entry, sources: None
        """Runs an entry that is going to be graded itself; None where that is not so, or not of use."""
        self._catalogue: Catalogue | None = None

    def diagnose(self, behaviour: Behaviour, run: bool = True) -> Explained:
        """The mistakes by which what a submission fails can be explained: those that authors have described come first.

        What nobody has described is named only where nothing is left that is not explained: it has no author who knows
        what else may be wrong. Unless `run`, no other module is run to find it.
        """
        if not behaviour.wrong:
            return {}
        views = [Seen(behaviour, self._known.right, rtol) for rtol in TOLERANCES]
        explained = next((found for seen in views if (found := explained_by(self._known, seen))), {})
        left = behaviour.wrong - set(explained)
        if left:
            nearest = next((found for seen in views if (found := self._known.nearest(seen, left, run))), {})
            every = joined(explained, nearest)
            return every if every.keys() >= behaviour.wrong - behaviour.free else explained
        return explained

    def meet(self, entry: str, sources: Sources, behaviour: Callable[[], Behaviour]) -> None:
        """An entry of the catalogue has just been graded itself: `behaviour` gives how it behaved in all checks."""
        self._known.meet(entry, sources, behaviour)

    def sees_little(self, behaviour: Behaviour) -> bool:
        """Whether a submission fails, and no check sees of it what would be reason enough to name a mistake."""
        return bool(behaviour.wrong) and Seen(behaviour, self._known.right, TOLERANCES[0]).says_little

    @property
    def _known(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = self._make()
        return self._catalogue


def joined(explained: Explained, others: Explained) -> Explained:
    """What is explained, and what others explain besides: whole mistakes, of which none is about another's check."""
    for known in dict.fromkeys(others.values(), None):
        checks = {check: it for check, it in others.items() if it is known}
        if not checks.keys() & explained.keys():
            explained = explained | checks
        elif checks.keys() > explained.keys():
            explained = checks
    return explained


def explained_by(catalogue: Catalogue, seen: Seen) -> Explained:
    """What a submission fails, as far as mistakes of the catalogue explain it, one or two of them."""
    accepted = seen.accepted
    possible = [known for known in catalogue.known if not known.rejected_by & accepted]
    alone = chosen(possible, seen)
    if set(alone) == seen.wrong:
        return alone
    return _in_pairs(catalogue, possible, seen, more_than=len(alone)) or alone


def chosen(possible: Iterable[Known], seen: Seen) -> Explained:
    """By check, of the mistakes that explain it, the one that explains most; none of several that are equal."""
    explaining: dict[frozenset[str], list[Known]] = {}
    for known in possible:
        if checks := seen.explained_by(known.behaviour(), known.whole):
            explaining.setdefault(checks, []).append(known)
    explained: Explained = {}
    taken: set[str] = set()
    for checks in sorted(explaining, key=lambda checks: (-len(checks), sorted(checks))):
        best = _only_one(explaining[checks], seen)
        if best is not None and not taken & checks:
            explained |= dict.fromkeys(checks, best)
        taken |= checks
    return explained


def _only_one(equal: Sequence[Known], seen: Seen) -> Known | None:
    """Of mistakes that explain the same checks, the one that agrees in all others as well, if those are one mistake.

    Entries with the same words are about the same mistake, made in several ways.
    """
    if len(equal) == 1:
        return equal[0]
    closest = [known for known in equal if seen.agrees_throughout(known.whole())]
    exactly = [known for known in closest if seen.equals(known.whole())] or closest
    return exactly[0] if exactly and all(known.words == exactly[0].words for known in exactly) else None


def _in_pairs(catalogue: Catalogue, possible: Sequence[Known], seen: Seen, more_than: int) -> Explained:
    """By check, two mistakes that are both made, and that explain more checks than any does alone.

    Of pairs that explain as many, one that agrees in all other checks as well.
    """
    best: Explained = {}
    reached = (more_than, True)
    for pair in _pairs(possible, seen):
        both = catalogue.together(*pair)
        if both is None:
            continue
        checks = seen.explained_by(both, lambda both=both: both)  # type: ignore[misc]
        if len(checks) > more_than and (worth := (len(checks), seen.agrees_throughout(both))) > reached:
            best, reached = {check: _part_in(check, pair, seen) for check in checks}, worth
    return best


def _pairs(possible: Sequence[Known], seen: Seen) -> list[tuple[Known, Known]]:
    """The pairs that might explain most, of mistakes each of which shows alone in some check."""
    shown = {known.id: checks for known in possible if (checks := seen.showing(known.behaviour()))}
    pairs = [
        (one, other)
        for one, other in combinations([known for known in possible if known.id in shown], 2)
        if not shown[one.id] <= shown[other.id] and not shown[other.id] <= shown[one.id]
    ]
    return sorted(pairs, key=lambda pair: -len(shown[pair[0].id] | shown[pair[1].id]))[:_MOST_PAIRS]


def _part_in(check: str, pair: tuple[Known, Known], seen: Seen) -> Known:
    """Of two mistakes that are both made, the one that shows most in a check."""
    one, other = pair
    if check not in one.behaviour().wrong or seen.agrees(other.behaviour(), check):
        return other
    return one
