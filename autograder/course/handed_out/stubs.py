"""What students receive of a reference: the stub as one module, and the same cut into notebook cells."""

import ast
import re
from pathlib import Path
from typing import Literal

from autograder.course.handed_out.regions import Region, blank, find_regions
from autograder.structs import Struct

Kind = Literal["text", "given", "solution"]


class StubCell(Struct, frozen=True):
    """One cell of the notebook that a reference becomes.

    ``text`` is a docstring, shown as Markdown; ``given`` is code to be run as it is; ``solution`` is code
    with something to fill in. ``complete`` is the source with the solution and its marks, ``blank`` without.
    """

    kind: Kind
    name: str
    complete: str
    blank: str


def stub(text: str, file: str | Path) -> str:
    """The stub module: the reference with its solution regions blanked.

    Raises:
        RegionError: if the regions of the reference are out of order.
    """
    return _tidy(blank(text, file))


def blank_cell(source: str, file: str | Path) -> str:
    """A cell's source with its solution regions blanked.

    Raises:
        RegionError: if the regions are out of order.
    """
    return _tidy(blank(source, file)).strip("\n")


def stub_cells(text: str, file: str | Path) -> tuple[StubCell, ...]:
    """The reference cut into cells: docstring, imports, each function or class, what stands between.

    Raises:
        RegionError: if the regions of the reference are out of order.
    """
    blank(text, file)  # errors should name the line of the file, not of a cell
    tree = ast.parse(text)
    lines = text.split("\n")
    cells: list[StubCell] = []
    body = tree.body
    start = 1
    docstring = ast.get_docstring(tree)
    if docstring is not None:
        cells.append(StubCell("text", "docstring", docstring, docstring))
        start = (body[0].end_lineno or 1) + 1
        body = body[1:]
    for kind, name, end in _cuts(body, find_regions(text, file), len(lines)):
        source = "\n".join(lines[start - 1 : end]).strip("\n")
        start = end + 1
        if source.strip():
            blanked = blank_cell(source, file)
            solution = bool(find_regions(source, file))
            cells.append(StubCell("solution" if solution else "given", name or kind, source, blanked))
    return tuple(cells)


def _cuts(body: list[ast.stmt], regions: tuple[Region, ...], n_lines: int) -> list[tuple[str, str, int]]:
    """Where cells end: (kind, name, last line) of each, such that no cut goes through a region."""
    cuts: list[tuple[str, str, int]] = []
    for statement in body:
        kind, name, end = _kind(statement), _name(statement), statement.end_lineno or statement.lineno
        for region in regions:
            if region.begin <= end <= region.end:
                end = region.end
                if not region.indent:  # whole definitions: the region is the cell
                    kind, name = "helpers", "helpers"
        if cuts and (end <= cuts[-1][2] or (kind == cuts[-1][0] and kind in ("imports", "code"))):
            cuts[-1] = (*cuts[-1][:2], max(end, cuts[-1][2]))
        else:
            cuts.append((kind, name, end))
    if cuts:
        cuts[-1] = (*cuts[-1][:2], n_lines)
    return cuts


def _kind(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return "imports"
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return "definition"
    return "main" if isinstance(statement, ast.If) else "code"


def _name(statement: ast.stmt) -> str:
    return getattr(statement, "name", "")


def _tidy(text: str) -> str:
    """No more than two blank lines in a row, none at the start, one newline at the end."""
    return re.sub(r"\n{4,}", "\n\n\n", text).strip("\n") + "\n"
