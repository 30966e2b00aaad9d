"""Whether any work was done, for checks of side conditions: code that does nothing changes nothing, either."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from autograder.numerics.difference import Mismatch
from autograder.text import Text

_LARGEST_FACTOR = 1e3


def assert_at_work(got: object, right: object, what: str = "", rtol: float = 1e-2) -> None:
    """Raises ``Mismatch`` unless ``got`` is ``right`` up to a constant factor, which is charged where it is checked.

    got, right: a number, an array, or a list or tuple of those, which share the factor; a single number has none.
    rtol: of the largest entry.

    >>> assert_at_work([2.0, -4.0], np.array([1.0, -2.0]))
    """
    if not _at_work(got, right, rtol):
        raise Mismatch(
            Text(
                f"{what or 'The result'} must first be right, to about {rtol:.0%} and up to a constant factor: "
                "only then does this check count.",
                f"{what or '結果'} が、まず正しくなければ、このテストは通りません"
                f"(定数倍を除き、誤差は {rtol:.0%} 程度まで)。",
            )
        )


def assert_mostly_at_work(results: Mapping[str, tuple[object, object]], rtol: float = 1e-2) -> None:
    """Raises ``Mismatch`` unless more than half of the results are right as in `assert_at_work`.

    For a check of several functions at once, where a mistake in one is charged elsewhere.

    results: what came and what is right, by what it is.

    >>> assert_mostly_at_work({"f(x)": (1.0, 1.0), "g(x)": (2.0, 2.0), "h(x)": (7.0, 3.0)})
    """
    wrong = [what for what, (got, right) in results.items() if not _at_work(got, right, rtol)]
    names = ", ".join(wrong)
    if 2 * len(wrong) >= len(results):
        raise Mismatch(
            Text(
                f"Most results must first be right, only then does this check count; these are not: {names}.",
                f"まず、半分より多くの結果が正しくなければ、このテストは通りません(正しくないもの: {names})。",
            )
        )


def _at_work(got: object, right: object, rtol: float) -> bool:
    mine, expected = _parts(got, right), _parts(right, right)
    alike = [part.shape for part in mine] == [part.shape for part in expected]
    return alike and _proportional(_joined(mine), _joined(expected), rtol)


def _parts(value: object, like: object) -> list[NDArray[np.float64]]:
    """The arrays of numbers in something built like `like`; NaN for whatever is none."""
    if isinstance(like, list | tuple):
        if not isinstance(value, list | tuple | np.ndarray) or len(value) != len(like):
            return []
        return [array for part, other in zip(value, like, strict=True) for array in _parts(part, other)]
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        return [np.array(np.nan)]
    return [array.astype(np.float64) if array.dtype.kind in "iuf" else np.full(array.shape, np.nan)]


def _joined(parts: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate([part.ravel() for part in parts]) if parts else np.zeros(0)


def _proportional(got: NDArray[np.float64], right: NDArray[np.float64], rtol: float) -> bool:
    if not np.all(np.isfinite(got)) or not np.any(got) or not np.any(right):
        return False
    mine, expected = np.abs(got).max(), np.abs(right).max()  # so that no square is too large
    if not 1 / _LARGEST_FACTOR < mine / expected < _LARGEST_FACTOR:
        return False
    factor = 1.0
    if got.size > 1:
        got, right = got / mine, right / expected
        factor = float(right @ got) / float(right @ right)
    return bool(np.all(np.abs(got - factor * right) <= rtol * np.abs(got).max()))
