"""The way that two numbers go, step by step, beside the right one."""

import math
from collections.abc import Sequence
from typing import Any

from autograder.pictures.axes import Axis, axis, beside
from autograder.pictures.svg import (
    INK,
    RIGHT,
    WRONG,
    Part,
    Picture,
    curve,
    dot,
    drawing,
    label,
    numbers_of,
    ring,
    segment,
    words,
)
from autograder.text import Text

WIDTH, HEIGHT, LEFT, TOP = 420, 260, 56, 26  # pixels
_LEGEND = Text("dark = yours, light = right", "濃い線 = あなた、薄い線 = 正しい値")


def paths(got: Any, expected: Any, wrong: Any, names: Sequence[str] = ()) -> Picture | None:
    """Two ways through a plane; of a single number, its way over the steps. The first wrong step is ringed.

    Args:
        got: a row for each step, of one or two numbers; NaN and infinities may be texts.
        expected: the same, of the same shape.
        wrong: for each of them, whether it is wrong.
        names: of the columns.

    Returns:
        None for anything else, or for a single step.
    """
    own, right = _rows(got), _rows(expected)
    if len(own) < 2 or [len(row) for row in own] != [len(row) for row in right] or len(own[0]) not in (1, 2):
        return None
    if len({len(row) for row in own}) != 1:
        return None
    if len(own[0]) == 1:
        own, right = ([[float(k), *row] for k, row in enumerate(rows)] for rows in (own, right))
        names = ("", *names)
    across = axis((row[0] for row in (*own, *right)), LEFT, WIDTH - 28)
    up = axis((row[1] for row in (*own, *right)), TOP + HEIGHT, TOP)
    if across is None or up is None:
        return None
    marks = wrong if isinstance(wrong, list) else []
    first = next((k for k, row in enumerate(marks) if isinstance(row, list) and any(row)), None)
    parts: list[Part] = [words(LEFT, 14, _LEGEND, fill=INK), *_grid(across, up)]
    for rows, colour, width in ((right, RIGHT, 5), (own, WRONG, 1.6)):
        points = [(across.at(x), up.at(y)) for x, y in rows]
        parts.append(curve(points, colour, width))
        for k, (x, y) in enumerate(points):
            if math.isfinite(x) and math.isfinite(y):
                parts.append(dot(x, y, 5 if colour == RIGHT else 3, colour, f"{k}: {rows[k][0]:g}, {rows[k][1]:g}"))
    if first is not None and first < len(own):
        x, y = across.at(own[first][0]), up.at(own[first][1])
        if math.isfinite(x) and math.isfinite(y):
            parts += [ring(x, y), label(x + 10, y - 6, str(first), fill=WRONG)]
    if len(names) > 1:
        parts += [label(WIDTH - 28, TOP + HEIGHT + 30, names[0], "end", INK), label(LEFT - 6, 14, names[1], "end", INK)]
    return drawing(WIDTH, TOP + HEIGHT + 36, parts, _caption(first, len(own)))


def _grid(across: Axis, up: Axis) -> list[Part]:
    parts: list[Part] = []
    for value in up.ticks(4):
        parts += [segment(LEFT, up.at(value), WIDTH - 28, up.at(value)), beside(up.at(value), f"{value:.3g}", LEFT)]
    for value in across.ticks(4):
        x = across.at(value)
        parts += [segment(x, TOP, x, TOP + HEIGHT), label(x, TOP + HEIGHT + 14, f"{value:.3g}", "middle", size=10)]
    return parts


def _rows(value: Any) -> list[list[float]]:
    return [numbers_of(row) for row in value] if isinstance(value, list) else []


def _caption(first: int | None, steps: int) -> Text:
    if first is None:
        return Text(f"The way over {steps} steps.", f"{steps} ステップの道筋です。")
    if first == 0:
        return Text("The way is wrong from the first step on (step 0).", "最初のステップ（0）から道筋が違います。")
    return Text(
        f"The way is right up to step {first - 1} and wrong from step {first} on.",
        f"道筋はステップ {first - 1} までは正しく、ステップ {first} で外れます。",
    )
