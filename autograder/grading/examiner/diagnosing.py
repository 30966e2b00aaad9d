"""Lets an assignment's misconceptions behave, so that submissions can be compared with them."""

import hashlib
import sys

from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.errors import UsageError
from autograder.grading.diagnosis import Behaviour, BehaviourCache, Catalogue, Diagnoser, Known
from autograder.grading.examination import Examination, behaviour_of
from autograder.grading.store import engine_digest

_REFERENCE = "the reference"  # no misconception's id has a space


def diagnoser_for(examination: Examination, assignment: Assignment, share: float = 0.0) -> Diagnoser:
    """A diagnoser that runs the misconceptions when it first needs them, once per assignment version.

    Examiners at work side by side begin at different places of the catalogue (`share`, from 0 to 1), each leaving to
    the others what they have done already.
    """
    key = hashlib.sha256(f"{engine_digest()} {assignment.digest}".encode()).hexdigest()
    cache = BehaviourCache(assignment.course.root / ".kadai" / "traces", assignment.id, key)
    return Diagnoser(lambda: _catalogue(examination, assignment, cache, share))


def _catalogue(examination: Examination, assignment: Assignment, cache: BehaviourCache, share: float) -> Catalogue:
    def behave(name: str) -> Behaviour:
        return cache.get(name, lambda: behaviour_of(examination.run(assignment.sources_of(texts[name]))[0]))

    reference = assignment.reference_text()
    texts = {_REFERENCE: reference}
    try:
        entries = load_misconceptions(assignment)
        texts |= {entry.id: entry.source(reference) for entry in entries}
    except UsageError as error:  # a broken catalogue must not keep a class from being graded
        print(f"kadai: grading without diagnoses: {error}", file=sys.stderr)
        entries = ()
    names = list(texts)
    first = int(share * len(names))
    behaviours = {name: behave(name) for name in names[first:] + names[:first]}
    known = tuple(Known(e.id, e.title, e.text, e.ask, behaviours[e.id]) for e in entries)
    return Catalogue(behaviours[_REFERENCE], known)
