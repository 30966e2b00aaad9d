"""Loss trajectories: a band around the reference's losses, measured and not guessed.

Rounding grows along a run. How much is measured by an ensemble of reference runs whose inputs are off by one
unit in the last place; the band is a hundred times that, and lets every way to write the same computation in.
Wrong variants leave it at step 0 (forward, loss, initial values) or at step 1 or 2 (backward, update).
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from autograder.numerics.closeness import compare
from autograder.numerics.difference import Mismatch, jsonable
from autograder.numerics.observing import report
from autograder.numerics.sentences import What, located, number, numbers, sentence, spaced, subject
from autograder.numerics.trajectory_causes import Cause, Rerun, find_cause
from autograder.numerics.ulp import perturbed
from autograder.numerics.values import Array, as_array, is_float32_valued
from autograder.text import Text

Inputs = Mapping[str, Any] | Sequence[Any]

WIDENING = 100.0
FLOAT64_FLOOR = 16 * 2.0**-52
FLOAT32_FLOOR = 16 * 2.0**-23
# Where rounding alone may move the loss by more than this, comparing further would prove nothing.
COMPARABLE = 1e-3
# How much of float32's band float32 really uses.
ROUNDED = 0.05
# Float32 in the backward pass or the update alone, in roundings of all that the loss has moved by, and of the loss.
# Measured: rounded gradients take up to 4 of the first, rounded weights up to 13 of the second; a learning rate that
# is off by 1 % takes 100,000 of the first and more.
MOVED, HELD = 512 * 2.0**-24, 64 * 2.0**-24

# The weights that came back have the loss they should, so forward, backward and update are right.
INVENTED = Cause(
    "not_of_this_run",
    Text(
        "Yet the weights that you returned are exactly right, so these losses are not those of your own run: "
        "append the loss that each step really computed.",
        "一方、返された重みは正しいので、この損失は実際の学習で計算された値ではありません。"
        "各ステップで計算した損失をそのまま記録してください。",
    ),
)


@dataclass(frozen=True, kw_only=True)
class TrajectoryBand:
    """The losses of the reference and how far each may be off, as a fraction of its size.

    Added in version 0.1.0.

    Attributes:
        expected: float64 (T,), one loss per step.
        float64: allowed relative differences (T,) for runs in float64, never narrowing along the run.
        float32: the same for runs in float32.
        steps: how many steps are compared; further on the band is too wide to tell.
        rerun: the reference's first losses for another learning rate, where its place is known.
    """

    expected: Array
    float64: Array
    float32: Array
    steps: int
    rerun: Rerun | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.expected)

    @classmethod
    def from_reference(
        cls,
        run: Callable[..., Any],
        inputs: Inputs,
        *,
        perturbations: int = 16,
        equivalents: Iterable[Callable[..., Any]] = (),
        learning_rate: str | int | None = None,
        num_steps: str | int | None = None,
    ) -> "TrajectoryBand":
        """Measures the band of ``run(**inputs)`` or ``run(*inputs)``, which returns the losses of one run.

        Every run gets fresh copies of the inputs, generators included.

        Args:
            run: the reference's training loop; returns one loss per step, (T,).
            inputs: its arguments, by name or in their order.
            perturbations: how many runs the ensemble has whose real arrays are perturbed by one unit in the last place.
            equivalents: other right ways to compute the same (permuted hidden units, another order of summation), each
                run once.
            learning_rate: which input that is (key or position); lets a failure say "your curve is that of a run with
                1.01 × the learning rate".
            num_steps: which input that is; makes that search shorter.

        Raises:
            ValueError: if there is no array to perturb, or the reference's first loss is not finite, is 0, or is mere
                rounding.
            TypeError: if ``run`` returns no losses.
        """
        inputs = copy.deepcopy(dict(inputs) if isinstance(inputs, Mapping) else list(inputs))
        losses = _losses(run, inputs)
        equivalents = list(equivalents)
        if not equivalents and not any(array.dtype.kind == "f" and array.ndim for array in _arrays(inputs)):
            raise ValueError(
                "no array among the inputs to perturb: pass those that the run computes with, or equivalents"
            )
        rng = np.random.default_rng(0)
        double = [_losses(run, perturbed(inputs, rng)) for _ in range(perturbations)]
        double += [_losses(equivalent, inputs) for equivalent in equivalents]
        single = [_losses(run, perturbed(inputs, rng, np.float32)) for _ in range(max(1, perturbations // 4))]
        float64 = _spread(losses, double, FLOAT64_FLOOR)
        usable = np.isfinite(losses) & (losses != 0) & (float64 <= COMPARABLE)
        steps = int(np.argmin(usable)) if not usable.all() else len(losses)
        if steps == 0:
            raise ValueError("the reference's first loss is not finite, is 0, or is mere rounding")
        rerun = None if learning_rate is None else _rerun(run, inputs, learning_rate, num_steps)
        float32 = np.maximum(_spread(losses, double + single, FLOAT32_FLOOR), float64)
        return cls(expected=losses, float64=float64, float32=float32, steps=steps, rerun=rerun)

    @classmethod
    def around(cls, losses: Sequence[float], rtol: float) -> "TrajectoryBand":
        """The band around losses that are known, those that were published for a run: each may be off by ``rtol``.

        Added in version 0.1.0.
        """
        expected = np.array(losses, dtype=np.float64)
        width = np.full(len(expected), rtol)
        return cls(expected=expected, float64=width, float32=width, steps=len(expected))

    @property
    def updates(self) -> Array:
        """The relative differences (T,) allowed for runs whose updates alone are in float32: none at step 0.

        A gradient that is off by a rounding moves the loss by as small a part of what the step moves it by; where
        float64's band widens, so does this one.
        """
        with np.errstate(all="ignore"):
            moved = np.cumsum(np.abs(np.diff(self.expected, prepend=self.expected[0])))
            widening = self.float64 / self.float64[0]
            allowed = widening * (MOVED * moved / np.abs(self.expected) + HELD)
        allowed[0] = 0.0
        bounded: Array = np.maximum(self.float64, np.fmin(allowed, self.float32))
        return bounded

    def departure(self, losses: Array, rounding: float = 0.0) -> tuple[int | None, Array]:
        """The step at which ``losses`` leave the band, None where they stay inside, and the tolerance applied.

        float32's band is applied where the losses are float32's: they all have its digits, or only that band
        contains step 0. Rounding to float32 shows at step 0 already, and a wrong backward pass does not. Where step
        0 is float64's, later ones may be off by what rounded updates do, see `updates`.

        Args:
            losses: float64, at most as many as the band has.
            rounding: absolute error of printing.
        """
        expected = self.expected[: len(losses)]
        with np.errstate(all="ignore"):
            error, size = np.abs(losses - expected), np.abs(expected)

        def outside(tolerance: Array) -> Array:
            with np.errstate(all="ignore"):
                inside: Array = error <= tolerance[: len(losses)] * size + rounding
            return ~inside

        double, single = outside(self.float64), outside(self.float32)
        granted = is_float32_valued(losses, expected) or bool(double[0] and not single[0])
        tolerance = self.float32 if granted else self.updates if double[: self.steps].any() else self.float64
        steps = np.flatnonzero(outside(tolerance)[: self.steps])
        if not len(steps):
            return None, tolerance
        if granted and not single[0] and error[0] > ROUNDED * self.float32[0] * size[0] + rounding:
            return 0, self.float64  # too far off at step 0 for rounding: the wider band was granted in vain
        return int(steps[0]), tolerance


def assert_trajectory(
    losses: object,
    band: TrajectoryBand,
    *,
    recomputed: float | None = None,
    what: What = "losses",
    decimals: int | None = None,
    known: Mapping[str, float] | None = None,
) -> None:
    """Raises ``Mismatch`` unless ``losses`` stay in ``band``; says at which step they leave it, and why.

    Added in version 0.1.0.

    Args:
        losses: one number per step, measured before that step's update.
        band: as long as the losses; one step longer with ``recomputed``.
        recomputed: the loss that the *examiner* computed from the weights that came back with the losses. It must
            be the band's next loss, so make the band with ``num_steps + 1``. An invented list never passes.
        what: what the message calls the losses.
        decimals: digits after the point where the losses were printed: half a unit of the last one is allowed.
        known: what a wrong factor may be called, e.g. ``{"N": 64}``.

    Raises:
        ValueError: if the band is too wide to tell at the step where ``recomputed`` is judged.

    Examples:
        >>> def train(x, t, w, learning_rate, num_steps):  # the submission's also returns w
        ...     losses = []
        ...     for _ in range(num_steps):
        ...         losses.append(float(np.sum((x @ w - t) ** 2)))
        ...         w = w - learning_rate * 2 * x.T @ (x @ w - t)
        ...     return losses, w
        >>> rng = np.random.default_rng(0)
        >>> inputs = {"x": rng.normal(size=(5, 3)), "t": np.ones((5, 2)), "w": np.zeros((3, 2)), "learning_rate": 0.01}
        >>> band = TrajectoryBand.from_reference(
        ...     lambda **inputs: train(**inputs)[0], {**inputs, "num_steps": 11}, learning_rate="learning_rate"
        ... )
        >>> losses, w = train(**inputs, num_steps=10)
        >>> assert_trajectory(losses, band, recomputed=np.sum((inputs["x"] @ w - inputs["t"]) ** 2))
        >>> losses, w = train(**{**inputs, "learning_rate": 0.0101}, num_steps=11)
        >>> assert_trajectory(losses, band)
        Traceback (most recent call last):
        Mismatch: losses[1] is outside the band: ...
    """
    count = len(band) if recomputed is None else len(band) - 1
    values = _read(losses, count, what)
    departure, tolerance = band.departure(values, 0.0 if decimals is None else 0.51 * 10.0**-decimals)
    report(lambda: _use(values, band, tolerance, departure, what))
    if departure is not None:
        cause = find_cause(values, band.expected, tolerance, band.steps, departure, known or {}, band.rerun)
        if departure and recomputed is not None and _fits(recomputed, band, tolerance, count):
            cause = INVENTED
        _leaves_the_band(values, band, tolerance, departure, what, cause)
    if recomputed is not None:
        _check_weights(recomputed, band, tolerance, count)


def _read(losses: object, count: int, what: What) -> Array:
    difference = compare(losses, np.zeros(count), what=what, atol=np.inf)
    if difference is None or difference.kind == "finiteness":
        return as_array(losses).astype(np.float64)
    shape = difference.shapes[0]
    if difference.kind == "shape" and shape is not None and len(shape) == 1:
        predicate = Text(
            f"has {shape[0]} entries, expected {count}: one per step",
            f"の要素が {shape[0]} 個です（ステップごとに 1 つ、{count} 個必要です）",
        )
        raise Mismatch(sentence(subject(what), predicate), difference, {"cause": "length"})
    raise Mismatch(difference.text, difference)


def _use(values: Array, band: TrajectoryBand, tolerance: Array, step: int | None, what: What) -> dict[str, object]:
    """See `observed`."""
    n = min(band.steps, len(values))
    with np.errstate(all="ignore"):
        used = np.abs(values[:n] / band.expected[:n] - 1.0) / tolerance[:n]
    ends = {
        name: [float(allowed[0]), float(allowed[n - 1])]
        for name, allowed in (("float64", band.float64), ("float32", band.float32))
    }
    return {
        "kind": "trajectory",
        "what": subject(what).en,
        "steps": n,
        **ends,
        "used": jsonable(float(used.max())),
        "step": step,
        "outside": None if step is None else jsonable(float(used[step])),
    }


def _entry(what: Text, step: int) -> Text:
    """``losses[3]``; where the name is a phrase, ``entry [3] of`` it: no other sentence names it."""
    place = located(what, (step,))
    if place.en.startswith(what.en):
        return place
    return Text(f"{place.en} of {what.en}", f"{spaced(what.ja)}の{place.ja}")


def _leaves_the_band(
    values: Array, band: TrajectoryBand, tolerance: Array, step: int, what: What, cause: Cause
) -> None:
    expected, allowed = float(band.expected[step]), float(tolerance[step])
    got = float(values[step])
    came, wanted = numbers(got, expected)
    entry = _entry(subject(what), step)
    headline = sentence(
        entry,
        Text(
            f"is outside the band: got {came}, expected {wanted} (allowed relative difference {allowed:.1g})",
            f"が許容範囲を外れています。{came} でした（期待値は {wanted}、許容される相対誤差は {allowed:.1g}）",
        ),
    )
    own = number(got)
    told = sentence(entry, Text(f"is outside the band: got {own}", f"が許容範囲を外れています。{own} でした"))
    data = {
        "step": step,
        "got": jsonable(got),
        "expected": expected,
        "allowed": allowed,
        "cause": cause.name,
        "factor": cause.factor,
        "losses": [jsonable(float(value)) for value in values],
        "reference": [jsonable(float(value)) for value in band.expected],
        "tolerance": [jsonable(float(value)) for value in tolerance],
    }
    told = Text.join([told, cause.text if cause.told is None else cause.told])
    raise Mismatch(Text.join([headline, cause.text]), data=data, told=told)


def _check_weights(recomputed: float, band: TrajectoryBand, tolerance: Array, step: int) -> None:
    """The losses are right; are they those of the weights that came with them?"""
    expected = float(band.expected[step])
    if step >= band.steps:
        raise ValueError(
            f"the band tells nothing at step {step}, where the returned weights are judged: use fewer steps"
        )
    if _fits(recomputed, band, tolerance, step):
        return
    came, wanted = numbers(recomputed, expected)
    text = Text(
        f"The losses are right, but they are not those of the weights that you returned: "
        f"with these weights the loss is {came}, expected {wanted}.",
        f"損失の値は正しいのですが、返された重みから計算した損失と合いません。"
        f"この重みでの損失は {came} です（期待値は {wanted}）。",
    )
    own = number(recomputed)
    told = Text(
        f"The losses are right, but they are not those of the weights that you returned: "
        f"with these weights the loss is {own}.",
        f"損失の値は正しいのですが、返された重みから計算した損失と合いません。この重みでの損失は {own} です。",
    )
    data = {"step": step, "got": jsonable(recomputed), "expected": expected, "cause": "weights"}
    raise Mismatch(text, data=data, told=told)


def _fits(recomputed: float, band: TrajectoryBand, tolerance: Array, step: int) -> bool:
    """Whether the loss of the weights that came back is the band's at ``step``; the last update may be rounded, too."""
    expected, allowed = float(band.expected[step]), max(tolerance[step], band.updates[step])
    return step < band.steps and abs(recomputed - expected) <= allowed * abs(expected)


def _losses(run: Callable[..., Any], inputs: Inputs) -> Array:
    """One run on copies of the inputs."""
    fresh = copy.deepcopy(inputs)
    result = run(**fresh) if isinstance(fresh, Mapping) else run(*fresh)
    losses = as_array(result).astype(np.float64)
    if losses.ndim != 1 or not len(losses):
        raise TypeError(f"a run returns one loss per step, not an array of shape {losses.shape}")
    return losses


def _arrays(inputs: Inputs) -> Iterator[Array]:
    for value in inputs.values() if isinstance(inputs, Mapping) else inputs:
        if isinstance(value, np.ndarray):
            yield value
        elif isinstance(value, Mapping) or type(value) in (list, tuple):
            yield from _arrays(value)


def _spread(center: Array, runs: Sequence[Array], floor: float) -> Array:
    """The running maximum of the ensemble's relative deviation, widened."""
    with np.errstate(all="ignore"):
        deviation = np.max([np.abs(run / center - 1.0) for run in runs], axis=0)
    deviation = np.where(np.isfinite(deviation), deviation, np.inf)
    return WIDENING * np.maximum(np.maximum.accumulate(deviation), floor)


def _rerun(run: Callable[..., Any], inputs: Inputs, learning_rate: str | int, num_steps: str | int | None) -> Rerun:
    @cache
    def rerun(factor: float, steps: int) -> Array:
        changed: Any = dict(inputs) if isinstance(inputs, Mapping) else list(inputs)
        changed[learning_rate] = changed[learning_rate] * factor
        if num_steps is not None:
            changed[num_steps] = min(changed[num_steps], steps)
        with np.errstate(all="ignore"):
            return _losses(run, changed)

    return rerun
