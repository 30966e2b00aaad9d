"""What a module shows in a check, in a few numbers: enough to see that two do not behave alike without their traces."""

import hashlib
from collections.abc import Collection, Iterator

import msgspec
import numpy as np

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.traces import Numbers, Parts, Sights, Value, form_of

_MOST = 32  # arrays of a trace that are looked at: mutants that differ do so in most of what follows


class Print(msgspec.Struct, frozen=True, array_like=True):
    """Of a check: its outcome, a digest of all but the numbers, and of some arrays a weighted sum and its size."""

    outcome: str
    form: str
    sums: tuple[tuple[float, float], ...] = ()

    def may_be(self, other: "Print", rtol: float) -> bool:
        """Whether two traces might agree up to `rtol`; False where they cannot."""
        if self.outcome != other.outcome or self.form != other.form:
            return False
        return all(
            not abs(one - another) > rtol * max(size, its) * 1.01  # true of NaN
            for (one, size), (another, its) in zip(self.sums, other.sums, strict=True)
        )


def print_of(behaviour: Behaviour, key: str, random: Collection[str]) -> Print:
    """What is seen in a check; of what comes from `random` labels, nothing but the form."""
    sights = behaviour.sights.get(key, ())
    digest = hashlib.sha256()
    for sight in sights:
        digest.update(repr((sight.label, sight.error, sight.cause, form_of(sight.value))).encode("utf-8", "replace"))
    arrays = list(_arrays(sights, random))
    chosen = [arrays[i] for i in np.linspace(0, len(arrays) - 1, min(_MOST, len(arrays))).astype(int)]
    return Print(behaviour.outcomes.get(key, "skipped"), digest.hexdigest()[:16], tuple(map(_sum, chosen)))


def _arrays(sights: Sights, random: Collection[str]) -> Iterator[Numbers]:
    for sight in sights:
        if sight.label not in random:
            yield from _within(sight.value)


def _within(value: Value) -> Iterator[Numbers]:
    if isinstance(value, Numbers):
        yield value
    elif isinstance(value, Parts):
        for member in value.members:
            yield from _within(member)


def _sum(array: Numbers) -> tuple[float, float]:
    """The weights tell the order of the entries; the size is what their errors may add up to."""
    values = np.where(np.isfinite(array.values), array.values, 0.0)
    with np.errstate(over="ignore", invalid="ignore"):
        weighted = float(values @ np.cos(np.arange(values.size)))
        return weighted, float(np.abs(values).max(initial=0.0)) * values.size
