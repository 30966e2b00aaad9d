"""What leaving out a part of an assignment costs, and what single slips do, as data: see `ablation`."""

import math
from statistics import median
from typing import NamedTuple

import msgspec

MOST = 0.4
"""Of an assignment's points, what one slip may cost: more, and whoever made it cannot show what they can do."""


class RegionCost(msgspec.Struct, frozen=True):
    """What leaving one region unwritten costs, in points: in all, and in checks that are not about it."""

    id: str
    lost: float
    own: float
    excess: float
    share: float
    """Of the assignment's points, lost."""
    excess_checks: tuple[str, ...] = ()
    excepted: bool = False


class SlipCost(msgspec.Struct, frozen=True):
    """What one mutant costs: its share of the assignment's points. `place` is the function in which it stands."""

    id: str
    place: str
    share: float
    excepted: bool = False

    @property
    def is_much(self) -> bool:
        """Whether it costs more than one slip may."""
        return self.share > MOST + 1e-9


class Figures(NamedTuple):
    """Shares of an assignment's points that one slip costs."""

    median: float
    ninety: float
    largest: float


class Costs(msgspec.Struct, frozen=True):
    """Of one assignment; slips that no check notices are left out."""

    regions: tuple[RegionCost, ...] = ()
    slips: tuple[SlipCost, ...] = ()
    median: float | None = None
    ninety: float | None = None
    largest: float | None = None
    """Of the shares that slips cost: the median, what 90 % of them stay within, the largest."""
    exception: str = ""
    """The function or class that is declared to cost more, and why."""
    reason: str = ""
    reason_ja: str = ""


def figures(slips: tuple[SlipCost, ...]) -> Figures | None:
    """Of some slips; None if there are none."""
    shares = sorted(slip.share for slip in slips)
    return Figures(median(shares), shares[math.ceil(0.9 * len(shares)) - 1], shares[-1]) if shares else None
