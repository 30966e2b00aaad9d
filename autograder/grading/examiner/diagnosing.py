"""Lets an assignment's misconceptions behave, so that submissions can be compared with them."""

import functools
import hashlib
import sys
from collections.abc import Callable, Sequence

import msgspec

from autograder.course import Assignment
from autograder.course.catalogue import Misconception, load_misconceptions
from autograder.errors import UsageError
from autograder.grading.examiner.diagnosis import Behaviour, BehaviourCache, Catalogue, Diagnoser, Known
from autograder.grading.examiner.examination import Examination
from autograder.grading.examiner.runs import behaviour_of
from autograder.grading.results import Diagnosis
from autograder.grading.store import version_of
from autograder.language import said
from autograder.sandbox import Sources
from autograder.text import Text


def diagnoser_for(
    examination: Examination,
    assignment: Assignment,
    secret: str = "",
    share: float = 0.0,
    is_clean: Callable[[], bool] = lambda: True,
) -> Diagnoser:
    """A diagnoser that runs the misconceptions when it first needs them: once per version of the checks, and secret.

    Examiners at work side by side begin at different places of the catalogue (`share`, from 0 to 1), each leaving to
    the others what they have done already. What is found out while the examiner is not `is_clean` is not kept.
    """
    key = version_of(assignment.checks_digest, secret)
    cache = BehaviourCache(assignment.course.root / ".kadai" / "traces", assignment.id, key, is_clean)
    return Diagnoser(lambda: _catalogue(examination, assignment, cache, share))


def _catalogue(examination: Examination, assignment: Assignment, cache: BehaviourCache, share: float) -> Catalogue:
    def known(entry: Misconception) -> Known:
        name = f"{entry.id}-{_digest_of(sources[entry.id], entry.fails)}"

        @functools.cache
        def whole() -> Behaviour:
            return cache.get(f"{name}-whole", lambda: behaviour_of(examination.run(sources[entry.id])[0]))

        def rejected() -> Behaviour:
            once, again = map(behaviour_of, examination.run_twice(sources[entry.id], entry.fails))
            # What keeps something from one check to the next behaves as itself only after all those before.
            return whole() if once != again or "passed" in once.outcomes.values() else once

        words = Diagnosis(entry.title, entry.text, entry.ask)
        return Known(entry.id, words, cache.get(name, rejected), whole)

    try:
        entries = load_misconceptions(assignment)
        sources = {entry.id: assignment.sources_of(entry.source) for entry in entries}
    except UsageError as error:  # a broken catalogue must not keep a class from being graded
        without = Text("grading without diagnoses: ", "間違いの診断なしで採点します: ")
        print(f"kadai: {said(without + error.text)}", file=sys.stderr)
        entries = ()
    first = int(share * len(entries))
    from_there = {entry.id: known(entry) for entry in entries[first:] + entries[:first]}
    return Catalogue(examination.reference_behaviour, tuple(from_there[entry.id] for entry in entries))


def _digest_of(sources: Sources, fails: Sequence[str]) -> str:
    return hashlib.sha256(msgspec.msgpack.encode((sources, fails))).hexdigest()[:16]
