"""Right up to a constant factor: a mistake that is charged elsewhere, and what counts as work at all."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.numerics.difference import Mismatch
from autograder.numerics.sentences import What, capital, spaced, subject
from autograder.numerics.values import NotAnArrayError, as_array
from autograder.text import Text

_LARGEST_FACTOR = 1e3  # of what counts as work
_FARTHEST_FACTOR = 1e6  # by which a value may be off and what is built on it still be followed


def factor_of(got: object, right: object, rtol: float = 1e-4) -> float:
    """The constant by which ``got`` is ``right`` multiplied, or 1.0 where there is none.

    What is built on a value that is off by a constant is off by the same. So that such a mistake is charged once,
    where the value itself is checked, the factor is given to ``assert_gradient`` or ``assert_vjp``, or
    ``factor * right`` to ``assert_close`` as ``or_close_to``.

    Added in version 0.1.0.

    Args:
        got: what a submission returned: a number, an array, or a list or tuple of those, which share the factor.
        right: what is right.
        rtol: how exactly it must be a multiple, as a fraction of the largest entry.

    Examples:
        >>> loss, gradient = 0.4, np.array([0.1, -0.3])
        >>> factor_of(5 * loss, loss)
        5.0
        >>> assert_close(5 * gradient, gradient, or_close_to=(factor_of(5 * loss, loss) * gradient,))
        >>> factor_of([1.0, 5.0], gradient), factor_of(None, gradient)
        (1.0, 1.0)
    """
    return _factor(got, right, rtol, _FARTHEST_FACTOR) or 1.0


def assert_at_work(got: object, right: object, what: What = "", rtol: float = 1e-2) -> None:
    """Raises ``Mismatch`` unless ``got`` is ``right`` up to a constant factor, which is charged where it is checked.

    For checks of side effects and state: code that does nothing changes nothing, either.

    Added in version 0.1.0.

    Args:
        got: what a submission returned.
        right: a number, an array, or a list or tuple of those, which share the factor; a single number has none.
        what: what the message calls it.
        rtol: of the largest entry.

    Examples:
        >>> assert_at_work([2.0, -4.0], np.array([1.0, -2.0]))
        >>> assert_at_work([0.0, 0.0], np.array([1.0, -2.0]), what="dx")
        Traceback (most recent call last):
        Mismatch: dx must first be right, to about 1% and up to a constant factor: ...
    """
    if not _at_work(got, right, rtol):
        name = subject(what)
        raise Mismatch(
            Text(
                f"{capital(name.en)} must first be right, to about {rtol:.0%} and up to a constant factor: "
                "only then does this check count.",
                f"{spaced(name.ja)}が、まず正しくなければ、このテストは通りません"
                f"（定数倍を除き、誤差は {rtol:.0%} 程度まで）。",
            )
        )


def assert_mostly_at_work(results: Mapping[Any, tuple[object, object]], rtol: float = 1e-2) -> None:
    """Raises ``Mismatch`` unless more than half of the results are right as in ``assert_at_work``.

    For a check of several functions at once, where a mistake in one is charged elsewhere.

    Added in version 0.1.0.

    Args:
        results: what came and what is right, by what it is.
        rtol: see ``assert_at_work``.

    Examples:
        >>> assert_mostly_at_work({"f(x)": (1.0, 1.0), "g(x)": (2.0, 2.0), "h(x)": (7.0, 3.0)})
        >>> assert_mostly_at_work({"f(x)": (1.0, 1.0), "g(x)": (None, 2.0)})
        Traceback (most recent call last):
        Mismatch: Most results must first be right, only then does this check count; these are not: g(x)...
    """
    wrong = [subject(what) for what, (got, right) in results.items() if not _at_work(got, right, rtol)]
    names = Text(", ".join(name.en for name in wrong), "、".join(name.ja for name in wrong))
    if 2 * len(wrong) >= len(results):
        raise Mismatch(
            Text(
                f"Most results must first be right, only then does this check count; these are not: {names.en}.",
                f"まず、半分より多くの結果が正しくなければ、このテストは通りません（正しくないもの：{names.ja}）。",
            )
        )


def _at_work(got: object, right: object, rtol: float) -> bool:
    factor = _factor(got, right, rtol, _LARGEST_FACTOR)
    single = sum(part.size for part in _parts(right, right)) == 1
    return factor is not None and not (single and abs(factor - 1) > rtol * abs(factor))


def _factor(got: object, right: object, rtol: float, largest: float) -> float | None:
    """The factor between the two, which share one; None where they share none that is at most ``largest``."""
    mine, expected = _parts(got, right), _parts(right, right)
    if [part.shape for part in mine] != [part.shape for part in expected]:
        return None
    return _common_factor(_joined(mine), _joined(expected), rtol, largest)


def _parts(value: object, like: object) -> list[NDArray[np.float64]]:
    """The arrays of numbers in something built like `like`; one too few where a shape is another, NaN for no number."""
    if isinstance(like, list | tuple):
        if not issubclass(type(value), list | tuple | np.ndarray) or len(value) != len(like):  # type: ignore[arg-type]
            return []
        members: Sequence[object] = value  # type: ignore[assignment]
        return [array for part, other in zip(members, like, strict=True) for array in _parts(part, other)]
    try:
        array = as_array(value)
    except NotAnArrayError:
        return [np.array(np.nan)]
    if array.shape != as_array(like).shape:
        return []
    return [array.astype(np.float64) if array.dtype.kind in "iuf" else np.full(array.shape, np.nan)]


def _joined(parts: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate([part.ravel() for part in parts]) if parts else np.zeros(0)


def _common_factor(got: NDArray[np.float64], right: NDArray[np.float64], rtol: float, largest: float) -> float | None:
    if not np.all(np.isfinite(got)) or not np.any(got) or not np.any(right):
        return None
    mine, expected = np.abs(got).max(), np.abs(right).max()  # so that no square is too large
    ratio = float(mine / expected)
    if not 1 / largest < ratio < largest:
        return None
    got, right = got / mine, right / expected
    factor = float(right @ got) / float(right @ right)
    off = np.abs(got - factor * right)
    return factor * ratio if np.all(off <= rtol * np.abs(got).max()) else None
