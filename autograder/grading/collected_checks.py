"""The checks behind what pytest has collected: what the grader reads from the marks above test functions."""

import re
from collections.abc import Collection, Iterable, Sequence

import pytest

from autograder.checks import CheckInfo, check_id, key_of, titles
from autograder.errors import UsageError
from autograder.grading.marks import MarkError, worth
from autograder.text import Text, nearest

PUBLIC_FILE = "test_public.py"


def is_own_choice(item: pytest.Item) -> bool:
    """Whether a check is marked so."""
    return item.get_closest_marker("kadai_own_choice") is not None


def check_of(item: pytest.Item) -> str:
    """The id of the check that a collected item belongs to (all parameters of one function are one check)."""
    return check_id(_function(item))


def share_of(item: pytest.Item) -> str:
    """The parameter set that a collected item runs, where it carries its own share of the points; otherwise ""."""
    mark = _points_mark(item)
    shares = mark is not None and mark.kwargs.get("shares", False)
    return set_of(item) if shares else ""


def set_of(item: pytest.Item) -> str:
    """The name of the parameter set that a collected item runs; "" where it has none."""
    return getattr(getattr(item, "callspec", None), "id", "")


def words_of_set(item: pytest.Item) -> str:
    """The parameter set for a reader: its author's name for it, else the parameters with their values."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    own = list(item.iter_markers("parametrize"))
    if own and all(map(_has_ids, own)):
        return _unescaped(set_of(item))
    shown = [f"{name}={value!r}" for name, value in params.items() if _is_short(value)]
    return ", ".join(shown) if shown and len(shown) == len(params) else _unescaped(set_of(item))


def _unescaped(id: str) -> str:
    """pytest writes what is no ASCII as ``\\u65e5``."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), id)


def _is_short(value: object) -> bool:
    """Whether a value can be shown in a sentence as it is written."""
    if isinstance(value, tuple | list):
        return len(value) <= 6 and all(map(_is_short, value))
    return value is None or (isinstance(value, bool | int | float | str) and len(repr(value)) <= 40)


def key_of_item(item: pytest.Item) -> str:
    """By which its verdict is known: see `key_of`."""
    return key_of(check_of(item), share_of(item))


def chosen(items: list[pytest.Item], only: Collection[str] = ()) -> tuple[tuple[CheckInfo, ...], list[pytest.Item]]:
    """The checks behind collected items, and the items in the order in which they are run.

    only: the checks to be run, with those that they build on; all, if it is empty.

    Raises:
        UsageError: see `describe` and `in_order`.
    """
    checks = describe(items)
    wanted = needed(set(only or (check.id for check in checks)), checks)
    checks = tuple(check for check in checks if check.id in wanted)
    return checks, in_order([item for item in items if check_of(item) in wanted], checks)


def describe(items: Iterable[pytest.Item]) -> tuple[CheckInfo, ...]:
    """The checks behind collected items, in their order.

    Raises:
        UsageError: if two functions share an id, a mark is wrong, or ``@after`` names a check that is not there.
    """
    groups: dict[str, list[pytest.Item]] = {}
    for item in items:
        groups.setdefault(check_of(item), []).append(item)
    checks = tuple(_check(name, group) for name, group in groups.items())
    for check in checks:
        for other in check.requires:
            if other not in groups:
                item = groups[check.id][0]
                raise UsageError(
                    Text(
                        f"{item.path}: @after of {_function(item)} names {other!r}, which is no check here"
                        f"{nearest(other, groups)}",
                        f"{item.path}: {_function(item)} の @after にある {other!r} というテストはここにありません"
                        f"{nearest(other, groups).ja}",
                    )
                )
    return checks


def _check(name: str, items: list[pytest.Item]) -> CheckInfo:
    first = items[0]
    for item in items:
        if item.parent is not first.parent:
            raise UsageError(
                Text(
                    f"{item.path}: the check {name!r} exists twice: {_function(item)} is in {_home(first)} and in "
                    f"{_home(item)}; rename one of them, or do not import it there",
                    f"{item.path}: テスト {name!r} が 2 つあります。{_function(item)} は {_home(first)} と "
                    f"{_home(item)} にあります。どちらかの名前を変えるか、そこで import しないでください",
                )
            )
    if not re.fullmatch("[A-Za-z0-9_]+", name):
        raise UsageError(
            Text(
                f"{first.path}: {_function(first)} cannot be a check: its name goes into notebooks, where "
                "nbgrader takes "
                "letters, digits and _ only",
                f"{first.path}: {_function(first)} はテストにできません。名前はノートブックに書かれ、nbgrader が受"
                "け付けるのは英数字と _ だけです",
            )
        )
    worth = {_points_of(item) for item in items}
    if len(worth) > 1:
        points = ", ".join(f"{w:g}" for w in sorted(worth))
        raise UsageError(
            Text(
                f"{first.path}: the parameters of {_function(first)} are worth different points "
                f"({points}); all of them are one check: put one @points above it",
                f"{first.path}: {_function(first)} のパラメータの配点が異なります（{points}）。"
                "全体で 1 つのテストなので、@points を 1 つだけ付けてください",
            )
        )
    from autograder.course.handed_out.sections import section_of  # a test run of somebody else needs no course

    shares = _shares(items)
    title = titles(getattr(getattr(first, "obj", None), "__doc__", None), name)
    about = tuple(dict.fromkeys(name for mark in first.iter_markers("kadai_about") for name in mark.args))
    required = (check_id(name) for i in items for m in i.iter_markers("kadai_after") for name in m.args)
    return CheckInfo(
        id=name,
        title=title,
        max_points=worth.pop(),
        public=first.path.name == PUBLIC_FILE,
        requires=tuple(dict.fromkeys(required)),
        shares=shares,
        about=about,
        section=section_of(first.path.parent, title.en, about),
    )


def _shares(items: list[pytest.Item]) -> tuple[str, ...]:
    """The names of a check's parameter sets, if each carries its own share. Raises: UsageError."""
    if not any(map(share_of, items)):
        mark = _points_mark(items[0])
        if mark is not None and mark.kwargs.get("shares", False):
            raise UsageError(
                Text(
                    f"{items[0].path}: @points(…, shares=True) of {_function(items[0])}: it has no parameters among "
                    "which its points could be shared; add @pytest.mark.parametrize, or leave shares=True out",
                    f"{items[0].path}: {_function(items[0])} の @points(…, shares=True): 配点を分けるパラメータがありま"
                    "せん。@pytest.mark.parametrize を付けるか、shares=True を消してください",
                )
            )
        return ()
    for item in items:
        if not is_named(item):
            raise UsageError(
                Text(
                    f"{item.path}: {_function(item)}: students read the names of its parameter sets, and "
                    f"{set_of(item)!r} is none; name them: @pytest.mark.parametrize(…, ids=[…])",
                    f"{item.path}: {_function(item)}: パラメータの組の名前は学生が読みますが、{set_of(item)!r} は名前に"
                    "なっていません。@pytest.mark.parametrize(…, ids=[…]) で名前を付けてください",
                )
            )
    return tuple(map(share_of, items))


def is_named(item: pytest.Item) -> bool:
    """Whether students may read the name of an item's parameter set: none of several values at once, but a name."""
    return all(map(_names_its_sets, item.iter_markers("parametrize"))) and not any(
        re.fullmatch(rf"{re.escape(name)}\d+", part)
        for name in getattr(getattr(item, "callspec", None), "params", ())
        for part in set_of(item).split("-")
    )


def _names_its_sets(mark: pytest.Mark) -> bool:
    return len(_arguments(mark)) == 1 or _has_ids(mark)


def _has_ids(mark: pytest.Mark) -> bool:
    """Whether its author has named the sets."""
    values = mark.args[1] if len(mark.args) > 1 else mark.kwargs.get("argvalues", ())
    return mark.kwargs.get("ids") is not None or all(getattr(value, "id", None) is not None for value in values)


def _arguments(mark: pytest.Mark) -> Sequence[str]:
    """The arguments that a ``parametrize`` gives."""
    names = mark.args[0] if mark.args else mark.kwargs.get("argnames", "")
    return [name for name in names.split(",") if name.strip()] if isinstance(names, str) else names


def _function(item: pytest.Item) -> str:
    """The name of an item's test function."""
    return getattr(item, "originalname", None) or item.name.partition("[")[0]


def _home(item: pytest.Item) -> str:
    """The file or class in which an item is collected."""
    return item.parent.name if item.parent is not None else item.path.name


def _points_of(item: pytest.Item) -> float:
    """What the nearest ``@points`` says."""
    mark = _points_mark(item)
    if mark is None:
        return 0.0
    try:
        return worth(*mark.args)
    except MarkError as error:
        raise UsageError(f"{item.path}: {_function(item)}: " + error.text) from None


def _points_mark(item: pytest.Item) -> pytest.Mark | None:
    """The nearest ``@points``: above the function, its class or the whole file."""
    for node in reversed(item.listchain()):
        marks = [mark for mark in node.own_markers if mark.name == "kadai_points"]
        if len(marks) > 1:
            raise UsageError(
                Text(
                    f"{item.path}: {_function(item)} has two @points; which one counts?",
                    f"{item.path}: {_function(item)} に @points が 2 つあります。どちらを使いますか",
                )
            )
        if marks:
            return marks[0]
    return None


def needed(ids: set[str], checks: tuple[CheckInfo, ...]) -> set[str]:
    """The given checks and all that they build on, directly or not."""
    found = ids | {other for c in checks if c.id in ids for other in c.requires}
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
            raise UsageError(
                Text(
                    f"{items[0].path.parent}: @after makes a circle: {' → '.join((*path, name))}",
                    f"{items[0].path.parent}: @after が循環しています: {' → '.join((*path, name))}",
                )
            )
        for other in by_id[name].requires:
            visit(other, (*path, name))
        done.append(name)

    for check in checks:
        visit(check.id, ())
    return sorted(items, key=lambda item: done.index(check_of(item)))
