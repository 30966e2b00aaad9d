"""What is asked of an examiner of notebooks, and what it answers."""

from typing import Literal

import msgspec

from autograder.text import Text

Role = Literal["own", "given", "test"]
"""A cell is the student's own; or given, locked, without points; or a test, locked, with points."""

ANYTHING = "*"
HIDDEN = Text("A hidden test failed.", "非公開のテストが失敗しました。")


class Cell(msgspec.Struct, frozen=True):
    """One code cell, as Python.

    Attributes:
        name: nbgrader's id of the cell, or a number.
        role: see `Role`.
        text: its Python.
        contained: a test that cannot be run here: of it only what students see runs, in the worker, for what it sets.
        poses: what objects of the notebook may be asked in it with the test's own values: ``eq``, ``sub``, ``.name`` …
            None: anything but whether they are equal to something. With `ANYTHING` in it, that as well.
    """

    name: str
    role: Role
    text: str
    contained: bool = False
    poses: frozenset[str] | None = frozenset()


class Facts(msgspec.Struct, frozen=True):
    """What the instructor's notebook tells before anything is run.

    Attributes:
        asked: names that the cells for solutions bind: the student is to define them.
        used: names that they use.
        imports: names that the notebook imports anywhere → module, and attribute or "".
        stars: modules of which it imports everything.
        read: names that its own code looks up, the student's and the given: what tests set of these, student code sees.
            None where there is no solution that could tell.
        declared: names that functions in it declare global: what tests set of these, student code may set anew.
        shown: names that tests bind where students see it, and nowhere else.
        changed: names of what the cells for solutions change in place, such as a class that is given without methods.
    """

    asked: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    imports: dict[str, tuple[str, str]] = {}
    stars: tuple[str, ...] = ()
    read: frozenset[str] | None = None
    declared: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()


class Job(msgspec.Struct, frozen=True):
    """A notebook to be examined.

    Attributes:
        cells: its code cells, in order.
        facts: of the instructor's notebook.
        folders: whose files lie beside it, the later ones over the earlier: the student's, then the instructor's.
        modules: the instructor's own Python files among them, which tests may import.
        cell_seconds: CPU seconds for one cell.
        seconds: for all of them.
    """

    cells: tuple[Cell, ...]
    facts: Facts
    folders: tuple[str, ...] = ()
    modules: dict[str, bytes] = {}
    cell_seconds: float = 30.0
    seconds: float = 300.0


class Failure(msgspec.Struct, frozen=True):
    """How a cell failed.

    Attributes:
        type_name, message: of the exception.
        line: of the cell, from 1; 0 where it is not known.
        source: that line.
        hidden: whether the line is a hidden test's.
        why: what the engine knows of it.
    """

    type_name: str
    message: str
    line: int = 0
    source: str = ""
    hidden: bool = False
    why: Text | None = None


class CellResult(msgspec.Struct, frozen=True):
    """What became of a cell.

    Attributes:
        name: see `Cell`.
        printed: what it printed.
        result: its last expression's value, as text; of a test only where that is no object of the notebook.
        pictures: figures that were open at its end, as PNG.
        failure: how it failed, or None.
        ran: whether it ran at all.
        posed: what objects of the notebook were to be asked: see `Cell.poses`.
        refused: why it cannot be run here, whatever the notebook defines.
    """

    name: str
    printed: str = ""
    result: str | None = None
    pictures: tuple[bytes, ...] = ()
    failure: Failure | None = None
    ran: bool = True
    posed: frozenset[str] = frozenset()
    refused: str = ""


class Examined(msgspec.Struct, frozen=True):
    """What became of a notebook's cells: of as many as were begun before it ended."""

    cells: tuple[CellResult, ...]
    ended: str = ""
    seconds: float = 0.0


class Start(msgspec.Struct, frozen=True):
    """How an examiner is to be: packages to import once, what no worker may read."""

    packages: tuple[str, ...]
    private: tuple[str, ...]
    memory_mb: int = 1024


class Ready(msgspec.Struct, frozen=True):
    """It is: how well workers are isolated, how it is confined itself, and why no better."""

    level: str
    layers: tuple[str, ...]
    missing: dict[str, str]
    confined: tuple[str, ...]
