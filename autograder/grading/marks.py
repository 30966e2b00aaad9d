"""What an author writes above a check: ``@points``, ``@after``, ``@about``, ``@own_choice``."""

from collections.abc import Callable
from numbers import Real
from typing import TypeVar

import pytest

from autograder.errors import UsageError
from autograder.text import Text

F = TypeVar("F", bound=Callable[..., object])


class MarkError(UsageError, TypeError):
    """A mark above a test function is not written as it should be."""


def points(value: float, *, shares: bool = False) -> Callable[[F], F]:
    """State what a check is worth: the only place where points stand.

    Added in version 0.1.0.

    Args:
        value: the points of the check, all its parameter sets together.
        shares: whether each parameter set carries an equal share of them, and has an outcome of its own. All are run
            then; otherwise the first that fails decides the check.

    Raises:
        MarkError: if `value` is negative, infinite or not a number.

    Examples:
        >>> @points(3)
        ... def test_softmax_of_zeros(submission):
        ...     assert_close(submission.softmax(np.zeros((1, 4))), np.full((1, 4), 0.25))
    """
    if not isinstance(shares, bool):
        raise MarkError(
            Text(
                f"@points({value!r}, shares={shares!r}): shares is True or False",
                f"@points({value!r}, shares={shares!r}): shares は True か False です",
            )
        )
    return pytest.mark.kadai_points(worth(value), shares=shares)


def worth(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        shown = getattr(value, "__name__", repr(value))
        raise MarkError(
            Text(
                f"@points({shown}): write the points as a number, as in @points(3)",
                f"@points({shown}): 配点は @points(3) のように数で書いてください",
            )
        )
    number = float(value)
    if not 0 <= number < float("inf"):
        raise MarkError(
            Text(
                f"@points({value!r}): points are a finite number of at least 0",
                f"@points({value!r}): 配点は 0 以上の有限の数にしてください",
            )
        )
    return number


def after(*checks: Callable[..., object] | str) -> Callable[[F], F]:
    """Skip this check, with a reason, unless the given checks passed (functions, or ids as strings).

    Added in version 0.1.0.

    Examples:
        >>> def test_forward(submission): ...
        >>> @points(1)
        ... @after(test_forward)
        ... def test_backward(submission): ...
    """
    return pytest.mark.kadai_after(*map(_name, checks))


def about(*functions: str) -> Callable[[F], F]:
    """Say which functions and classes a check is about; without it, all that it calls itself.

    ``kadai validate`` leaves each function unwritten alone, which may cost only the checks that are about it.

    Added in version 0.1.0.

    Raises:
        MarkError: if anything but names is given.

    Examples:
        >>> @points(2)
        ... @about("Net.fit")
        ... def test_fit_lowers_the_loss(submission): ...
    """
    for name in functions:
        if not isinstance(name, str):
            raise MarkError(
                Text(
                    f'@about({name!r}): name functions and classes, as in @about("Net.fit")',
                    f'@about({name!r}): @about("Net.fit") のように関数やクラスの名前を書いてください',
                )
            )
    return pytest.mark.kadai_about(*functions)


def own_choice(check: F) -> F:
    """Say that what a check looks at is the student's own choice: a net of their own design, a rate.

    What is wrong elsewhere shows there in another way than in the reference, or not at all; so neither that a
    submission passes such a check nor that it fails it tells against a name that other checks give its mistake.

    Added in version 0.1.0.

    Examples:
        >>> @points(2)
        ... @own_choice
        ... def test_your_net_learns(submission): ...
    """
    marked: F = pytest.mark.kadai_own_choice(check)
    return marked


def _name(check: object) -> str:
    name = check if isinstance(check, str) else getattr(check, "__name__", None)
    if not isinstance(name, str):
        raise MarkError(
            Text(
                f'@after({check!r}): name test functions, or checks as in @after("forward")',
                f"@after({check!r}): テスト関数か、@after('forward') のようにテストの名前を書いてください",
            )
        )
    return name
