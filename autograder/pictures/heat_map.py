"""Where an array is wrong: rows, columns, masks and diagonals are seen at a glance."""

import math
from collections.abc import Sequence
from typing import Any

from autograder.pictures.svg import GRID, RIGHT, WRONG, Picture, drawing, label, line_of, number_of, rectangle
from autograder.text import Text

LARGEST, SMALLEST, WIDE = 28, 6, 480  # pixels: of a cell, of all columns
SHADES = ("#c4697a", "#a83a4e", WRONG, "#4d0812")  # off by up to 1 %, 10 %, once the magnitude, and more

Rows = list[list[Any]]


def heat_map(got: Any, expected: Any, wrong: Any, first: Sequence[int] = ()) -> Picture | None:
    """A cell for each entry: light where it is right, the darker the further it is off.

    Args:
        got: nested lists of at most two levels; NaN and infinities may be texts.
        expected: the same, of the same shape.
        wrong: for each entry, whether it is wrong.
        first: the index of the first entry, where these are cut out of larger arrays.

    Returns:
        None for what is no row or matrix of at least two entries.
    """
    cells, right, marks = _matrix(got), _matrix(expected), _matrix(wrong)
    if not (cells and right and marks) or [len(row) for row in cells] != [len(row) for row in marks]:
        return None
    rows, columns = len(cells), len(cells[0])
    if rows * columns < 2 or any(len(row) != columns for row in (*cells, *right)) or len(right) != rows:
        return None
    side = max(min(LARGEST, WIDE // columns), SMALLEST)
    scale = max((abs(v) for row in right for v in map(number_of, row) if math.isfinite(v)), default=1.0) or 1.0
    top, left = 18, 34
    down, across = ([0, 0, *first][-2:]) if first else (0, 0)
    parts = [
        label(left + side / 2, top - 5, str(across), "middle"),
        label(left - 6, top + side / 2 + 4, str(down), "end"),
        rectangle(left, top, side * columns, side * rows, RIGHT),
    ]
    if columns > 1:
        parts.append(label(left + side * (columns - 0.5), top - 5, str(across + columns - 1), "middle"))
    if rows > 1:
        parts.append(label(left - 6, top + side * (rows - 0.5) + 4, str(down + rows - 1), "end"))
    for i in range(rows):
        for j in range(columns):
            if marks[i][j]:
                parts += _cell(cells[i][j], right[i][j], scale, (left + j * side, top + i * side), side)
    down_lines = "".join(f"M{left + j * side} {top}v{side * rows}" for j in range(columns + 1))
    across_lines = "".join(f"M{left} {top + i * side}h{side * columns}" for i in range(rows + 1))
    parts.append(line_of(down_lines + across_lines, GRID))
    return drawing(left + columns * side + 8, top + rows * side + 8, parts, _caption(marks, down, across))


def _cell(got: Any, expected: Any, scale: float, at: tuple[float, float], side: float) -> list[str]:
    """A wrong one."""
    x, y = at
    off = abs(number_of(got) - number_of(expected)) / scale
    shade = sum(off > limit for limit in (0.01, 0.1, 1)) if math.isfinite(off) else len(SHADES) - 1
    drawn = [rectangle(x, y, side, side, SHADES[shade], f"{number_of(got):g} ≠ {number_of(expected):g}")]
    if side >= 12:
        drawn.append(label(x + side / 2, y + side / 2 + 4, "×", "middle", "#ffffff", 12))
    return drawn


def _matrix(value: Any) -> Rows:
    if not isinstance(value, list) or not value:
        return []
    return value if all(isinstance(row, list) and row for row in value) else [value]


def _caption(marks: Rows, down: int, across: int) -> Text:
    """Which entries are wrong, in words."""
    rows, columns = len(marks), len(marks[0])
    wrong = {(i, j) for i in range(rows) for j in range(columns) if marks[i][j]}
    whole_rows = [i for i in range(rows) if all((i, j) in wrong for j in range(columns))]
    whole_columns = [j for j in range(columns) if all((i, j) in wrong for i in range(rows))]
    count = f"{len(wrong)} / {rows * columns}"
    if len(wrong) == rows * columns:
        return Text("Every entry is wrong.", "すべての要素が違います。")
    if rows > 1 and len(wrong) == len(whole_rows) * columns:
        return _only("row", "行目", down, whole_rows, rows)
    if columns > 1 and rows > 1 and len(wrong) == len(whole_columns) * rows:
        return _only("column", "列目", across, whole_columns, columns)
    if rows == columns and wrong == {(i, i) for i in range(rows)}:
        return Text("Only the diagonal is wrong.", "違うのは対角成分だけです。")
    if rows == columns and wrong == {(i, j) for i in range(rows) for j in range(columns) if i != j}:
        return Text("Only the diagonal is right.", "正しいのは対角成分だけです。")
    return Text(f"{count} entries are wrong.", f"{count} の要素が違います。")


def _only(en: str, ja: str, first: int, wrong: list[int], count: int) -> Text:
    """Which rows or columns are wrong or, where these are fewer, right."""
    right = [i for i in range(count) if i not in wrong]
    few = min(wrong, right, key=len)
    how, what = ("right", "正しいのは") if few is right else ("wrong", "違うのは")
    listed = ", ".join(str(first + i) for i in few)
    said = f"{en} {listed} is" if len(few) == 1 else f"{en}s {listed} are"
    return Text(f"Only {said} {how} (counted from 0).", f"{what} {listed} {ja}だけです（0 から数えて）。")
