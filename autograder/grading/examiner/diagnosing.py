"""Lets an assignment's misconceptions behave, so that submissions can be compared with them."""

import hashlib
import sys

from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.errors import UsageError
from autograder.grading.diagnosis import Behaviour, Catalogue, CatalogueCache, Diagnoser, Known
from autograder.grading.examination import Examination, behaviour_of
from autograder.grading.store import engine_digest


def diagnoser_for(examination: Examination, assignment: Assignment) -> Diagnoser:
    """A diagnoser that runs the misconceptions when it first needs them, once per assignment version."""
    key = hashlib.sha256(f"{engine_digest()} {assignment.digest}".encode()).hexdigest()
    cache = CatalogueCache(assignment.course.root / ".kadai" / "traces", assignment.id, key)
    return Diagnoser(lambda: cache.get(lambda: _catalogue(examination, assignment)))


def _catalogue(examination: Examination, assignment: Assignment) -> Catalogue:
    def behave(text: str) -> Behaviour:
        return behaviour_of(examination.run(assignment.sources_of(text))[0])

    text = assignment.reference_text()
    try:
        entries = load_misconceptions(assignment)
        known = tuple(Known(e.id, e.title, e.text, e.ask, behave(e.source(text))) for e in entries)
    except UsageError as error:  # a broken catalogue must not keep a class from being graded
        print(f"kadai: grading without diagnoses: {error}", file=sys.stderr)
        known = ()
    return Catalogue(behave(text), known)
