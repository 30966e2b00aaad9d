"""Bands over seeds, for training whose random draws cannot be fixed: is a final metric like the reference's?

In the manner of MLPerf's reference convergence points: the reference is trained with many seeds, and a
submission's metric has to look like one more draw. Much blunter than a trajectory band (it sees 60 of 84
wrong variants where that sees all), so use it only where draws cannot be fixed.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from autograder.numerics.difference import Mismatch, jsonable
from autograder.numerics.observing import report
from autograder.numerics.sentences import What, number, sentence, spaced, subject
from autograder.numerics.statistics import FALSE_REJECT
from autograder.numerics.tails import student_at_least, where
from autograder.numerics.values import NotAnArrayError, as_array
from autograder.text import Text

Side = Literal["both", "at least", "at most"]


@dataclass(frozen=True, kw_only=True)
class EnsembleBand:
    """Mean and standard deviation of a metric over independent reference runs.

    Added in version 0.1.0.

    Attributes:
        mean: of the metric.
        std: of the metric, the estimate of one further run's.
        count: how many runs there were.
        log: both are those of the metric's logarithm, as fits losses, whose spread grows with their size.
    """

    mean: float
    std: float
    count: int
    log: bool = False

    @classmethod
    def from_reference(
        cls, run: Callable[[int], float], seeds: int | Iterable[int] = 32, *, log: bool = False
    ) -> "EnsembleBand":
        """Runs the reference with each seed.

        Args:
            run: called with a seed; returns the final metric of that run.
            seeds: which, or how many; at least 8.
            log: see the attribute.

        Raises:
            ValueError: for fewer than 8 seeds, or a metric that is not finite (with ``log``: not positive).
        """
        metrics = np.array([run(seed) for seed in (range(seeds) if isinstance(seeds, int) else seeds)], np.float64)
        if len(metrics) < 8:
            raise ValueError("a spread cannot be estimated from fewer than 8 seeds")
        values = np.log(metrics) if log else metrics
        if not np.all(np.isfinite(values)):
            raise ValueError("the reference's metric is not finite, or with log not positive, for some seed")
        return cls(mean=float(values.mean()), std=float(values.std(ddof=1)), count=len(values), log=log)

    def interval(self, runs: int = 1, margin: float = 0.0) -> tuple[float, float]:
        """Where the mean of ``runs`` further metrics lies, except once in a million (for normal metrics).

        Student's prediction interval, t · std · √(1/runs + 1/count); ``margin`` is added on both sides.
        """
        degrees = self.count - 1
        t = where(lambda x: student_at_least(x, degrees), FALSE_REJECT / 2, 0.0, 1e4)
        reach = t * self.std * math.sqrt(1 / runs + 1 / self.count)
        low, high = self.mean - reach, self.mean + reach
        if self.log:
            low, high = math.exp(low), math.exp(high)
        return low - margin, high + margin


def assert_in_ensemble(
    metrics: float | Sequence[float],
    band: EnsembleBand,
    *,
    side: Side = "both",
    margin: float = 0.0,
    what: What = "",
) -> None:
    """Raises ``Mismatch`` unless the mean of ``metrics`` lies where the reference's runs say.

    Rejects a right submission with probability at most 1e-6 where metrics (or their logarithms) are normal.

    Added in version 0.1.0.

    Args:
        metrics: the final metric of one run, or of several with different seeds (several tell more).
        band: of the reference's runs.
        side: "at least" for accuracies and "at most" for losses let better results than the reference's pass.
        margin: widens the accepted interval, in the units of the metric.
        what: what the message calls the metric.

    Examples:
        >>> band = EnsembleBand.from_reference(lambda seed: 0.9 + np.random.default_rng(seed).normal(0, 0.01), 32)
        >>> assert_in_ensemble([0.91, 0.88], band, side="at least", what="the accuracy")
        >>> assert_in_ensemble(0.8, band, side="at least", what="the accuracy")
        Traceback (most recent call last):
        Mismatch: The accuracy is 0.8: ...
    """
    name = subject(what or Text("the final value", "最終的な値"))
    try:
        values = np.atleast_1d(as_array(metrics)).astype(np.float64)
    except NotAnArrayError as error:
        raise Mismatch(sentence(name, error.text)) from None
    low, high = band.interval(values.size, margin)
    low = -math.inf if side == "at most" else low
    high = math.inf if side == "at least" else high
    with np.errstate(all="ignore"):
        mean = float(np.exp(np.log(values).mean()) if band.log else values.mean())
    report(lambda: _use(mean, band, values.size, margin, side, name))
    if low <= mean <= high:
        return
    accepted = {
        "both": Text(f"{number(low)} to {number(high)} is accepted", f"許容範囲は {number(low)} から {number(high)}"),
        "at least": Text(f"at least {number(low)} is accepted", f"{number(low)} 以上が必要"),
        "at most": Text(f"at most {number(high)} is accepted", f"{number(high)} 以下が必要"),
    }[side]
    text = sentence(
        name,
        Text(
            f"is {number(mean)}: {accepted.en}, as {band.count} runs of the reference show",
            f"が {number(mean)} です（{spaced(accepted.ja)}です。模範解答を {band.count} 回実行して求めました）",
        ),
    )
    told = sentence(
        name,
        Text(
            f"is {number(mean)}: outside of what {band.count} runs of the reference show",
            f"が {number(mean)} です（模範解答を {band.count} 回実行して求めた許容範囲の外です）",
        ),
    )
    raise Mismatch(text, told=told, data={"got": jsonable(mean), "low": jsonable(low), "high": jsonable(high)})


def _use(mean: float, band: EnsembleBand, runs: int, margin: float, side: Side, name: Text) -> dict[str, object]:
    """See `observed`."""
    low, high = band.interval(runs, margin)
    off = (2 * mean - low - high) / (high - low)  # -1 and 1 are the ends
    used = {"both": abs(off), "at least": max(-off, 0.0), "at most": max(off, 0.0)}[side]
    return {"kind": "ensemble", "what": name.en, "low": low, "high": high, "used": jsonable(used)}
