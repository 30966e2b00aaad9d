"""The hand-ins of a class as they are going to be graded: nothing is run, no examiner is started."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder.course import Assignment, Unreadable
from autograder.grading.classroom.reading_ahead import Reading
from autograder.grading.classroom.selection import Selection, Wanted
from autograder.grading.not_run import unreadable
from autograder.grading.results import Ignored, SubmissionResult, result_of
from autograder.text import Text


class HandIns(msgspec.Struct, frozen=True):
    """A class that has handed in. The results say which file was taken and what is doubtful, and have no checks."""

    assignment: str
    title: Text
    results: tuple[SubmissionResult, ...]
    ignored: tuple[Ignored, ...]
    missing: tuple[str, ...]

    @property
    def doubtful(self) -> tuple[SubmissionResult, ...]:
        """Those that a person should look at."""
        return tuple(r for r in self.results if doubts(r))


def collected(paths: Sequence[Path], assignment: Assignment, wanted: Wanted) -> HandIns:
    """What `grade` would grade of some paths, read as it would read it.

    Raises:
        UsageError: as `grade`, where a path, the roster or a correction is wrong.
    """
    results = []
    with Reading(assignment) as reading:
        selection = Selection(reading.find(paths, wanted.how), wanted)
        selection.check_corrections()
        reading.expect(selection.hand_ins)
        for hand_in in selection.hand_ins:
            try:
                hand_in.read()
                result = result_of(hand_in.id, ())
            except Unreadable as error:
                result = unreadable(hand_in.id, error.text, ())
            results.append(hand_in.about.added_to(result))
    given = sorted(selection.results(results, ()), key=lambda r: r.id)
    return HandIns(assignment.id, assignment.title, tuple(given), tuple(selection.ignored), selection.absent)


def doubts(result: SubmissionResult) -> tuple[Text, ...]:
    """Why a person should look at a hand-in, each reason once."""
    said = [result.reason] if result.reason else []
    said += [a.text for a in result.attention]
    return tuple(dict.fromkeys(said))


def candidates(result: SubmissionResult) -> tuple[str, ...]:
    """The files that could be the submission, the one that is taken first."""
    return tuple(dict.fromkeys([*([result.file] if result.file else []), *(p.file for p in result.passed_over)]))
