"""Who is who: the students of a roster, found by whatever they are called in a download."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

GROUP = ("group", "team", "班", "グループ", "チーム")
# Whose cells become ids in reports, the first that tells all students apart: what systems import marks by.
_KEYS = (
    "submission", "sis login id", "username", "user name", "login", "login id", "user", "ユーザid", "ユーザーid",
    "ユーザ名", "ユーザー名", "sis user id", "id number", "idnumber", "student id", "student number", "studentid",
    "sid", "学籍番号", "学生番号", "orgdefinedid", "display id", "github username", "id", "identifier",
    "email address", "email", "e-mail", "メールアドレス", "full name", "name", "student", "student name", "氏名",
    "名前",
)  # fmt: skip
_FIRST = ("first name", "firstname", "first", "given name", "givenname", "forename", "vorname", "名")
_LAST = ("last name", "lastname", "last", "surname", "family name", "familyname", "nachname", "姓", "苗字")
_FULL = (
    "name", "full name", "fullname", "student", "student name", "display name", "sortable name", "user full name",
    "氏名", "名前", "姓名", "学生氏名",
)  # fmt: skip
_IDENTITY = re.compile(
    r"id|login|user|mail|name|student|sis|number|identifier|account|"
    r"番号|学籍|氏名|名前|姓|名|アカウント|ユーザ|メール"
)
_NO_STUDENT = ("points possible", "student, test", "test student")
_BETWEEN = re.compile(r"[\s,、，・]+")
_NO_LETTER = re.compile(r"[\W_]+")


class Student(NamedTuple):
    """A row of a roster: the id by which reports call the student, and the group, if any."""

    row: int
    id: str
    group: str | None


def folded(text: str) -> str:
    """A name or id for comparison alone: composed, without width, case, blanks that do not count, and a # before it."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.split()).removeprefix("#")


class People:
    """The students of a roster; `columns` and `rows` as its file has them, `name` is how to speak of it."""

    def __init__(self, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
        self.name = name
        self._columns = {folded(column): column for column in reversed(columns)}
        kept = [(number, row) for number, row in enumerate(rows) if not _is_no_student(row)]
        self.places = tuple(number for number, _ in kept)
        """Of each student, which of the given rows is theirs."""
        self._rows = [row for _, row in kept]
        ids = self._ids()
        group = next((self._columns[g] for g in map(folded, GROUP) if g in self._columns), None)
        groups = [" ".join(row.get(group, "").split()) or None if group else None for row in self._rows]
        self.students = [Student(i, id, of) for i, (id, of) in enumerate(zip(ids, groups, strict=True))]
        self._groups: dict[str, list[Student]] = {}
        for student in self.students:
            if student.group:
                self._groups.setdefault(folded(student.group), []).append(student)
        self._by_name = self._index()

    def find(self, names: Iterable[str]) -> Student | None:
        """The one student whom most of the names fit, in any column; None where there is none, or several."""
        votes = Counter(row for form in dict.fromkeys(map(folded, names)) for row in self._rows_of(form))
        best = votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return self.students[best[0][0]]

    def group_of(self, names: Iterable[str]) -> Sequence[Student]:
        """The members of the group that is called by one of the names."""
        squashed = {_squashed(g): g for g in self._groups}
        for form in map(folded, names):
            if found := self._groups.get(form) or self._groups.get(squashed.get(_squashed(form), "")):
                return found
        return ()

    def members(self, student: Student) -> Sequence[Student]:
        """The student's group, or the student alone."""
        return self._groups.get(folded(student.group), (student,)) if student.group else (student,)

    def _rows_of(self, form: str) -> set[int]:
        """Rows by the surest kind of agreement that there is."""
        keys = (form, ("words", _sorted(form)), ("letters", _squashed(form)), ("mail", form))
        return next((found for key in keys if (found := self._by_name.get(key))), set())

    def _index(self) -> dict[object, set[int]]:
        index: dict[object, set[int]] = {}
        columns = self._identifying()
        for number, row in enumerate(self._rows):
            for column in columns:
                if cell := folded(row.get(column, "")):
                    index.setdefault(cell, set()).add(number)
                    if "@" in cell:
                        index.setdefault(("mail", cell.partition("@")[0]), set()).add(number)
            for name in self._names(row):
                words = _BETWEEN.split(name)
                index.setdefault(("words", _sorted(name)), set()).add(number)
                for order in (words, [*words[1:], words[0]], [words[-1], *words[:-1]]):
                    index.setdefault(("letters", _squashed("".join(order))), set()).add(number)
        return index

    def _identifying(self) -> list[str]:
        """The columns in which students are called something: not those of marks."""
        named = [column for form, column in self._columns.items() if _IDENTITY.search(form) and form not in GROUP]
        return [c for c in named if not self._is_of_marks(c)] or list(self._columns.values())

    def _is_of_marks(self, column: str) -> bool:
        """Whether a column whose name sounds like an id's holds numbers as marks are: 'HW 1 (4711)', 'Final number'."""
        form = folded(column)
        cells = [c for row in self._rows if (c := row.get(column, ""))]
        known = form in _KEYS or form in _FULL
        return not known and bool(cells) and all(re.fullmatch(r"\d{1,3}([.,]\d*)?", c) for c in cells)

    def _names(self, row: Mapping[str, str]) -> Iterator[str]:
        """What people call the student."""
        first, last = (next((self._columns[c] for c in cs if c in self._columns), None) for cs in (_FIRST, _LAST))
        if first and last and (row.get(first) or row.get(last)):
            yield folded(f"{row.get(first, '')} {row.get(last, '')}")
        for form in _FULL:
            if form in self._columns and (name := folded(row.get(self._columns[form], ""))):
                yield name

    def _ids(self) -> list[str]:
        """An id for each row: from the first column that tells all apart, else from the first that has one."""
        found = [self._columns[key] for key in _KEYS if key in self._columns] or list(self._columns.values())
        for column in found:
            ids = [_id(row.get(column, "")) for row in self._rows]
            if all(ids) and len(set(ids)) == len(ids):
                return ids
        return [next((i for c in found if (i := _id(row.get(c, "")))), "?") for row in self._rows]


def _id(cell: str) -> str:
    """An id as the roster has it; Brightspace puts a # before those of its own."""
    return unicodedata.normalize("NFC", cell.strip().removeprefix("#"))


def _is_no_student(row: Mapping[str, str]) -> bool:
    cells = [folded(cell) for cell in row.values()]
    return not any(cells) or any(cell in _NO_STUDENT for cell in cells)


def _sorted(form: str) -> tuple[str, ...]:
    """The words of a name, in whatever order they come."""
    return tuple(sorted(word for word in _BETWEEN.split(form) if word))


def _squashed(form: str) -> str:
    """A name as Canvas writes it: letters and digits alone."""
    return _NO_LETTER.sub("", form)
