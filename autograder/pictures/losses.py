"""A loss trajectory beside its band: how far off it is at every step, and at which step it leaves."""

import math
from collections.abc import Sequence
from typing import Any

from autograder.pictures.svg import (
    INK,
    RIGHT,
    SOFT,
    WRONG,
    Picture,
    curve,
    drawing,
    label,
    number_of,
    rectangle,
    segment,
)
from autograder.text import Text

WIDTH, LEFT, GAP = 520, 56, 34
HIGH, LOW = 150, 110  # pixels: of the two panels
MOST_DECADES = 12


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
    own, right, band = _numbers(got), _numbers(expected), _numbers(allowed)
    steps = min(len(own), len(right), len(band)) if right and band else len(own)
    if steps < 2 or not any(map(math.isfinite, own[:steps])):
        return None
    parts: list[str] = []
    top = 22.0
    if right and band:
        used = [abs(a / e - 1) / t if e and t else math.nan for a, e, t in zip(own, right, band, strict=False)]
        parts += _panel_of_differences(used[:steps], step, top)
        top += HIGH + GAP
    parts += _panel_of_losses(own[:steps], right[:steps], step, top)
    return drawing(WIDTH, top + LOW + 26, parts, _caption(own, right, band, step))


def _panel_of_differences(used: Sequence[float], step: int, top: float) -> list[str]:
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
    parts = [rectangle(LEFT, y(1.0), WIDTH - LEFT - 8, y(0.0) - y(1.0), "#dfeaf3")]
    for power in range(low, high + 1, max((high - low) // 5, 1)):
        parts += [segment(LEFT, y(10.0**power), WIDTH - 8, y(10.0**power)), _tick(y(10.0**power), f"{10.0**power:g}")]
    parts.append(segment(LEFT, y(1.0), WIDTH - 8, y(1.0), INK, 1.5, "6 3"))
    parts.append(label(LEFT, top - 8, "|yours / right − 1| ÷ allowed", fill=INK))
    points = [(x(k), y(value if not math.isinf(value) else 10.0**high)) for k, value in enumerate(used)]
    parts.append(curve(points, WRONG, 2))
    for k, (px, py) in enumerate(points):
        if math.isfinite(py):
            inside = used[k] <= 1
            parts.append(
                f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="{RIGHT if inside else WRONG}">'
                f"<title>{k}: {used[k]:.3g}</title></circle>"
            )
    if 0 <= step < len(points):
        px, py = points[step]
        parts.append(segment(px, top, px, top + HIGH, WRONG, 1, "2 3"))
        if math.isfinite(py):
            parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="7" fill="none" stroke="{WRONG}" stroke-width="2"/>')
    return parts


def _panel_of_losses(own: Sequence[float], right: Sequence[float], step: int, top: float) -> list[str]:
    drawn = [value for value in (*own, *right) if math.isfinite(value)]
    logarithmic = min(drawn) > 0 and max(drawn) > 20 * min(drawn)
    scaled = [math.log10(value) for value in drawn] if logarithmic else drawn
    low, high = min(scaled), max(scaled)
    if high - low < 1e-12:
        low, high = low - 0.5, high + 0.5

    def y(value: float) -> float:
        if not math.isfinite(value) or (logarithmic and value <= 0):
            return math.nan
        place = math.log10(value) if logarithmic else value
        return top + LOW * (high - place) / (high - low)

    x = _across(len(own))
    parts = []
    for part in range(4):
        place = low + (high - low) * part / 3
        value = 10.0**place if logarithmic else place
        parts += [segment(LEFT, y(value), WIDTH - 8, y(value)), _tick(y(value), f"{value:.3g}")]
    parts.append(curve([(x(k), y(value)) for k, value in enumerate(right)], RIGHT, 5))
    parts.append(curve([(x(k), y(value)) for k, value in enumerate(own)], WRONG, 1.6, "5 3"))
    if 0 <= step < len(own):
        parts.append(segment(x(step), top, x(step), top + LOW, WRONG, 1, "2 3"))
        parts.append(label(x(step), top + LOW + 14, str(step), "middle", WRONG))
    parts += [
        label(x(0), top + LOW + 14, "0", "middle"),
        label(x(len(own) - 1), top + LOW + 14, str(len(own) - 1), "end"),
    ]
    legend = "loss: ╌ yours" + (", ━ right" if right else "")
    parts.append(label(LEFT, top - 8, legend, fill=INK))
    return parts


def _across(steps: int) -> Any:
    return lambda k: LEFT + 6 + (WIDTH - LEFT - 24) * k / max(steps - 1, 1)


def _tick(y: float, text: str) -> str:
    return label(LEFT - 6, y + 4, text, "end", SOFT, 10)


def _numbers(values: Any) -> list[float]:
    return [number_of(value) for value in values] if isinstance(values, list) else []


def _caption(own: Sequence[float], right: Sequence[float], band: Sequence[float], step: int) -> Text:
    if not (0 <= step < len(own)):
        return Text("The losses step by step.", "ステップごとの損失です。")
    if step < len(right) and step < len(band) and right[step] and band[step]:
        times = abs(own[step] / right[step] - 1) / band[step]
        far = f"{times:.3g}" if math.isfinite(times) else "∞"
        return Text(
            f"The losses leave the band at step {step}, there by {far} times what is allowed.",
            f"損失はステップ {step} で許容範囲を外れます（そこでの差は許容値の {far} 倍です）。",
        )
    return Text(
        f"Your losses; at step {step} they leave the band.", f"あなたの損失です。ステップ {step} で許容範囲を外れます。"
    )
