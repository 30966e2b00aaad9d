"""What was drawn at random, beside how often each value should come."""

import math
from typing import Any

from autograder.pictures.svg import (
    INK,
    RIGHT,
    WRONG,
    Part,
    Picture,
    drawing,
    label,
    numbers_of,
    rectangle,
    segment,
    words,
)
from autograder.text import Text

WIDTH, HEIGHT, LEFT, TOP = 520, 170, 14, 24  # pixels
MOST = 64
_LEGEND = Text("how many: dark = yours, light = expected", "個数: 濃い棒 = あなた、薄い棒 = 期待値")


def histogram(sample: Any) -> Picture | None:
    """Dark bars of what came on light bars of what is expected.

    Args:
        sample: as `autograder.numerics` describes a sample: ``edges`` of the intervals (empty where the values are
            0, 1, 2, …), ``counts`` of what came in each, and ``expected`` counts (empty where these are not known).

    Returns:
        None for anything else.
    """
    known = sample if isinstance(sample, dict) else {}
    edges, counts, expected = (numbers_of(known.get(name)) for name in ("edges", "counts", "expected"))
    named = [f"{k}" for k in range(len(counts))] if not edges else []
    if (
        not 2 <= len(counts) <= MOST
        or (edges and len(edges) != len(counts) + 1)
        or (expected and len(expected) != len(counts))
    ):
        return None
    if not all(math.isfinite(value) for value in (*edges, *counts, *expected)) or sum(counts) <= 0:
        return None
    highest, bottom = max(*counts, *expected, 1.0), TOP + HEIGHT
    wide = (WIDTH - 2 * LEFT) / len(counts)
    parts: list[Part] = [words(LEFT, 14, _LEGEND, fill=INK)] if expected else []
    for k, count in enumerate(counts):
        x = LEFT + k * wide
        if expected:
            tall = HEIGHT * max(expected[k], 0.0) / highest
            parts.append(rectangle(x + 0.5, bottom - tall, wide - 1, tall, RIGHT))
        tall = HEIGHT * count / highest
        title = f"{count:g}" + (f" / {expected[k]:.4g}" if expected else "")
        parts.append(rectangle(x + 0.3 * wide, bottom - tall, 0.4 * wide, tall, WRONG, title))
    parts.append(segment(LEFT, bottom, WIDTH - LEFT, bottom, INK))
    for k, text in enumerate(named):
        parts.append(label(LEFT + (k + 0.5) * wide, bottom + 14, text, "middle"))
    if edges:
        middle = len(edges) // 2
        parts += [
            label(LEFT, bottom + 14, _short(edges[0], edges)),
            label(LEFT + middle * wide, bottom + 14, _short(edges[middle], edges), "middle"),
            label(WIDTH - LEFT, bottom + 14, _short(edges[-1], edges), "end"),
        ]
    return drawing(WIDTH, bottom + 22, parts, _caption(edges, counts, expected))


def _short(edge: float, edges: list[float]) -> str:
    """A number with as many digits as the picture shows: what is 0 but for rounding is 0."""
    return f"{0.0 if abs(edge) < 1e-6 * (edges[-1] - edges[0]) else edge:.3g}"


def _caption(edges: list[float], counts: list[float], expected: list[float]) -> Text:
    """Where the two are furthest apart."""
    total = sum(counts)
    if not expected:
        return Text(f"How the {total:.0f} values that came are spread.", f"返された {total:.0f} 個の値の分布です。")
    k = max(range(len(counts)), key=lambda k: abs(counts[k] - expected[k]))
    if not edges:
        where = Text(f"are {k}", f"{k} である")
    elif k in (0, len(counts) - 1):  # these also hold what lies further out
        side = Text(f"lie below {edges[1]:.3g}", f"{edges[1]:.3g} より小さい")
        where = side if k == 0 else Text(f"lie above {edges[-2]:.3g}", f"{edges[-2]:.3g} より大きい")
    else:
        low, high = _short(edges[k], edges), _short(edges[k + 1], edges)
        where = Text(f"lie between {low} and {high}", f"{low} から {high} までの")
    came, right = f"{counts[k] / total:.1%}", f"{expected[k] / (sum(expected) or 1):.1%}"
    return Text(
        f"Of {total:.0f} values {came} {where.en}; expected are {right}.",
        f"{total:.0f} 個のうち、{where.ja}値は {came} です（期待値は {right}）。",
    )
