"""The interface of an export format, and what formats share.

A format turns a report into one file for another system. To add one: a module in ``formats/`` with a class that
has these attributes, and its name in ``formats/__init__.py``.
"""

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from autograder.errors import KadaiError, UsageError
from autograder.grading.results import Report, SubmissionResult
from autograder.reports.given import DEFAULT, Feedback
from autograder.text import Language, Text, one_line, visible

if TYPE_CHECKING:
    from autograder.reports.roster import Roster

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]


class Options(msgspec.Struct, frozen=True):
    """What the user may choose; a format uses what concerns it."""

    language: Language = "en"
    submission: str | None = None
    """The one submission to export, for formats that hold one."""
    roster: "Roster | None" = None
    """Who is who in the other system, for formats that hold a class."""
    column: str | None = None
    """The assignment's name in the other system."""
    hidden_checks: Visibility = "visible"
    """When students see the results of hidden checks."""
    feedback: Feedback = DEFAULT
    """What they see of them."""
    last_score: float | None = None
    """What the other system has of the student's last hand-in, where it says so."""


class Export(msgspec.Struct, frozen=True):
    """The file, and sentences for the user about what it does not say."""

    content: bytes
    notes: tuple[Text, ...] = ()
    left_out: tuple[Text, ...] = ()
    """Whose grades are not in it, although they are known: somebody must act on these sentences."""
    beside: Mapping[str, bytes] = {}
    """Other files that belong beside it, by their names."""
    printed: str = ""
    """What the other system reads from standard output."""

    @classmethod
    def of(cls, text: str, notes: Iterable[Text] = (), left_out: Iterable[Text] = ()) -> "Export":
        """A file of text, in UTF-8."""
        return cls(text.encode(), tuple(notes), tuple(left_out))

    @property
    def text(self) -> str:
        """What stands in it, where that is UTF-8."""
        return self.content.decode()


class Format(Protocol):
    """One export format."""

    name: str
    description: Text
    """One line for ``kadai export --help``, with the system's own name for the file."""

    def render(self, report: Report, options: Options) -> Export:
        """The report in this format.

        Raises:
            UsageError: if the options do not fit the report.
            KadaiError: if a result that the file must hold is not known, because grading failed.
        """
        ...


class FormatForOne(Format, Protocol):
    """A format for one submission, which is graded where it has arrived: it can say as well that there is no result."""

    def without_result(self, reason: Text, options: Options) -> Export:
        """What the student is shown in the place of a result; wherever the format can say so, it costs nothing.

        Raises:
            UsageError: if this is not the place where the format belongs.
        """
        ...


def find_submission(report: Report, submission: str) -> SubmissionResult:
    """The result of one submission. Raises: UsageError with similar ids if there is none."""
    for same in (str, visible):  # the id itself, or as it is shown
        for result in report.submissions:
            if same(result.id) == submission:
                return result
    ids = [s.id for s in report.submissions]
    similar = difflib.get_close_matches(submission, ids, n=3) or ids[:3]
    known = ", ".join(one_line(i, 40) for i in similar)
    name = one_line(submission, 40)
    raise UsageError(
        Text(
            f"the report has no submission {name!r}; it has, e.g., {known or 'none at all'}",
            f"結果に提出 {name!r} はありません。あるのは、たとえば {known or '（1 件もありません）'} です",
        )
    )


def the_submission(report: Report, options: Options) -> SubmissionResult:
    """The one submission that a format for one submission is about; its score is known.

    Raises:
        UsageError: if it is not clear which one.
        KadaiError: if the grader failed on it, because any score would charge the student for that.
    """
    if options.submission is not None:
        result = find_submission(report, options.submission)
    elif len(report.submissions) == 1:
        result = report.submissions[0]
    else:
        raise UsageError(
            Text(
                f"this format holds one submission and the report has {len(report.submissions)}; add --submission ID",
                f"この形式に入る提出は 1 件ですが、結果には {len(report.submissions)} 件あります。"
                "--submission ID を加えてください",
            )
        )
    if not result.has_mark:
        raise KadaiError(
            Text(
                f"the grader itself failed on {visible(result.id)!r}, so there is no score to export; "
                "grade again (what is graded already is kept)",
                f"{visible(result.id)!r} では採点側の不具合があり、書き出す得点がありません。"
                "もう一度採点してください（採点済みのものは保存されています）",
            )
        )
    return result
