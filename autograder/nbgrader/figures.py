"""A picture of a loss curve beside the right one, where a check has both."""

import math
from collections.abc import Sequence

from autograder.grading.results import CheckResult

_WIDTH, _HEIGHT, _MARGIN = 440, 200, 50
_STYLE = "font-family='sans-serif' font-size='11' fill='#333'"


def figure_of(check: CheckResult) -> str | None:
    """The figure of a check as SVG; None if it has nothing to draw.

    Drawn are the details ``data.losses`` and ``data.reference`` (one number per step) on a logarithmic axis.
    """
    data = check.details.get("data")
    if not isinstance(data, dict):
        return None
    yours, right = _numbers(data.get("losses")), _numbers(data.get("reference"))
    drawn = [value for value in (*yours, *right) if _drawable(value)]
    if not yours or not right or not drawn:
        return None
    low, high = math.log10(min(drawn)), math.log10(max(drawn))
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    steps = max(len(yours), len(right))
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{_HEIGHT}'>",
        "<title>The losses step by step, expected and yours / ステップごとの損失:期待される値とあなたの値</title>",
        f"<rect width='{_WIDTH}' height='{_HEIGHT}' fill='white'/>",
        f"<path d='M{_MARGIN} {_MARGIN // 2}V{_HEIGHT - _MARGIN}H{_WIDTH - 8}' fill='none' stroke='#999'/>",
        f"<text x='2' y='{_MARGIN // 2 + 4}' {_STYLE}>{10**high:.2g}</text>",
        f"<text x='2' y='{_HEIGHT - _MARGIN}' {_STYLE}>{10**low:.2g}</text>",
        f"<text x='{_WIDTH - 8}' y='{_HEIGHT - _MARGIN + 14}' text-anchor='end' {_STYLE}>{steps - 1}</text>",
        f"<text x='{_WIDTH // 2}' y='{_HEIGHT - _MARGIN + 14}' text-anchor='middle' {_STYLE}>step / ステップ</text>",
        _line(right, steps, low, high, "stroke='#2a7' stroke-width='4' stroke-opacity='0.5'"),
        _line(yours, steps, low, high, "stroke='#c33' stroke-width='1.5' stroke-dasharray='5 2'"),
        f"<text x='{_MARGIN}' y='{_HEIGHT - 4}' {_STYLE}><tspan fill='#2a7'>━ expected / 期待される損失</tspan>"
        "<tspan dx='14' fill='#c33'>╌ yours / あなたの損失</tspan></text>",
        "</svg>",
    ]
    return "\n".join(parts)


def _line(values: Sequence[float], steps: int, low: float, high: float, style: str) -> str:
    """The points of a curve that can be drawn; it is broken where one cannot."""
    width, height = _WIDTH - _MARGIN - 8, _HEIGHT - _MARGIN - _MARGIN // 2
    path, pen = [], "M"
    for step, value in enumerate(values):
        if not _drawable(value):
            pen = "M"
            continue
        x = _MARGIN + width * step / max(steps - 1, 1)
        y = _MARGIN // 2 + height * (high - math.log10(value)) / (high - low)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return f"<path d='{''.join(path)}' fill='none' {style}/>"


def _numbers(values: object) -> list[float]:
    if not isinstance(values, list):
        return []
    return [float(v) if isinstance(v, int | float) else math.nan for v in values]


def _drawable(value: float) -> bool:
    return math.isfinite(value) and value > 0
