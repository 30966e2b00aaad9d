"""A loss trajectory beside its band: how far off it is at every step, and at which step it leaves."""

import math
from collections.abc import Sequence
from typing import Any

from autograder.pictures.axes import beside
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
    rectangle,
    ring,
    segment,
    words,
)
from autograder.text import Text

WIDTH, LEFT, GAP = 520, 64, 34
HIGH, LOW = 150, 110  # pixels: of the two panels
MOST_DECADES = 12
_DIFFERENCE = Text("|yours / right − 1| ÷ allowed", "|あなたの値 / 正しい値 − 1| ÷ 許容値")
_LOSSES = Text("loss: ╌ yours, ━ right", "損失: ╌ あなた、━ 正しい値")
_OWN = Text("loss: ╌ yours", "損失: ╌ あなた")


def losses(got: Any, step: int, expected: Any = None, allowed: Any = None) -> Picture | None:
    """Two panels: the difference as a multiple of what is allowed, with 1 as the edge of the band; and the losses.

    Curves that lie on one another say nothing where what is allowed is smaller than a pen. Without what was expected,
    there is only the curve that came.

    Args:
        got: the losses that came, one for each step; NaN and infinities may be texts.
        step: the first one outside the band.
        expected: the right ones.
        allowed: by step, how large the relative difference may be.
    """
    own, right, band = numbers_of(got), numbers_of(expected), numbers_of(allowed)
    steps = min(len(own), len(right), len(band)) if right and band else len(own)
    if steps < 2 or not any(map(math.isfinite, own[:steps])):
        return None
    parts: list[Part] = []
    top = 22.0
    if right and band:
        used = [abs(a / e - 1) / t if e and t else math.nan for a, e, t in zip(own, right, band, strict=False)]
        parts += _panel_of_differences(used[:steps], step, top)
        top += HIGH + GAP
    parts += _panel_of_losses(own[:steps], right[:steps], step, top)
    return drawing(WIDTH, top + LOW + 26, parts, _caption(own, right, band, step))


def _panel_of_differences(used: Sequence[float], step: int, top: float) -> list[Part]:
    """On a logarithmic axis; what is right to the last bit lies on its lower end."""
    finite = [value for value in used if math.isfinite(value) and value > 0]
    high = min(max(math.ceil(math.log10(max([*finite, 10.0]))), 1), MOST_DECADES)
    low = -2

    def y(value: float) -> float:
        if math.isnan(value):
            return math.nan
        place = math.log10(value) if value > 0 else low
        return top + HIGH * (high - min(max(place, low), high)) / (high - low)

    x = _across(len(used))
    parts: list[Part] = [rectangle(LEFT, y(1.0), WIDTH - LEFT - 8, y(0.0) - y(1.0), "#dfeaf3")]
    for power in range(low, high + 1, max((high - low) // 5, 1)):
        at = y(10.0**power)
        parts += [segment(LEFT, at, WIDTH - 8, at), beside(at, f"{10.0**power:g}", LEFT)]
    parts.append(segment(LEFT, y(1.0), WIDTH - 8, y(1.0), INK, 1.5, "6 3"))
    parts.append(words(LEFT, top - 8, _DIFFERENCE, fill=INK))
    points = [(x(k), y(value if not math.isinf(value) else 10.0**high)) for k, value in enumerate(used)]
    parts.append(curve(points, WRONG, 2))
    for k, (px, py) in enumerate(points):
        if math.isfinite(py):
            inside = used[k] <= 1
            parts.append(dot(px, py, 3.5, RIGHT if inside else WRONG, f"{k}: {used[k]:.3g}"))
    if 0 <= step < len(points):
        px, py = points[step]
        parts.append(segment(px, top, px, top + HIGH, WRONG, 1, "2 3"))
        if math.isfinite(py):
            parts.append(ring(px, py))
    return parts


def _panel_of_losses(own: Sequence[float], right: Sequence[float], step: int, top: float) -> list[Part]:
    drawn = [value for value in (*own, *right) if math.isfinite(value)]
    logarithmic = min(drawn) > 0 and max(drawn) > 20 * min(drawn)
    scaled = [math.log10(value) for value in drawn] if logarithmic else drawn
    low, high = min(scaled), max(scaled)
    if high - low <= 1e-12 * max(abs(low), abs(high), 1.0):
        room = max(abs(high), 1.0) / 2
        low, high = low - room, high + room

    def y(value: float) -> float:
        if not math.isfinite(value) or (logarithmic and value <= 0):
            return math.nan
        place = math.log10(value) if logarithmic else value
        return top + LOW * (high - place) / (high - low)

    x = _across(len(own))
    parts: list[Part] = []
    for part in range(4):
        place = low + (high - low) * part / 3
        value = 10.0**place if logarithmic else place
        parts += [segment(LEFT, y(value), WIDTH - 8, y(value)), beside(y(value), f"{value:.3g}", LEFT)]
    parts.append(curve([(x(k), y(value)) for k, value in enumerate(right)], RIGHT, 5))
    parts.append(curve([(x(k), y(value)) for k, value in enumerate(own)], WRONG, 1.6, "5 3"))
    if 0 <= step < len(own):
        parts.append(segment(x(step), top, x(step), top + LOW, WRONG, 1, "2 3"))
        parts.append(label(x(step), top + LOW + 14, str(step), "middle", WRONG))
    parts += [
        label(x(0), top + LOW + 14, "0", "middle"),
        label(x(len(own) - 1), top + LOW + 14, str(len(own) - 1), "end"),
    ]
    parts.append(words(LEFT, top - 8, _LOSSES if right else _OWN, fill=INK))
    return parts


def _across(steps: int) -> Any:
    return lambda k: LEFT + 6 + (WIDTH - LEFT - 24) * k / max(steps - 1, 1)


def _caption(own: Sequence[float], right: Sequence[float], band: Sequence[float], step: int) -> Text:
    if not (0 <= step < len(own)):
        return Text("The losses step by step.", "ステップごとの損失です。")
    if step < len(right) and step < len(band) and right[step] and band[step]:
        times = abs(own[step] / right[step] - 1) / band[step]
        far = f"{float(f'{times:.3g}'):,.10g}" if times < 1e7 else f"{times:.3g}" if math.isfinite(times) else "∞"
        return Text(
            f"The losses leave the band at step {step}, there by {far} times what is allowed.",
            f"損失はステップ {step} で許容範囲を外れます（そこでの差は許容値の {far} 倍です）。",
        )
    return Text(
        f"Your losses; at step {step} they leave the band.", f"あなたの損失です。ステップ {step} で許容範囲を外れます。"
    )
