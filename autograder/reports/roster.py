"""Who is who: from kadai's submission ids to the ids of a learning management system."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import msgspec

from autograder.course.people import People, folded
from autograder.errors import UsageError
from autograder.reports.csv import harmless
from autograder.reports.sheet import Sheet, parse_sheet, read_sheet
from autograder.text import Text, one_line

KEY = "submission"
"""The column that names kadai's id; without it the system's own id columns are tried."""
_ABOVE = 12
"""Lines that a system may put above the header: Sakai's grades.csv has two, manaba's sheet of marks six."""
_NAMES = (
    *(KEY, "Student", "ID", "SIS User ID", "SIS Login ID", "Username", "ID number", "Email address"),
    *("OrgDefinedId", "Student ID", "Display ID", "Last Name", "学籍番号", "ユーザID"),
)
"""Names of columns by which a header is known where it is not the first row."""


class Matched(msgspec.Struct, frozen=True):
    """Which row of a roster is whose."""

    found: dict[str, int]
    """The number of the row among `Roster.rows`, of each submission that has exactly one."""
    column: str
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    """Submissions with several rows, or that share theirs with another submission."""


class Roster(msgspec.Struct, frozen=True):
    """A table with one row per student, as the user's file has it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    sheet: Sheet
    header: int
    """Which of the sheet's rows names the columns."""
    places: tuple[int, ...]
    """Of each of `rows`, which of the sheet's rows it is."""

    def match(self, submissions: Iterable[str], candidates: Sequence[str]) -> Matched:
        """The row of each submission.

        Looked up in the column ``submission`` if there is one, else in that of `candidates` which knows most of
        the submissions (the first of equals). An id may stand there as it is, or as kadai's own tables show it, or
        with other case and width, or after a # as Brightspace has it. Who is not there is looked for in all columns:
        see `People`.

        Raises:
            UsageError: if there is no column to look into.
        """
        ids = list(submissions)
        key = self._key(ids, candidates)
        exact: dict[str, list[int]] = {}
        alike: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            exact.setdefault(_composed(row[key]), []).append(number)
            alike.setdefault(folded(row[key]), []).append(number)
        of = {i: exact.get(i) or exact.get(_composed(harmless(i))) or alike.get(folded(i)) or [] for i in ids}
        missing = [i for i in ids if not of[i]]
        if missing:
            people = self.people
            of |= {i: [people.places[student.row]] for i in missing if (student := people.find((i,)))}
        claimed = Counter(number for numbers in of.values() for number in numbers)
        alone = {i: numbers[0] for i, numbers in of.items() if len(numbers) == 1 and claimed[numbers[0]] == 1}
        unknown = tuple(i for i in ids if not of[i])
        return Matched(alone, key, unknown, tuple(i for i in ids if of[i] and i not in alone))

    @property
    def people(self) -> People:
        """Its students, to be found by whatever they are called."""
        return People(self.name, self.columns, self.rows)

    def left_out(self, matched: Matched) -> tuple[Text, ...]:
        """Sentences about those whose row is not known, with the remedy."""
        unknown, ambiguous = _all(matched.unknown), _all(matched.ambiguous)
        sentences = []
        if unknown:
            sentences.append(
                Text(
                    f"column {matched.column!r} does not have {unknown}, nor has any other; left out: "
                    f"add the missing students, or a column {KEY!r} with kadai's ids",
                    f"列 {matched.column!r} にもほかの列にも {unknown} がないため除きました。足りない学生か、"
                    f"kadai の ID を入れた列 {KEY!r} を加えてください",
                )
            )
        if ambiguous:
            sentences.append(
                Text(
                    f"column {matched.column!r} fits {ambiguous} more than once; left out: "
                    f"keep one row for each of them, or add a column {KEY!r} with kadai's ids",
                    f"列 {matched.column!r} では {ambiguous} に合う行が 1 つに決まらないため除きました。"
                    f"1 人 1 行にするか、kadai の ID を入れた列 {KEY!r} を加えてください",
                )
            )
        return tuple(f"{self.name}: " + sentence for sentence in sentences)

    def having(self, columns: Sequence[str]) -> list[str]:
        """Those of the columns of a system that it has.

        Raises:
            UsageError: if there is none: what the system takes back would say of nobody who they are.
        """
        return [c for c in columns if c in self.columns] or self._without(columns)

    def _key(self, ids: list[str], candidates: Sequence[str]) -> str:
        if KEY in self.columns:
            return KEY
        known = [c for c in candidates if c in self.columns] or self._without([KEY, *candidates])
        wanted = set(map(folded, ids))
        hits = Counter({c: len({folded(row[c]) for row in self.rows} & wanted) for c in known})
        return hits.most_common(1)[0][0]

    def _without(self, columns: Sequence[str]) -> NoReturn:
        names = ", ".join(columns)
        raise UsageError(
            Text(
                f"{self.name}: has none of the columns {names}; export it from the system that the grades are for",
                f"{self.name}: 列 {names} のどれもありません。成績を渡すシステムから書き出してください",
            )
        )


def read_roster(path: Path) -> Roster:
    """Read a table with a header; see `read_sheet`.

    Raises:
        UsageError: if there is no such file or it is no such table.
    """
    return roster_of(read_sheet(path), str(path))


def parse_roster(text: str, name: str) -> Roster:
    """The roster that a CSV text is. Raises: as `read_roster`."""
    return roster_of(parse_sheet(text.encode("utf-8", "backslashreplace"), name), name)


def roster_of(sheet: Sheet, name: str) -> Roster:
    """The roster that a table is. Raises: as `read_roster`."""
    rows = sheet.rows
    header = _header(rows)
    places = tuple(i for i in range(header + 1, len(rows)) if any(rows[i]) and not _is_remark(rows[i]))
    if not places:
        raise UsageError(
            Text(
                f"{name}: the roster has no rows; it needs a header and one row per student",
                f"{name}: 名簿に行がありません。見出しと、学生ごとに 1 行が必要です",
            )
        )
    columns = tuple(map(_column, rows[header]))
    if len(set(columns) - {""}) < len([c for c in columns if c]):
        raise UsageError(
            Text(
                f"{name}: two columns have the same name; rename one of them",
                f"{name}: 同じ名前の列が 2 つあります。一方の名前を変えてください",
            )
        )
    cells = ([cell.strip() for cell in rows[i]] + [""] * len(columns) for i in places)
    return Roster(name, columns, tuple(dict(zip(columns, row, strict=False)) for row in cells), sheet, header, places)


def _header(rows: Sequence[Sequence[str]]) -> int:
    filled = [i for i, row in enumerate(rows) if any(row)]
    known = (i for i in filled if i <= _ABOVE and not set(_NAMES).isdisjoint(map(_column, rows[i])))
    return next(known, filled[0] if filled else 0)


def _column(cell: str) -> str:
    """A column's name; manaba puts a # before it."""
    return cell.strip().removeprefix("#").strip()


def _is_remark(row: Sequence[str]) -> bool:
    """Whether a row is one of manaba's own, such as ``#end``."""
    return row[0].startswith("#") and not any(row[1:])


def _composed(id: str) -> str:
    return unicodedata.normalize("NFC", id)


def _all(ids: Sequence[str]) -> str:
    return ", ".join(one_line(i, 60) for i in ids)
