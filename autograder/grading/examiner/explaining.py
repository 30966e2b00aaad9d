"""Whether a wrong module explains what was seen of a submission: the rule by which every mistake is named.

It does not matter where the wrong module comes from. It explains a submission where it fails no check that the
submission passes, and fails all that both fail in the same way; where what agrees does not come about by chance; and
where what the submission fails besides is about something else.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

import msgspec

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.call_graph import Calls
from autograder.grading.examiner.causes import is_telling, without_sizes
from autograder.grading.examiner.evidence import (
    Departure,
    Evidence,
    departures,
    evidence_in,
    of_objects,
    off_by_a_factor,
)
from autograder.grading.examiner.measurements import Measured
from autograder.grading.examiner.randomness import Randomness
from autograder.grading.examiner.traces import agree

NOTHING: frozenset[str] = frozenset()

ALIKE = 0.05
"""In a check that both pass: the widest that a check of the course allows is 1 %."""

DISTINCT = 10.0
"""A trace departs from the reference's by so many times the tolerance: what hardly does agrees with all near it."""


class Right(msgspec.Struct, frozen=True, dict=True):
    """What is right in an assignment, and what of it is drawn at random.

    Attributes:
        behaviour: the reference's, in all checks.
        resampled: the same, where the generators that it is given draw otherwise; empty where that is not known.
        calls: which of its functions rest on which.
    """

    behaviour: Behaviour
    resampled: Behaviour = Behaviour({}, {})
    calls: Calls = Calls()

    @cached_property
    def random(self) -> Mapping[str, Randomness]:
        """What is drawn at random, by check; only of checks in which anything is."""
        drawn = self.behaviour.sights
        found = {check: Randomness(drawn.get(check, ()), again) for check, again in self.resampled.sights.items()}
        return {check: randomness for check, randomness in found.items() if randomness.labels}

    def random_labels(self, key: str) -> frozenset[str]:
        """The labels at which what comes in a check is drawn at random."""
        return self.random[key].labels if key in self.random else NOTHING

    def reached_in(self, key: str) -> frozenset[str]:
        """The functions that a check asks for, and all that these may call; empty where that is not known."""
        return self.calls.reached_from(sight.label for sight in self.behaviour.sights.get(key, ()))


class Seen:
    """One submission, beside the reference, at one tolerance.

    Args:
        behaviour: the submission's, in all checks.
        right: the reference.
        rtol: up to which numbers agree, relative to the largest of their array.
    """

    def __init__(self, behaviour: Behaviour, right: Right, rtol: float) -> None:
        self.behaviour = behaviour
        self._right = right
        self.rtol = rtol
        self._known_departures: dict[str, list[Departure]] = {}
        self._known_evidence: dict[str, Evidence] = {}
        self.wrong = behaviour.wrong

    @cached_property
    def passed(self) -> frozenset[str]:
        """The checks that the submission passes by itself, but for those where what it does is its own choice."""
        passed = frozenset(check for check, outcome in self.behaviour.outcomes.items() if outcome == "passed")
        return passed - self.behaviour.helped - self.behaviour.free

    @property
    def accepted(self) -> frozenset[str]:
        """The checks, by id, of which the submission passes whatever was run of them."""
        return frozenset(_ids(self.passed) - _ids(self.wrong | self.behaviour.helped))

    def agreement(self, other: Behaviour, check: str) -> Evidence | None:
        """What it says that both behave in the same way in a check; None where they do not."""
        mine = self.behaviour
        if mine.outcomes.get(check) != other.outcomes.get(check) and not self._both_helped(other, check):
            return None
        some, others = mine.sights.get(check, ()), other.sights.get(check, ())
        measured, theirs = mine.measured.get(check, Measured()), other.measured.get(check, Measured())
        if agree(some, others, self.rtol):
            if self._departures(check):
                return self._evidence(check)
            return None if measured != theirs else Evidence.SOME if measured.words else Evidence.NONE
        random = self._right.random.get(check)
        if random is None or not measured.agrees(theirs) or not random.alike(some, others, self.rtol):
            return None
        return Evidence.SOME if measured.words else Evidence.NONE

    def explained_by(self, other: Behaviour, whole: Callable[[], Behaviour]) -> frozenset[str]:
        """The checks in whose failing a wrong module explains the submission; empty where it does not.

        With them those that an exception ends which is explained.

        Args:
            other: how the module behaves in all checks that reject it, at least.
            whole: gives how it behaves in all checks, where that matters.
        """
        common = other.wrong & self.wrong
        if not common or self._contradicts(other):
            return NOTHING
        if self.behaviour.helped & self.wrong - common:
            other = whole()
            common |= {check for check in self.wrong - common if self._is_passed_with_help(other, check)}
        common -= {check for check in common & self.behaviour.free if not self.agrees(other, check)}
        evidence = Evidence.NONE
        for check in common:
            found = self.agreement(other, check)
            if found is None:
                return NOTHING
            evidence = max(evidence, found)
        besides = self.wrong - common - self.behaviour.free
        hidden = self._ended_by(self._exceptions(common), besides)
        besides -= hidden
        if evidence is Evidence.NONE or (besides and (evidence is Evidence.SOME or not self._apart(common, besides))):
            return NOTHING
        other = whole()
        if self._contradicts(other):  # in a share of a check that rejects it
            return NOTHING
        if evidence is Evidence.MUCH:
            return common | hidden if self._alike_where_passed(other) else NOTHING
        return common if self._agrees_where_passed(other) else NOTHING

    @property
    def says_little(self) -> bool:
        """Whether nothing that was seen is reason to think that another has made the same mistake."""
        return not any(self.agreement(self.behaviour, check) for check in self.wrong)

    def showing(self, other: Behaviour) -> frozenset[str]:
        """The checks in which a wrong module shows by itself, whatever else is wrong with the submission."""
        if self._contradicts(other):
            return NOTHING
        return frozenset(c for c in other.wrong & self.wrong if self.agreement(other, c) is Evidence.MUCH)

    def agrees(self, other: Behaviour, check: str) -> bool:
        """Whether both behave in the same way in a check, from the first event to the last."""
        return self.agreement(other, check) is not None

    def equals(self, other: Behaviour) -> bool:
        """Whether the same comes back in all checks, also where it is drawn at random."""
        mine = self.behaviour.sights
        return all(agree(mine[c], other.sights.get(c, ()), self.rtol) for c in mine.keys() - self.behaviour.free)

    def agrees_throughout(self, other: Behaviour) -> bool:
        """Whether both behave in the same way in all checks."""
        return all(self.agrees(other, check) for check in self.behaviour.outcomes.keys() - self.behaviour.free)

    def _both_helped(self, other: Behaviour, check: str) -> bool:
        """Whether a check lends to both: which of its functions use that, and so whether it passes, is style."""
        return check in self.behaviour.helped and check in other.helped

    def _contradicts(self, other: Behaviour) -> bool:
        """Whether the submission passes a check that rejects a wrong module, not for what both are lent there."""
        helped = other.wrong & self.behaviour.helped - self.wrong
        return bool(other.wrong & self.passed) or not all(self.agrees(other, check) for check in helped)

    def _is_passed_with_help(self, other: Behaviour, check: str) -> bool:
        """Whether a wrong module passes what the submission fails because of what it is lent there."""
        return self._both_helped(other, check) and self.agrees(other, check)

    def _alike_where_passed(self, other: Behaviour) -> bool:
        """Whether what both pass gives no reason to think that they are wrong in different ways."""
        return all(self._is_alike(other, check) for check in self.passed if other.outcomes.get(check) == "passed")

    def _is_alike(self, other: Behaviour, check: str) -> bool:
        some, others = self.behaviour.sights.get(check, ()), other.sights.get(check, ())
        random = self._right.random.get(check)
        if agree(some, others, ALIKE) or (random is not None and random.alike(some, others, ALIKE)):
            return True
        right = self._right.behaviour.sights.get(check, ())
        # What is right in another way is accepted; an array off by a factor is, because it is charged elsewhere.
        # How often a check asks, and of what objects a submission is made, says nothing.
        differing = {d.label for d in departures(some, others, ALIKE) if d.mine and d.right and not of_objects(d)}
        wrong = _places(departures(others, right, ALIKE))
        return not differing & wrong and not any(map(off_by_a_factor, departures(some, right, ALIKE)))

    def _agrees_where_passed(self, other: Behaviour) -> bool:
        return all(self.agrees(other, check) for check in self.passed)

    def _exceptions(self, checks: Iterable[str]) -> set[tuple[str, str]]:
        """The exceptions in some checks for sizes that do not fit: from which call, and where, with which operation."""
        raised = [sight for check in checks for sight in self.behaviour.sights.get(check, ()) if sight.error]
        return {(sight.label, without_sizes(sight.cause)) for sight in raised if is_telling(sight.cause)}

    def _ended_by(self, exceptions: Collection[tuple[str, str]], checks: Iterable[str]) -> frozenset[str]:
        """The checks that these exceptions end: the line that raises takes with it what stands after it.

        In the module that is compared, those steps may stand before it.
        """
        return frozenset(check for check in checks if self._exceptions([check]) & set(exceptions))

    def _apart(self, common: frozenset[str], besides: frozenset[str]) -> bool:
        """Whether what the submission fails besides is about other functions than what is explained."""
        return not self._right.calls.related(self._places(common), self._places(besides))

    def _places(self, checks: frozenset[str]) -> set[str]:
        """The labels at which the submission departs from the reference in some checks."""
        return {label for check in checks for label in _places(self._departures(check))}

    def _evidence(self, check: str) -> Evidence:
        if check not in self._known_evidence:
            self._known_evidence[check] = evidence_in(self._departures(check), DISTINCT * self.rtol)
        return self._known_evidence[check]

    def _departures(self, check: str) -> list[Departure]:
        if check not in self._known_departures:
            mine, right = (b.sights.get(check, ()) for b in (self.behaviour, self._right.behaviour))
            self._known_departures[check] = departures(mine, right, DISTINCT * self.rtol)
        return self._known_departures[check]


def _places(found: Iterable[Departure]) -> set[str]:
    return {departure.label for departure in found}


def _ids(keys: Iterable[str]) -> set[str]:
    """The checks to which keys (see `key_of`) belong."""
    return {key.partition("[")[0] for key in keys}
