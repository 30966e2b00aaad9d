"""The code cells of a restored notebook of an ordinary course, as its examiner gets them."""

import re
from collections.abc import Iterable
from typing import Any

from autograder.course.handed_in.magics import LeftOut, clean_cell
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


def cells_of(nb: Any, contained: Iterable[str] = (), poses: Iterable[str] = ()) -> tuple[Cell, ...]:
    """Its code cells, in order, without IPython's own syntax."""
    apart, posing = set(contained), set(poses)
    cells = []
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        name, left_out = name_of(cell, number), list[LeftOut]()
        text = clean_cell(cell.source, left_out)
        cells.append(Cell(name, role_of(cell), text, name in apart, name in posing))
    return tuple(cells)
