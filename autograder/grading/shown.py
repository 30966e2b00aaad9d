"""The pictures and the small table of a failed check. Which fit follows from the kind and the shape of its evidence."""

import math
from typing import Any

from autograder.grading.results import Arrays, CheckResult, Evidence
from autograder.pictures import Picture, graph, heat_map, histogram, images, losses, paths
from autograder.structs import Struct

ROWS, COLUMNS = 6, 6


class Cell(Struct, frozen=True):
    """An entry: what came, what was expected where that may be seen, and whether it is wrong."""

    got: Any
    expected: Any = None
    wrong: bool = False

    @property
    def ratio(self) -> float | None:
        """What came as a multiple of what was expected, where it is wrong by a factor at all."""
        numbers = isinstance(self.got, int | float) and isinstance(self.expected, int | float)
        if not (self.wrong and numbers and self.expected and self.got) or isinstance(self.got, bool):
            return None
        ratio = float(self.got) / float(self.expected)
        return ratio if math.isfinite(ratio) else None

    @property
    def compared(self) -> str:
        """How it differs from what was expected, in signs: ``× 1.74``, or ``+ 2e-09`` where both are written alike."""
        if self.ratio is None:
            return ""
        if f"{self.got:.6g}" != f"{self.expected:.6g}":
            return f"× {self.ratio:.4g}"
        difference = float(self.got) - float(self.expected)
        return f"{'−' if difference < 0 else '+'} {abs(difference):.1g}" if difference else ""


class Table(Struct, frozen=True):
    """The corner of an array, with the index of its first row and column, and whether there is more of it."""

    rows: tuple[tuple[Cell, ...], ...]
    down: int
    across: int
    more: bool


def pictures_of(check: CheckResult, evidence: Evidence | None) -> tuple[Picture, ...]:
    """The pictures of a check; none if it has nothing to draw."""
    arrays = evidence.arrays.get(check.id) if evidence else None
    drawn = [_of_arrays(arrays)] if arrays and arrays.wrong else []
    data = check.details.get("data")
    if isinstance(data, dict):
        if isinstance(data.get("step"), int):
            drawn.append(losses(data.get("losses"), data["step"], data.get("reference"), data.get("tolerance")))
        drawn += [histogram(data.get("sample")), graph(data.get("graph")), _of_images(data.get("images"))]
    return tuple(picture for picture in drawn if picture is not None)


def _of_arrays(arrays: Arrays) -> Picture | None:
    if arrays.kind == "path":
        return paths(arrays.got, arrays.expected, arrays.wrong, arrays.names)
    if arrays.kind == "images":
        return images(arrays.got, arrays.expected, arrays.names)
    return heat_map(arrays.got, arrays.expected, arrays.wrong, arrays.first)


def _of_images(data: Any) -> Picture | None:
    return images(data.get("got"), data.get("expected")) if isinstance(data, dict) else None


def table_of(check: CheckResult, evidence: Evidence | None) -> Table | None:
    """The entries of the first array that differs, around the first wrong one; of images there is none."""
    arrays = evidence.arrays.get(check.id) if evidence else None
    got = _matrix(arrays.got) if arrays else None
    if not arrays or not got:
        return None
    expected, wrong = _matrix(arrays.expected), _matrix(arrays.wrong)
    top, left = _first_wrong(wrong, len(got), len(got[0]))
    rows = tuple(
        tuple(
            Cell(value, _at(expected, i, j), bool(_at(wrong, i, j)))
            for j, value in enumerate(row[left : left + COLUMNS], left)
        )
        for i, row in enumerate(got[top : top + ROWS], top)
    )
    down, across = [0, 0, *arrays.first][-2:] if arrays.first else (0, 0)
    return Table(rows, down + top, across + left, len(got) > ROWS or len(got[0]) > COLUMNS)


def _first_wrong(wrong: list[list[Any]] | None, rows: int, columns: int) -> tuple[int, int]:
    """Where to begin: at the corner, unless all that would be seen from there is right."""
    places = [(i, j) for i, row in enumerate(wrong or ()) for j, bad in enumerate(row) if bad]
    if not places or any(i < ROWS and j < COLUMNS for i, j in places):
        return 0, 0
    i, j = places[0]
    return max(min(i - 1, rows - ROWS), 0), max(min(j - 1, columns - COLUMNS), 0)


def _matrix(value: Any) -> list[list[Any]] | None:
    if not isinstance(value, list) or not value:
        return None
    rows = value if all(isinstance(row, list) and row for row in value) else [value]
    return None if any(isinstance(entry, list) for row in rows for entry in row) else rows


def _at(rows: list[list[Any]] | None, i: int, j: int) -> Any:
    return rows[i][j] if rows and i < len(rows) and j < len(rows[i]) else None
