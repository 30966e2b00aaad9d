"""The files of a hand-in that could be the submission, read, and what of the things asked for each of them answers."""

import re
from collections.abc import Iterable, Iterator

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.asked import Asked, asked_of
from autograder.course.handed_in.decoding import Source, source_of
from autograder.course.handed_in.defined import Definitions, definitions
from autograder.course.handed_in.file_names import Name, is_of_another, name_of, stem_of
from autograder.course.handed_in.magics import LeftOut, clean_cell, clean_module, said_of
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.handed_in.walking import File, HandIn
from autograder.sandbox.wire.sources import cell_name
from autograder.text import Text

_TOOLS = ("conftest", "setup", "noxfile", "tasks")  # never a submission
_RUN = re.compile(r"^[ \t]*%(?:run|load)\b[^\n]*?([^\s/\\'\"]+\.(?:py|ipynb))\b", re.MULTILINE)
MAX_NOTEBOOK = 2**26
"""Bytes: a notebook of 64 MB takes 0.3 s; what it shows is left out while it is decoded."""
_MOST_LEFT_OUT = 10  # notes: nobody reads more
_MAX_READ = 300  # files: the nearest names, and the upper folders, first
_MAX_PARSED = 2**21  # characters of all candidates: parsing them takes 2 s


class Candidate:
    """A file that could be the submission. What was wrong with it is in `trouble`; else `source` is its text."""

    def __init__(self, file: File, name: Name) -> None:
        self.file = file
        self.name = name
        self.source = Source((), False)
        self.cells: tuple[str, ...] = ()
        self.left_out: tuple[Text, ...] = ()
        """What is to be said of magics that would have defined something."""
        self.trouble: Unreadable | None = None
        self.found = Definitions()
        self.own: frozenset[str] = frozenset()
        """The names asked for that something is written for in it."""
        self.defined: frozenset[str] = frozenset()
        self.whole: frozenset[str] = frozenset()
        """`own`, and what it imports of other files of the hand-in."""
        self.uses: set[str] = set()
        """Paths of the files of the hand-in that it imports, directly or not."""
        self.changed = False

    def read(self) -> None:
        """Read the file for what it is."""
        try:
            if not self.file.is_plain:
                raise unreadable.not_a_file(self.file.name)
            self.source = source_of(self.file.tree.read(self.file.name, MAX_NOTEBOOK), self.file.name)
        except Unreadable as error:
            self.trouble = error
        else:
            self._clean()

    def _clean(self) -> None:
        clean, name = (clean_cell if self.source.notebook else clean_module), self.file.name
        cells: list[str] = []
        left_out: list[Text] = []
        for number, text in enumerate(self.source.texts, start=1):
            found: list[LeftOut] = []
            cells.append(clean(text, found))
            left_out += [said_of(f, cell_name(number) if self.source.notebook else name) for f in found]
        self.cells, self.left_out = tuple(cells), tuple(left_out[:_MOST_LEFT_OUT])

    def look(self, asked: Asked) -> None:
        """Find out what it defines."""
        self.found = definitions(self.cells)
        run = {stem_of(name) for text in self.source.texts for name in _RUN.findall(text)}
        self.found.imports += [(stem, "*", "*") for stem in sorted(run)]
        self.defined, self.own = asked.defined(self.found), asked.written(self.found, self.cells)
        self.changed = bool(self.own) or asked.is_changed(self.found)
        self.whole = self.own

    @property
    def is_marker(self) -> bool:
        """Whether it only makes a folder a package."""
        return stem_of(self.file.name) == "__init__" and self.trouble is None and not self.own

    def says_the_same(self, other: "Candidate") -> bool:
        """Whether the code of both is the same."""
        mine, theirs = self.found, other.found
        return (mine.own == theirs.own and mine.rest == theirs.rest) or self.cells == other.cells


def candidates(hand_in: HandIn, assignment: Assignment) -> list[Candidate]:
    """All of them, not yet read: not given modules, nor what belongs to other assignments of the course.

    What is named as tests are counts where there is nothing else: a student may have called it so (``final_test.py``).
    """
    id, others = assignment.id, assignment.others
    own = [
        file
        for file in hand_in.sources
        if file.name not in assignment.given_texts
        and stem_of(file.name).casefold() not in _TOOLS
        and not is_of_another(file.name, id, others)
    ]
    own = [file for file in own if not _is_a_test(file.name)] or own
    here = [file for file in own if not any(part in others for part in file.parts)]
    found = [Candidate(file, name_of(file.name, id)) for file in here or own]
    return sorted(found, key=lambda c: (-c.name.nearness, len(c.file.parts)))[:_MAX_READ]


def read_all(found: Iterable[Candidate], asked: Asked) -> None:
    """Read them and see what they define, and what they get from one another."""
    left = _MAX_PARSED
    listed = list(found)
    for candidate in listed:
        candidate.read()
        length = sum(map(len, candidate.cells))
        if candidate.trouble is None and length <= left:
            left -= length
            candidate.look(asked)
    readable = [candidate for candidate in listed if candidate.trouble is None]
    imports = _Imports(readable, asked)
    for candidate in readable:
        candidate.whole, candidate.uses = imports.of(candidate)


def sole_answer(candidate: Candidate, assignment: Assignment) -> bool:
    """Read the only candidate; whether it needs no closer look to see that it was worked on."""
    candidate.read()
    return candidate.trouble is None and asked_of(assignment).is_plainly_answered(candidate.cells)


class _Imports:
    """Which names candidates get from one another."""

    def __init__(self, readable: list[Candidate], asked: Asked) -> None:
        self._asked = asked
        self._by_module: dict[str, list[Candidate]] = {}
        for candidate in readable:
            stem = stem_of(candidate.file.name)
            if stem == "__init__" and candidate.file.parts:
                stem = candidate.file.parts[-1]
            self._by_module.setdefault(stem, []).append(candidate)

    def of(self, candidate: Candidate) -> tuple[frozenset[str], set[str]]:
        """The names asked for that it has in the end, and the paths of the files that it imports."""
        names: set[str] = set(candidate.own)
        used: set[str] = set()
        waiting, seen = [(candidate, True)], {(id(candidate), True)}
        while waiting:
            here, is_open = waiting.pop()  # open: what it imports has these names in the first file as well
            for module, there, as_ in here.found.imports:
                for imported, name in self._meant(module, there, here):
                    if imported is candidate:
                        continue
                    used.add(imported.file.path)
                    if is_open:
                        names |= self._got(imported, name, as_)
                    next_ = (imported, is_open and name == "*")
                    if (id(imported), next_[1]) not in seen:
                        seen.add((id(imported), next_[1]))
                        waiting.append(next_)
        return frozenset(names), used

    def _meant(self, module: str, there: str, by: Candidate) -> Iterator[tuple[Candidate, str]]:
        """The modules that an import names, each with what it takes of it: ``from package import module``, too."""
        last = module.rpartition(".")[2]
        named = self._module(last or there, by)
        if named is not None:
            yield named, there
        inside = self._module(there, by, last) if last else None
        if inside is not None:
            yield inside, ""

    def _got(self, imported: Candidate, there: str, as_: str) -> set[str]:
        if there == "*":
            return set(imported.own)
        if not there or there in imported.found.placeholders:
            return set()
        of_class = {name for name in self._asked.names if name.startswith(f"{as_}.")}
        known = there in imported.found.own or any(there in (n, "*") for _, n, _ in imported.found.imports)
        if not known:
            return set()
        got = {name for name in of_class if f"{there}.{name.partition('.')[2]}" not in imported.found.placeholders}
        return got | ({as_} & self._asked.names)

    def _module(self, name: str, by: Candidate, package: str = "") -> Candidate | None:
        there = [c for c in self._by_module.get(name, ()) if c is not by]
        if package:
            there = [c for c in there if c.file.parts[-1:] == (package,)]
        return min(there, key=lambda c: _distance(c.file.parts, by.file.parts), default=None)


def _distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return len(one) + len(other) - 2 * shared


def _is_a_test(name: str) -> bool:
    stem = stem_of(name).casefold()
    return stem.startswith("test_") or stem.endswith("_test")
