"""What an author writes above a check: ``@points`` and ``@after``; and what the grader reads from it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest

from autograder.errors import UsageError
from autograder.grading.results import CheckInfo
from autograder.text import check_id as check_id
from autograder.text import titles as titles

PUBLIC_FILE = "test_public.py"

F = TypeVar("F", bound=Callable[..., object])


def points(value: float) -> Callable[[F], F]:
    """State what a check is worth: the only place where points stand.

    Added in version 0.1.0.

    Raises:
        ValueError: if `value` is negative, infinite or not a number.

    Examples:
        >>> @points(3)
        ... def test_softmax_of_zeros(submission):
        ...     assert_close(submission.softmax(np.zeros((1, 4))), np.full((1, 4), 0.25))
    """
    if not 0 <= value < float("inf"):
        raise ValueError(f"@points({value!r}): points are a finite number of at least 0")
    return pytest.mark.kadai_points(float(value))


def after(*checks: Callable[..., object] | str) -> Callable[[F], F]:
    """Skip this check, with a reason, unless the given checks passed (functions, or ids as strings).

    Added in version 0.1.0.

    Examples:
        >>> def test_forward(submission): ...
        >>> @points(1)
        ... @after(test_forward)
        ... def test_backward(submission): ...
    """
    return pytest.mark.kadai_after(*(c if isinstance(c, str) else c.__name__ for c in checks))


def check_of(item: pytest.Item) -> str:
    """The id of the check that a collected item belongs to (all parameters of one function are one check)."""
    return check_id(getattr(item, "originalname", None) or item.name.partition("[")[0])


def describe(items: Iterable[pytest.Item]) -> tuple[CheckInfo, ...]:
    """The checks behind collected items, in their order.

    Raises:
        UsageError: if two functions share an id, or ``@after`` names a check that is not there.
    """
    found: dict[str, CheckInfo] = {}
    homes: dict[str, object] = {}
    for item in items:
        name = check_of(item)
        home = (item.path, getattr(item, "parent", None))
        if name in found:
            if homes[name] != home:
                raise UsageError(f"{item.path}: the check {name!r} exists twice; rename one of the functions")
            continue
        marker = item.get_closest_marker("kadai_points")
        dependencies = [a for m in item.iter_markers("kadai_after") for a in m.args]
        found[name] = CheckInfo(
            id=name,
            title=titles(getattr(getattr(item, "obj", None), "__doc__", None), name),
            points=float(marker.args[0]) if marker else 0.0,
            public=item.path.name == PUBLIC_FILE,
            after=tuple(check_id(d) for d in dependencies),
        )
        homes[name] = home
    for check in found.values():
        for other in check.after:
            if other not in found:
                raise UsageError(f"@after of the check {check.id!r} names {other!r}, which is no check here")
    return tuple(found.values())


def needed(ids: set[str], checks: tuple[CheckInfo, ...]) -> set[str]:
    """The given checks and all that they build on, directly or not."""
    found = ids | {other for c in checks if c.id in ids for other in c.after}
    return found if found == ids else needed(found, checks)


def in_order(items: list[pytest.Item], checks: tuple[CheckInfo, ...]) -> list[pytest.Item]:
    """The items such that a check comes after those it builds on, otherwise as their author wrote them.

    Raises:
        UsageError: if checks build on one another in a circle.
    """
    by_id = {c.id: c for c in checks}
    done: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in done:
            return
        if name in path:
            raise UsageError(f"@after makes a circle: {' → '.join((*path, name))}")
        for other in by_id[name].after:
            visit(other, (*path, name))
        done.append(name)

    for check in checks:
        visit(check.id, ())
    return sorted(items, key=lambda item: done.index(check_of(item)))
