"""What a class has handed in, read as for grading: in the reader, within its bounds, and never run."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder.course import Assignment, Unreadable
from autograder.course.handed_out.stubs import stub
from autograder.errors import UsageError
from autograder.grading.classroom.reading_ahead import Reading
from autograder.grading.classroom.selection import Selection, Wanted
from autograder.reports.similarity.similar_pairs import THRESHOLD, Similar, Work, similar
from autograder.reports.similarity.winnowing import Form, released_lines
from autograder.text import Text

_TOO_FEW = Text(
    "there are no two submissions to compare; name the whole class",
    "比べられる提出が 2 件ありません。クラス全体を指定してください",
)


class SimilarWork(msgspec.Struct, frozen=True):
    """A class whose submissions were compared."""

    assignment: str
    title: Text
    threshold: float
    works: dict[str, Work]
    found: Similar
    unreadable: dict[str, Text]


def compare_class(
    paths: Sequence[Path], assignment: Assignment, wanted: Wanted, threshold: float = THRESHOLD
) -> SimilarWork:
    """Compare the submissions that `grade` would grade of some paths.

    Raises:
        UsageError: if a path is wrong, or fewer than two submissions can be read.
    """
    works: dict[str, Work] = {}
    with Reading(assignment) as reading:
        released = _released(reading, assignment)
        selection = Selection(reading.find(paths, wanted.how), wanted)
        selection.check_corrections()
        unreadable = {clash.id: clash.reason for clash in selection.results([], ())}
        reading.expect(selection.hand_ins)
        for submission in selection.hand_ins:
            try:
                sources, _ = submission.read()
            except Unreadable as error:
                unreadable[submission.id] = error.text
            else:
                works[submission.id] = Work.of(submission.id, sources, released)
    if len(works) < 2:
        raise UsageError(f"{paths[0]}: " + _TOO_FEW)
    return SimilarWork(
        assignment.id, assignment.title, threshold, works, similar(list(works.values()), threshold), unreadable
    )


def _released(reading: Reading, assignment: Assignment) -> frozenset[Form]:
    """The lines of all that students were given: the stub, its notebook with the checks in it, given modules."""
    texts = [stub(assignment.reference_text(), assignment.reference_path), *assignment.given_texts.values()]
    notebook = assignment.template_folder / f"{assignment.id}.ipynb"
    if notebook.is_file():
        (handed_out,) = reading.discover([notebook])
        sources, _ = handed_out.read()
        texts += sources.cells
    return released_lines(texts)
