"""The code cells of a restored notebook of an ordinary course, as its examiner gets them."""

import copy
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from autograder.course.handed_in.magics import LeftOut, clean_cell
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import Cell, Role

_KERNEL_ONLY = re.compile(
    r"^[ \t]*!|=[ \t]*!|^[ \t]*%%(?!time\b|timeit\b|capture\b|writefile\b|file\b)\w+|\bget_ipython\b|\b(?:In|Out)\[|"
    r"^[ \t]*%(?!matplotlib\b|pylab\b|config\b|precision\b|load_ext\b|autoreload\b|time\b|run\b|load\b)\w+|"
    r"\bplotchecker\b|\b_i\d+\b",
    re.MULTILINE,
)


def role_of(cell: Any) -> Role:
    """Whose a code cell is."""
    metadata = cell.metadata.get("nbgrader", {})
    if metadata.get("grade") and not metadata.get("solution"):
        return "test"
    return "given" if metadata.get("locked") and not metadata.get("solution") else "own"


def name_of(cell: Any, number: int) -> str:
    """nbgrader's id of a cell, or its place."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or f"#{number}")


def needs_kernel(source: str) -> str:
    """What in a cell only a kernel could run; empty if nothing."""
    found = _KERNEL_ONLY.search(source)
    return found.group().strip() if found else ""


def any_hidden(nb: Any, names: Iterable[str]) -> bool:
    """Whether one of these code cells has lines that students do not see."""
    wanted = set(names)
    cells = (c for n, c in enumerate(nb.cells, 1) if c.cell_type == "code" and name_of(c, n) in wanted)
    return any(statics.hidden_lines(cell.source) for cell in cells)


def without_hidden_tests(nb: Any, but: Iterable[str]) -> Any:
    """A copy of a notebook whose tests have only the lines that students see; all of them in the cells named `but`."""
    kept, copied = set(but), copy.deepcopy(nb)
    for number, cell in enumerate(copied.cells, 1):
        if cell.cell_type == "code" and role_of(cell) == "test" and name_of(cell, number) not in kept:
            cell.source = statics.visible_part(cell.source)
    return copied


def cells_of(
    nb: Any, contained: Iterable[str] = (), poses: Mapping[str, frozenset[str]] | None = MappingProxyType({})
) -> tuple[Cell, ...]:
    """Its code cells, in order, without IPython's own syntax."""
    apart = set(contained)
    cells = []
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        name, left_out = name_of(cell, number), list[LeftOut]()
        text = clean_cell(cell.source, left_out)
        posing = None if poses is None else poses.get(name, frozenset())
        cells.append(Cell(name, role_of(cell), text, name in apart, posing))
    return tuple(cells)
