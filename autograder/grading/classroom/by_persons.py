"""What people have written down in the course for an assignment: read before grading, applied to the results after it.

The journal keeps the machine's results alone, so whatever a person adds or takes back holds at the next run, at once.
"""

import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from autograder.course import Assignment
from autograder.course.extensions import Extension, read_extensions
from autograder.course.hand_in_times import HandInTime, read_hand_in_times
from autograder.course.late import read_moment
from autograder.course.overrides import SetMark, read_overrides, refuse_two_of_one
from autograder.course.tables import Row
from autograder.course.whose import Ids
from autograder.course.written import FILE as WRITTEN
from autograder.course.written import read_questions
from autograder.course.written_marks import AnswerMark, read_answer_marks
from autograder.errors import UsageError
from autograder.grading.classroom.first_seen import FILE as SEEN
from autograder.grading.classroom.first_seen import FirstSeen
from autograder.grading.lateness import lateness
from autograder.grading.persons import outdated, with_lateness, with_overrides, with_written
from autograder.grading.results import (
    WHOLE,
    Attention,
    CheckInfo,
    Late,
    Override,
    SubmissionResult,
    Written,
    total,
)
from autograder.text import Text, nearest, one_line


class ByPersons:
    """The marks, extensions and due date of an assignment.

    Raises:
        UsageError: if one of the files is wrong; says in which line.
    """

    def __init__(self, assignment: Assignment) -> None:
        course = assignment.course
        known = course.ids()
        self._id = assignment.id
        self._rule = course.late
        self._seen_file = course.root / SEEN
        questions = read_questions(assignment.folder / WRITTEN)
        self._answers = read_answer_marks(course.written_file, questions, assignment.id, known)
        self._questions = questions if self._answers else ()
        self._marks = read_overrides(course.overrides_file, assignment.id, known)
        self._extensions = read_extensions(course.extensions_file, self._rule, assignment.id, known)
        self._times = read_hand_in_times(course.times_file, self._rule, assignment.id, known)
        self._points: dict[str, float] = {}

    def check(self, checks: Sequence[CheckInfo]) -> None:
        """Compare the overrides with the assignment's checks.

        Raises:
            UsageError: if one names a check that there is not, or more points than there are.
        """
        most = {c.id: c.max_points for c in checks}
        most[WHOLE] = total((*most.values(), *(q.points for q in self._questions)))
        for mark in self._marks:
            if mark.check not in most:
                shown = one_line(mark.check, 60)
                unknown = Text(
                    f"{self._id} has no check {shown!r}", f"{self._id} に {shown!r} というテストはありません"
                )
                raise mark.row.wrong(unknown + nearest(mark.check, set(most) - {WHOLE}))
            whole = Text("the whole assignment", "課題全体")
            of = whole if mark.check == WHOLE else Text(f"the check {mark.check!r}", f"テスト {mark.check!r} ")
            self._points[mark.key] = mark.row.number("points", most[mark.check], of)

    def applied(
        self, results: Iterable[SubmissionResult], handed_in: Mapping[str, str], called_late: Collection[str] = ()
    ) -> tuple[list[SubmissionResult], list[Text]]:
        """The results with all that people have written down, and what is to be said about it.

        Call `check` first. `handed_in` has the times that are known (ISO 8601), by id; `called_late` the ids that
        the system itself calls late.
        """
        machines = list(results)
        ids = Ids(r.id for r in machines)
        marks, answers, extensions = _by_id(self._marks, ids), _by_id(self._answers, ids), _by_id(self._extensions, ids)
        for of_one in marks.values():
            refuse_two_of_one(of_one)  # of which one may have been in other letters
        came = self._came(ids, handed_in) if extensions or self._id in self._rule.due else {}
        seen = FirstSeen(self._seen_file)
        done = []
        for result in machines:
            if self._questions:
                result = with_written(result, self._written(answers[result.id]))
            if marks[result.id]:
                result = self._overridden(result, marks[result.id], seen)
            late = self._late(result, came.get(result.id), extensions[result.id])
            done.append(with_lateness(result, late) if late else result)
        seen.keep()
        return done, [*self._timeless(done, came, extensions, called_late), *self._strangers(ids)]

    def _written(self, marks: Sequence[AnswerMark]) -> Iterator[Written]:
        by_question = {m.question: m for m in marks}
        for question in self._questions:
            mark = by_question.get(question.id)
            yield Written(
                question.id,
                mark.points if mark else None,
                question.points,
                mark.comment if mark else "",
                mark.who if mark else "",
            )

    def _overridden(self, result: SubmissionResult, marks: Sequence[SetMark], seen: FirstSeen) -> SubmissionResult:
        overrides, attention = [], list(result.attention)
        known = result.status != "fault" and not result.is_cut_short  # else it may have no digest yet
        for mark in marks:
            first = seen.of(mark.key, result.id, result.digest) if known else None
            when = mark.when or (first.when if first else "")
            override = Override(mark.check, self._points[mark.key], mark.reason, mark.who, when)
            overrides.append(override)
            same = result.digest.startswith(mark.digest) if mark.digest else not first or first.digest == result.digest
            if known and not same:
                attention.append(outdated(override))
        return with_overrides(_attending(result, attention), overrides)

    def _late(self, result: SubmissionResult, came: datetime | None, extensions: Sequence[Extension]) -> Late | None:
        general = self._rule.due.get(self._id)
        dues = [*([general] if general else []), *(e.due for e in extensions)]
        if not dues or came is None:
            return None
        reason = extensions[0].reason if extensions else ""
        return lateness(
            came,
            max(dues, key=datetime.timestamp),
            self._rule,
            score=result.score,
            most=result.max_score,
            extension=reason,
        )

    def _came(self, ids: Ids, handed_in: Mapping[str, str]) -> dict[str, datetime]:
        """When the work came, as far as it is known; what a person has written down goes before a name's time."""
        came = {}
        for id, time in handed_in.items():
            with contextlib.suppress(UsageError):  # in no zone, or no date at all
                came[id] = read_moment(time, self._rule.zone, latest=False)
        return came | {id: times[-1].time for id, times in _by_id(self._times, ids).items()}

    def _timeless(
        self,
        results: Sequence[SubmissionResult],
        came: Mapping[str, datetime],
        extensions: Mapping[str, Sequence[Extension]],
        called_late: Collection[str],
    ) -> Iterator[Text]:
        """Whose lateness cannot be told."""
        due = self._id in self._rule.due
        unknown = [r.id for r in results if (due or extensions[r.id]) and r.id not in came]
        late = [id for id in called_late if id not in came]
        if unknown:
            n, of, who = len(unknown), len(results), _listed(unknown)
            yield Text(
                f"nothing says when {n} of {of} submissions came{who}: they count as in time. handed_in.csv "
                "in the course can say it, and 'timezone' in [tool.kadai.late] in which zone times without one are",
                f"提出 {of} 件のうち {n} 件は提出時刻が分からないため、期限内として扱います{who}。時刻はコースの "
                "handed_in.csv に、時間帯のない時刻の時間帯は [tool.kadai.late] の timezone に書けます",
            )
        if late:
            n, who = len(late), _listed(late)
            yield Text(
                f"the system calls {n} late{who}, but nothing says by how much: no points are taken",
                f"システムが遅れと記した提出が {n} 件あります{who}。どれだけ遅れたか分からないため、減点しません",
            )

    def _strangers(self, ids: Ids) -> Iterator[Text]:
        """Lines about somebody who is not here: in another section, say, or misspelt."""
        tables: Sequence[Sequence[SetMark | AnswerMark | Extension | HandInTime]] = (
            self._marks,
            self._answers,
            self._extensions,
            self._times,
        )
        for entries in tables:
            rows = {e.submission: e.row for e in entries if e.row and ids.find(e.submission) is None}
            if rows:
                named = {ids.find(e.submission) for e in entries}
                yield _strangers({name: ids.hint(name, named) for name in rows}, next(iter(rows.values())))


def _strangers(hints: Mapping[str, Text], first: Row) -> Text:
    """What is said of those whom a table names, and for whom it may have meant."""
    shown = [one_line(name, 40) + hint for name, hint in list(hints.items())[:5]]
    more = ["…"] * (len(hints) > 5)
    return first.place + Text(
        f"not among these submissions, and not applied: {', '.join([*map(str, shown), *more])}",
        f"次の提出はここにないため、適用していません: {'、'.join([*(text.in_('ja') for text in shown), *more])}",
    )


_Entry = TypeVar("_Entry", SetMark, AnswerMark, Extension, HandInTime)


def _by_id(entries: Iterable[_Entry], ids: Ids) -> Mapping[str, list[_Entry]]:
    """The entries by the id of the submission that they are about."""
    found = defaultdict(list)
    for entry in entries:
        id = ids.find(entry.submission)
        if id is not None:
            found[id].append(entry)
    return found


def _attending(result: SubmissionResult, attention: Iterable[Attention]) -> SubmissionResult:
    return msgspec.structs.replace(result, attention=tuple(attention))


def _listed(ids: Sequence[str]) -> str:
    """Up to five names in brackets."""
    names = ", ".join(one_line(id, 30) for id in ids[:5]) + (", …" if len(ids) > 5 else "")
    return f" ({names})" if ids else ""
