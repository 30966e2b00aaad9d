"""What checks report of their bands, and how a validation sums it up."""

import numpy as np
import pytest

from autograder.grading.validation.bands import bands_of
from autograder.numerics import EnsembleBand, Mismatch, TrajectoryBand, assert_in_ensemble, assert_trajectory
from autograder.numerics.observing import observed

Uses = list[dict[str, object]]


def curve(w: object) -> list[float]:
    return [float(np.sum(np.asarray(w) ** 2)) * 0.5**step for step in range(4)]


BAND = TrajectoryBand.from_reference(curve, {"w": np.array([0.3, 1.7])})


def test_a_trajectory_reports_widths_and_where_it_left() -> None:
    seen: Uses = []
    right = curve(np.array([0.3, 1.7]))
    with observed(seen.append):
        assert_trajectory(right, BAND)
        with pytest.raises(Mismatch):
            assert_trajectory([right[0], *(1.5 * loss for loss in right[1:])], BAND, what="my losses")
    inside, outside = seen
    assert (inside["kind"], inside["steps"], inside["step"], inside["used"]) == ("trajectory", 4, None, 0.0)
    assert inside["float64"] == [BAND.float64[0], BAND.float64[3]]
    assert (outside["what"], outside["step"]) == ("my losses", 1)
    assert outside["outside"] == pytest.approx(0.5 / BAND.updates[1])


def test_an_ensemble_reports_its_interval() -> None:
    seen: Uses = []
    band = EnsembleBand(mean=0.9, std=0.01, count=32)
    low, high = band.interval()
    with observed(seen.append):
        assert_in_ensemble(high, band)
        assert_in_ensemble(2.0, band, side="at least")
        with pytest.raises(Mismatch):
            assert_in_ensemble(2 * low - high, band, what="accuracy")
    assert [use["used"] for use in seen] == [pytest.approx(1.0), 0.0, pytest.approx(3.0)]
    assert (seen[2]["low"], seen[2]["high"], seen[2]["what"]) == (low, high, "accuracy")


def test_nothing_is_reported_where_nobody_looks() -> None:
    seen: Uses = []
    with observed(seen.append):
        pass
    assert_trajectory(curve(np.array([0.3, 1.7])), BAND)
    assert seen == []


def result(*uses: dict[str, object]) -> dict[str, Uses]:
    return {"train": list(uses)} if uses else {}


def use(used: float | str, step: int | None = None, outside: float | str | None = None) -> dict[str, object]:
    return {
        "kind": "trajectory",
        "what": "losses",
        "steps": 5,
        "float64": [1e-12, 1e-10],
        "float32": [1e-4, 1e-3],
        "used": used,
        "step": step,
        "outside": outside,
    }


def test_the_variants_nearest_to_the_edge_are_found() -> None:
    (band,) = bands_of(
        {
            "reference:reference": result(use(0.0)),
            "equivalent:loops": result(use(0.01)),
            "equivalent:float32": result(use(0.3)),
            "misconception:far": result(use("inf", 0, "nan")),
            "misconception:near": result(use(1e9, 2, 40.0)),
            "misconception:inside": result(use(0.5)),
            "misconception:raises_before": result(),
            "mutant:other": result(use(2.0, 1, 1.1)),
        }
    )
    assert (band.steps, band.float64, band.float32) == (5, (1e-12, 1e-10), (1e-4, 1e-3))
    assert band.equivalent is not None
    assert (band.equivalent.id, band.equivalent.used) == ("float32", 0.3)
    assert band.misconception is not None
    assert (band.misconception.id, band.misconception.used, band.misconception.step) == ("near", 40.0, 2)
    assert (band.separated, band.compared) == (2, 3)


def test_an_assignment_without_bands_has_none() -> None:
    assert bands_of({"reference:reference": result()}) == ()
