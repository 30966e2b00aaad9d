"""Students by assignments, from one report for each assignment and, where there is one, the roster."""

import re
from collections.abc import Iterator, Sequence
from statistics import mean, median

import msgspec

from autograder.errors import UsageError
from autograder.grading.results import Report, SubmissionResult, total
from autograder.reports.filling import top_score
from autograder.reports.repeated import refuse_repeated
from autograder.reports.roster import KEY, Roster
from autograder.text import Text, one_line, visible

_WHO = re.compile(r"name|student|\bid\b|login|mail|section|group|氏|名|姓|番号|学籍|ユーザ|クラス|組", re.IGNORECASE)
"""Columns of a roster that say who somebody is; the others are marks and the like."""
_CALLED = re.compile(r"name|^student$|氏|名|姓", re.IGNORECASE)
_NO_NAME = re.compile(r"user|login|mail|ユーザ", re.IGNORECASE)


class Column(msgspec.Struct, frozen=True):
    """An assignment, and how the class did: of those who have a mark."""

    assignment: str
    title: Text
    max_score: float
    mean: float | None
    median: float | None
    marked: int


class Student(msgspec.Struct, frozen=True):
    """A row."""

    ids: tuple[str, ...]
    """Of their hand-ins, each once: the systems that assignments come from may call them differently."""
    about: tuple[str, ...]
    """What the roster says, by `Gradebook.about`."""
    results: tuple[SubmissionResult | None, ...]
    """By assignment; None where nothing was handed in."""
    known: bool = True
    """Whether the roster has them, where there is one."""

    @property
    def marks(self) -> tuple[float | None, ...]:
        """By assignment; None where there is no mark, which is not the same as 0."""
        return tuple(r.mark if r is not None and r.has_mark else None for r in self.results)

    @property
    def sum(self) -> float:
        """Of the marks that there are."""
        return total(mark for mark in self.marks if mark is not None)

    @property
    def missing(self) -> int:
        """To how many assignments nothing was handed in."""
        return self.results.count(None)

    @property
    def needs_a_person(self) -> bool:
        """Whether one of the results does."""
        return any(result is not None and result.needs_a_person for result in self.results)


class Gradebook(msgspec.Struct, frozen=True):
    """The marks of a course."""

    columns: tuple[Column, ...]
    about: tuple[str, ...]
    """The columns that the roster has about a student."""
    called: tuple[int, ...]
    """Which of them hold the name."""
    students: tuple[Student, ...]
    strangers: tuple[Text, ...] = ()
    """A sentence about those whom the roster does not know, if any; they stand at the end."""

    @property
    def most(self) -> float:
        """What all assignments together are worth."""
        return total(column.max_score for column in self.columns)

    def sums(self) -> tuple[float | None, float | None]:
        """Mean and median of the sums, of those who have any mark."""
        return _middle([s.sum for s in self.students if any(mark is not None for mark in s.marks)])


def gather(reports: Sequence[tuple[str, Report]], roster: Roster | None = None) -> Gradebook:
    """The gradebook of some reports, each with the name of its file; in the roster's order, else by the ids' alphabet.

    Raises:
        UsageError: if two reports are of one assignment, or one has two results of one id.
    """
    _refuse_repeated(reports)
    alone = [report for _, report in reports]
    by_id = [{s.id: s for s in report.submissions} for report in alone]
    if roster is None:
        students = tuple(
            _student([id] * len(alone), by_id) for id in sorted({id for results in by_id for id in results})
        )
        return Gradebook(tuple(map(_column, alone)), (), (), students)
    columns = tuple(c for c in roster.columns if c and (c == KEY or _WHO.search(c))) or roster.columns[:2]
    known, others, sentences = _rostered(roster, columns, by_id)
    return Gradebook(
        tuple(map(_column, alone)),
        columns,
        tuple(i for i, c in enumerate(columns) if _CALLED.search(c) and not _NO_NAME.search(c)),
        (*known, *others),
        sentences,
    )


def _refuse_repeated(reports: Sequence[tuple[str, Report]]) -> None:
    seen: dict[str, str] = {}
    for name, report in reports:
        refuse_repeated(report, name)
        if report.assignment in seen:
            of = visible(report.assignment)
            other = seen[report.assignment]
            raise UsageError(
                Text(
                    f"{other} and {name} are both reports of {of}; make one of them with `kadai merge`, or name the "
                    "newer one alone",
                    f"{other} と {name} はどちらも {of} の結果です。`kadai merge` で 1 つにまとめるか、新しいほうだけを"
                    "指定してください",
                )
            )
        seen[report.assignment] = name


def _rostered(
    roster: Roster, columns: Sequence[str], by_id: Sequence[dict[str, SubmissionResult]]
) -> tuple[list[Student], list[Student], tuple[Text, ...]]:
    """Who stands in the roster, who does not, and sentences about the latter.

    Every report is looked up by itself: assignments may have come from several systems.
    """
    matches = [roster.match(results, roster.columns) for results in by_id]
    id_at = [{row: id for id, row in matched.found.items()} for matched in matches]
    known = [
        _student([ids.get(number) for ids in id_at], by_id, tuple(roster.rows[number][c] for c in columns))
        for number in roster.people.places
    ]
    strangers = sorted({id for matched in matches for id in (*matched.unknown, *matched.ambiguous)})
    lost = [{*matched.unknown, *matched.ambiguous} for matched in matches]
    others = [
        _student([id if id in unknown else None for unknown in lost], by_id, ("",) * len(columns), known=False)
        for id in strangers
    ]
    return known, others, tuple(_said(roster.name, strangers)) if strangers else ()


def _said(roster: str, strangers: Sequence[str]) -> Iterator[Text]:
    ids = ", ".join(one_line(id, 60) for id in strangers)
    yield Text(
        f"{roster}: no row, or more than one, fits {ids}; they stand at the end: add the missing students, or a column "
        f"{KEY!r} with kadai's ids",
        f"{roster}: {ids} に当てはまる行がないか、複数あります。一覧の最後に並べます。学生を追加するか、"
        f"kadai の ID を書いた列 {KEY!r} を加えてください",
    )


def _student(
    ids: Sequence[str | None],
    by_id: Sequence[dict[str, SubmissionResult]],
    about: tuple[str, ...] = (),
    known: bool = True,
) -> Student:
    results = tuple(results.get(id) if id is not None else None for id, results in zip(ids, by_id, strict=True))
    return Student(tuple(dict.fromkeys(r.id for r in results if r is not None)), about, results, known)


def _column(report: Report) -> Column:
    marks = [s.mark for s in report.submissions if s.has_mark]
    most = top_score(report) or total(check.max_points for check in report.checks)
    title = report.title or Text.same(report.assignment)
    return Column(report.assignment, title, most, *_middle(marks), len(marks))


def _middle(marks: list[float]) -> tuple[float | None, float | None]:
    return (mean(marks), median(marks)) if marks else (None, None)


def who(student: Student, gradebook: Gradebook) -> str:
    """How a student is called in one line: by the roster's name, else by their ids."""
    name = " ".join(student.about[i] for i in gradebook.called if student.about[i])
    return one_line(name or " / ".join(student.ids) or " ".join(filter(None, student.about)), 60)
