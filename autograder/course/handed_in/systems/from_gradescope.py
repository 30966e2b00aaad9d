"""Gradescope: "Export Submissions" of a programming assignment.

``assignment_9100_export/submission_123/`` holds the files; ``submission_metadata.yml`` names for each of them the
submitters (``:name``, ``:sid``, ``:email``), of whom a group has several, and when it was handed in (``:created_at``).
The file is read line by line as Gradescope writes it (parsed by GradescopeParser in
github.com/ucbds-infra/otter-grader); where it is missing, the numbers are the ids.
"""

import json
import re
from collections.abc import Iterator, Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.systems.system import Aside, Person, Piece, Reading, moment, numbers_of, systems_own
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.lazy_expressions import expression
from autograder.structs import Struct

_LIST = "submission_metadata.yml"
_MAX_LIST = 2**25  # a class of a thousand with the results of an autograder in it
_FOLDER = expression(r"submission_(\w+)")
_KEY = expression(r"(submission_\w+|\S+\.pdf):\s*")
_FIELD = expression(r"(?P<indent> {0,4})(?P<dash>- )?:?(?P<name>name|sid|email|created_at):\s*(?P<value>.*)")


class _Submitted(Struct):
    time: str | None = None
    people: list[dict[str, str]] = []


class Gradescope:
    """See the module."""

    name = "gradescope"

    def reading(self, tree: Tree, entries: Sequence[Entry], assignment: Assignment) -> Reading:
        """See `System`."""
        listed = _read_list(tree) if any(e.name == _LIST and e.kind == "file" for e in entries) else {}

        def read(entry: Entry) -> Sequence[Piece | Aside]:
            if entry.name == _LIST:
                return [Aside((entry.name,), systems_own("Gradescope"))]
            if entry.kind != "folder" or not _FOLDER.fullmatch(entry.name):
                return ()
            submitted = listed.get(entry.name, _Submitted())
            people = [_person(p) for p in submitted.people if any(p.values())] or [Person(entry.name)]
            return [Piece((entry.name,), "folder", people[0], entry.name, submitted.time, mates=tuple(people[1:]))]

        return read


def _person(fields: dict[str, str]) -> Person:
    names = [fields[name] for name in ("sid", "email", "name") if fields.get(name)]
    return Person(names[0], tuple(names[1:]))


def _read_list(tree: Tree) -> dict[str, _Submitted]:
    try:
        text = tree.read(_LIST, _MAX_LIST).decode("utf-8", "replace")
    except Unreadable:
        return {}
    found: dict[str, _Submitted] = {}
    for key, lines in _sections(text):
        found[key] = submitted = _Submitted()
        for line in lines:
            field = _FIELD.fullmatch(line)
            if field is None:
                continue
            name, value = field["name"], _scalar(field["value"])
            if name == "created_at":
                submitted.time = submitted.time or _time(value)
            elif field["dash"]:
                submitted.people.append({name: value})
            elif submitted.people:
                submitted.people[-1].setdefault(name, value)
    return found


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The lines about each submission, down to the results of earlier attempts or of an autograder."""
    key, lines, over = "", list[str](), False
    for line in text.splitlines():
        if line[:1] not in (" ", "-", ""):
            if key:
                yield key, lines
            found = _KEY.fullmatch(line)
            key, lines, over = found[1] if found else "", [], False
        elif re.match(r"  :?(history|results|tests):", line):
            over = True
        elif re.match(r"  :?(created_at|submitters):", line):
            over = False
            lines.append(line)
        elif not over:
            lines.append(line)
    if key:
        yield key, lines


def _scalar(value: str) -> str:
    value = value.strip()
    if value[:1] == value[-1:] == "'" and len(value) > 1:
        return value[1:-1].replace("''", "'")
    if value[:1] == value[-1:] == '"' and len(value) > 1:
        try:
            return str(json.loads(re.sub(r"\\x([0-9A-Fa-f]{2})", r"\\u00\1", value)))
        except ValueError:
            return value[1:-1]
    return "" if value in ("~", "null") else value


def _time(value: str) -> str | None:
    numbers = tuple(map(str, numbers_of(value)))
    zone = re.search(r"(Z|UTC|[+-]\d\d:?\d\d)$", value.strip())
    offset = "" if zone is None else "+00:00" if zone[0] in ("Z", "UTC") else zone[0]
    return moment(*numbers, zone=offset) if len(numbers) == 6 else None
