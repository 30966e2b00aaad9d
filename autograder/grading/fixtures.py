"""The pytest plugin: fixtures and marks with which a hidden or public test is an ordinary pytest test.

A `Provider` says what the fixtures give: a module of this process (``in_process/``), or a proxy of the sandboxed
worker (``examiner/``).
"""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

from autograder.checks import check_id, key_of
from autograder.errors import UsageError
from autograder.grading.collected_checks import check_of, share_of
from autograder.grading.pytest_internals import arguments_of
from autograder.language import said
from autograder.text import Text

if TYPE_CHECKING:
    from autograder.grading.turns import Turns


class Provider(Protocol):
    """Where the fixtures get their values from."""

    def submission(self, item: pytest.Item) -> Any:
        """The code under examination."""

    def reference(self, item: pytest.Item) -> Any:
        """The complete solution."""

    def rng(self, item: pytest.Item) -> Any:
        """The generator of the item's random inputs."""

    def data_folder(self, item: pytest.Item) -> Path:
        """The folder with the assignment's data."""


PROVIDER = pytest.StashKey[Provider]()
TURNS: "pytest.StashKey[Turns]" = pytest.StashKey()
PASSED = pytest.StashKey[dict[str, bool]]()
_DIRECT = frozenset(("submission", "reference", "rng"))
OURS = _DIRECT | {"data_folder"}
_AFTER = pytest.StashKey[tuple[str, ...]]()


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks."""
    config.addinivalue_line("markers", "kadai_points(value, shares=False): what a check is worth (written as @points)")
    config.addinivalue_line("markers", "kadai_after(*checks): what a check builds on (written as @after)")
    config.addinivalue_line("markers", "kadai_own_choice: that students choose freely (written as @own_choice)")
    config.addinivalue_line("markers", "kadai_about(*functions): what a check is about (written as @about)")
    config.stash.setdefault(PASSED, {})
    config.pluginmanager.register(Fixtures(config), "kadai-fixtures")


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Let the tests of an assignment import their private modules."""
    if isinstance(collector, pytest.Module):
        take_turn(collector)


def take_turn(node: pytest.Item | pytest.Collector) -> None:
    """See `Turns.take`; nothing happens for tests that are no assignment's."""
    if node.path.name not in ("test_hidden.py", "test_public.py"):
        return
    if TURNS not in node.config.stash:
        from autograder.grading.turns import Turns

        node.config.stash[TURNS] = Turns()
    try:
        node.config.stash[TURNS].take(node.path.parent)
    except UsageError as error:
        raise pytest.UsageError(said(error.text)) from None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing of the assignments' modules behind."""
    if TURNS in config.stash:
        config.stash[TURNS].end()


class Fixtures:
    """The fixtures. They know the item by themselves: ``request`` would be made anew for each, and costs more."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._item: pytest.Item | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Note which check's and which assignment's turn it is; skip a check when what it builds on has failed."""
        if self._item is None or item.parent is not self._item.parent:
            take_turn(item)
        self._item = item
        failed = unmet(item, item.config.stash[PASSED])
        if failed:
            pytest.skip(f"it builds on {failed!r}, which did not pass")

    def _ask(self, what: str) -> Any:
        try:
            return getattr(self._config.stash[PROVIDER], what)(self._item)
        except UsageError as error:
            raise pytest.UsageError(said(error.text)) from None

    @pytest.fixture
    def submission(self) -> Any:
        """The code under examination: use it like an imported module."""
        return self._ask("submission")

    @pytest.fixture
    def reference(self) -> Any:
        """The complete solution, an ordinary module; there for hidden tests only."""
        return self._ask("reference")

    @pytest.fixture
    def rng(self) -> Any:
        """A ``numpy.random.Generator``, the same in every run of this check."""
        return self._ask("rng")

    @pytest.fixture
    def data_folder(self) -> Any:
        """The ``pathlib.Path`` of the folder with the files that ``data`` in assignment.toml names."""
        return self._ask("data_folder")


def unmet(item: pytest.Item, passed: dict[str, bool]) -> str | None:
    """The first check that `item` builds on and that ran without passing; where both have it, only the same share."""
    if _AFTER not in item.stash:
        item.stash[_AFTER] = tuple(check_id(a) for mark in item.iter_markers("kadai_after") for a in mark.args)
    share = share_of(item) if item.stash[_AFTER] else ""
    return next((n for n in item.stash[_AFTER] if passed.get(key_of(n, share), passed.get(n)) is False), None)


def asked_directly(item: pytest.Function) -> tuple[str, ...]:
    """Those of kadai's fixtures that can be handed to a test function before pytest would make them."""
    return arguments_of(item, _DIRECT, __name__)


def no_data(item: pytest.Item) -> NoReturn:
    """Refuse a check that asks for data where there is none."""
    raise UsageError(
        Text(
            f"{item.path}: {item.name} asks for `data_folder`, but assignment.toml names no data files (data = [...])",
            f"{item.path}: {item.name} は `data_folder` を使っていますが、assignment.toml に data = [...] がありません",
        )
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for ``@after`` which checks passed."""
    report = yield
    passed = item.config.stash[PASSED]
    for name in {check_of(item), key_of(check_of(item), share_of(item))}:
        passed[name] = passed.get(name, True) and report.passed
    return report
