"""The geometry of the score histogram: numbers that the template writes into an inline SVG."""

import msgspec

from autograder.reports.summary import Bin

WIDTH, HEIGHT = 640, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 10, 22, 26
_GAP = 3
_LABELS = 12
"""More edges than this and only every second one is labelled."""


class Bar(msgspec.Struct, frozen=True):
    """A bar in user units of the SVG; ``y`` is its upper edge."""

    x: float
    y: float
    width: float
    height: float
    count: int
    low: float
    high: float


class Tick(msgspec.Struct, frozen=True):
    """A label under the axis."""

    x: float
    label: str


class Histogram(msgspec.Struct, frozen=True):
    """What the template draws."""

    width: int
    height: int
    baseline: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def histogram(bins: tuple[Bin, ...]) -> Histogram:
    """The drawing of `bins`, which lie side by side; bars are as wide as their bins."""
    end = bins[-1].high
    scale = (WIDTH - _LEFT - _RIGHT) / end
    baseline = HEIGHT - _BOTTOM
    highest = max(b.count for b in bins) or 1
    edges = [b.low for b in bins] + [end]
    return Histogram(
        width=WIDTH,
        height=HEIGHT,
        baseline=baseline,
        bars=tuple(_bar(b, scale, baseline, (baseline - _TOP) / highest) for b in bins),
        ticks=tuple(
            Tick(round(_LEFT + edge * scale, 1), f"{edge:g}")
            for i, edge in enumerate(edges)
            if len(edges) <= _LABELS or i % 2 == 0
        ),
    )


def _bar(b: Bin, scale: float, baseline: float, unit: float) -> Bar:
    height = round(b.count * unit, 1)
    return Bar(
        x=round(_LEFT + b.low * scale + _GAP / 2, 1),
        y=round(baseline - height, 1),
        width=round(max((b.high - b.low) * scale - _GAP, 1.0), 1),
        height=height,
        count=b.count,
        low=b.low,
        high=b.high,
    )
