"""How graders compare what came back with what they expect; each way can be fooled by somebody in the same process."""

import math
from typing import Any

import numpy as np
import pytest


def accepts(way: str, got: Any, expected: Any) -> bool:
    """Whether one way of comparing accepts a value.

    Looked up at the time of the call, as the tests of a course do.
    """
    match way:
        case "allclose":
            return bool(np.allclose(got, expected))
        case "isclose":
            return bool(np.isclose(got, expected).all())
        case "array_equal":
            return bool(np.array_equal(got, expected))
        case "equal":
            return bool(np.all(got == expected))
        case "not different":
            return not np.any(got != expected)
        case "difference":
            return not np.any(np.abs(got - expected) > 1e-6)
        case "largest difference":
            return not np.max(np.abs(expected - got)) > 1e-6
        case "sum of squares":
            return bool(((got - expected) ** 2).sum() < 1e-9)
        case "testing":
            np.testing.assert_allclose(got, expected)
            return True
        case "assert_array_equal":
            np.testing.assert_array_equal(got, expected)
            return True
        case "approx":
            return bool(got == pytest.approx(expected))
        case "math.isclose":
            return math.isclose(got, expected)
        case "elementwise":
            return all(np.array_equal(a, b) for a, b in zip(got, expected, strict=False))
        case "text":
            return str(got) == str(expected)
        case "type":
            return isinstance(got, np.ndarray) and got.shape == expected.shape and bool((got == expected).all())
    raise LookupError(way)


def exercise(submission: Any, way: str, *, first: bool) -> bool:
    """Ask for twice an array (or for its sum), and compare.

    Args:
        submission: has ``double(x)``, or ``total(x)`` where the way compares single numbers.
        way: see `accepts`.
        first: compute what is expected before the submission is asked; many do it afterwards.
    """
    x = np.arange(1.0, 7.0).reshape(2, 3)
    name = "total" if way == "math.isclose" else "double"
    expected = _right(name, x)
    got = getattr(submission, name)(x)
    if not first:
        expected = _right(name, x)
    return accepts(way, got, expected)


def _right(name: str, x: Any) -> Any:
    return float(x.sum()) if name == "total" else x + x
