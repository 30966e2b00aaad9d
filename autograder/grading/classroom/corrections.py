"""What a person has corrected in the table of `kadai collect`: which file counts, and whose hand-in it is."""

import unicodedata
from collections.abc import Container, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from autograder.course import Unreadable
from autograder.course.people import People
from autograder.course.tables import Row, read_rows
from autograder.errors import UsageError
from autograder.grading.classroom.reading_ahead import HandedIn
from autograder.grading.classroom.shares import Member, Share
from autograder.text import Text, file_name, one_line, visible

COLUMNS = ("id", "file", "candidates", "passed_over", "doubt", "take", "student")


class Correction(msgspec.Struct, frozen=True):
    """A line of the table in which a person has written something."""

    row: Row
    id: str
    take: str
    student: str

    def wrong(self, en: str, ja: str) -> UsageError:
        """The error that names the line."""
        return self.row.wrong(Text(en, ja))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a table that `kadai collect --csv` wrote, as a spreadsheet has saved it.

    Raises:
        UsageError: if it is no such table, or one line corrects what is nobody's hand-in.
    """
    if not path.exists():
        raise UsageError(
            Text(
                f"{path}: there is no such file; kadai collect --csv writes it",
                f"{path}: そのようなファイルはありません。kadai collect --csv で作ってください",
            )
        )
    found = []
    for row in read_rows(path, ("id", "take", "student"), COLUMNS):
        correction = Correction(row, row["id"], row["take"], row["student"])
        if (correction.take or correction.student) and not correction.id:
            raise correction.wrong(
                "this line is about something that was ignored, and has no id; give its path to kadai grade by itself",
                "この行は対象外としたもので、ID がありません。そのパスを kadai grade に単独で渡してください",
            )
        if correction.take or correction.student:
            found.append(correction)
    return tuple(found)


def corrected(
    shares: Sequence[Share], corrections: Sequence[Correction], roster: People | None, clashes: Container[str]
) -> list[tuple[Correction, Share]]:
    """Give hand-ins to the students that corrections name; each correction with its hand-in.

    Raises:
        UsageError: if the table speaks of somebody who is not there, or of one student twice.
    """
    of = {form: share for share in shares for m in share.members for form in (f"'{visible(m.id)}", visible(m.id))}
    of |= {member.id: share for share in shares for member in share.members}
    done = []
    for correction in corrections:
        share = of.get(correction.id)
        if share is None:
            raise _nobody(correction, several=correction.id in clashes)
        done.append((correction, share))
    for correction, share in done:
        if correction.student:
            share.members, share.group = [Member(_student(correction, roster))], None
    for correction, share in done:
        others = {member.id for other in shares if other is not share for member in other.members}
        if correction.student and (share.members[0].id in others or share.members[0].id in clashes):
            who = one_line(share.members[0].id, 40)
            raise correction.wrong(
                f"{who!r} has handed in something else as well; name another student, or correct that line, too",
                f"{who!r} にはほかの提出もあります。別の学生を書くか、その行も訂正してください",
            )
    return done


def check_taken(correction: Correction, hand_in: HandedIn) -> None:
    """Have the hand-in take the file that a correction names. Raises: UsageError, if it cannot be read."""
    with suppress(Unreadable):
        hand_in.read()
    about = hand_in.about
    candidates = tuple(dict.fromkeys([*([about.file] if about.file else []), *(p.file for p in about.passed_over)]))
    hand_in.take(_meant(correction.take, candidates))
    try:
        hand_in.read()
    except Unreadable as error:
        take, those = one_line(correction.take, 80), ", ".join(map(file_name, candidates))
        who = one_line(correction.id, 40)
        raise correction.wrong(
            f"{take!r} cannot be taken from what {who!r} handed in ({error.text.en}) Candidates: {those or 'none'}",
            f"{who!r} の提出のうち {take!r} は採点できません（{error.text.ja}）候補: {those or 'なし'}",
        ) from None


def _nobody(correction: Correction, *, several: bool) -> UsageError:
    who = one_line(correction.id, 40)
    if several:
        return correction.wrong(
            f"several hand-ins are called {who!r}: move away what does not count, then run kadai collect again",
            f"{who!r} の提出が複数あります。不要なものを取り除いてから、もう一度 kadai collect を実行してください",
        )
    return correction.wrong(
        f"nobody called {who!r} has handed in there; run kadai collect again, with the same --roster and --from",
        f"{who!r} という提出はありません。同じ --roster と --from で、もう一度 kadai collect を実行してください",
    )


def _student(correction: Correction, roster: People | None) -> str:
    """The id of the student whom a correction names."""
    if roster is None:
        return unicodedata.normalize("NFC", correction.student)
    found = roster.find((correction.student,))
    if found is None:
        who = one_line(correction.student, 40)
        raise correction.wrong(
            f"the roster has nobody, or several, called {who!r}; write an id of the roster",
            f"名簿に {who!r} という学生がいないか、複数います。名簿の ID を書いてください",
        )
    return found.id


def _meant(take: str, candidates: Sequence[str]) -> str:
    """The candidate that a person means: by its path, as the table shows it, or by a name that only one has."""
    for form in (str, visible, lambda path: f"'{visible(path)}"):
        for path in candidates:
            if form(path) == take:
                return path
    named = [path for path in candidates if path.rpartition("/")[2] == take]
    return named[0] if len(named) == 1 else take
