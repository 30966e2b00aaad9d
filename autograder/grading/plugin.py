"""The pytest plugin: fixtures and marks with which a hidden or public test is an ordinary pytest test.

Run by plain ``pytest`` (or ``kadai check``) the submission is an ordinary module of this process, so that a
debugger works. In the examiner the same fixtures give a proxy of the sandboxed worker: see ``examination``.
"""

import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any, Protocol

import pytest

from autograder.errors import UsageError
from autograder.grading.marks import check_id, check_of


class Provider(Protocol):
    """Where the fixtures get their values from."""

    def submission(self, item: pytest.Item) -> Any:
        """The code under examination."""

    def reference(self, item: pytest.Item) -> Any:
        """The complete solution."""

    def rng(self, item: pytest.Item) -> Any:
        """The generator of the item's random inputs."""


PROVIDER = pytest.StashKey[Provider]()
PASSED = pytest.StashKey[dict[str, bool]]()
OURS = frozenset(("submission", "reference", "rng"))
_AFTER = pytest.StashKey[tuple[str, ...]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--submission FILE``: what to check, where it does not lie beside the test file."""
    group = parser.getgroup("kadai")
    group.addoption("--submission", metavar="FILE", help="the .py or .ipynb file that kadai's checks examine")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks."""
    config.addinivalue_line("markers", "kadai_points(value): what a check is worth (written as @points)")
    config.addinivalue_line("markers", "kadai_after(*checks): what a check builds on (written as @after)")
    config.stash.setdefault(PASSED, {})
    config.pluginmanager.register(Fixtures(config), "kadai-fixtures")


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Let the tests of an assignment import what their author put beside them."""
    folder = str(module_path.parent)
    if module_path.name in ("test_hidden.py", "test_public.py") and folder not in sys.path:
        sys.path.append(folder)


def provider_of(config: pytest.Config) -> Provider:
    """The examiner's provider, or the in-process one."""
    if PROVIDER not in config.stash:
        from autograder.grading.local import LocalProvider

        option = config.getoption("--submission")
        config.stash[PROVIDER] = LocalProvider(Path(option) if option else None)
    return config.stash[PROVIDER]


class Fixtures:
    """The fixtures. They know the item by themselves: ``request`` would be made anew for each, and costs more."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._item: pytest.Item | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Note whose turn it is; skip a check when what it builds on has failed."""
        self._item = item
        failed = unmet(item, item.config.stash[PASSED])
        if failed:
            pytest.skip(f"it builds on {failed!r}, which did not pass")

    def _ask(self, what: str) -> Any:
        try:
            return getattr(provider_of(self._config), what)(self._item)
        except UsageError as error:
            raise pytest.UsageError(str(error)) from None

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which file was checked: there may be a notebook and a module."""
    for path in getattr(config.stash.get(PROVIDER, None), "checked", ()):
        terminalreporter.write_line(f"kadai checked {path} (to check another file: --submission FILE)")


def unmet(item: pytest.Item, passed: dict[str, bool]) -> str | None:
    """The first check that `item` builds on and that ran without passing."""
    if _AFTER not in item.stash:
        item.stash[_AFTER] = tuple(check_id(a) for mark in item.iter_markers("kadai_after") for a in mark.args)
    return next((name for name in item.stash[_AFTER] if passed.get(name) is False), None)


def asked_directly(item: pytest.Function) -> tuple[str, ...]:
    """Those of kadai's fixtures that a test function has as arguments and none of its other fixtures asks for.

    They are plain values, which may be put into ``item.funcargs`` before pytest would make them.
    """
    info = item._fixtureinfo
    shared = {argument for made in info.name2fixturedefs.values() for one in made for argument in one.argnames}
    return tuple(
        name
        for name in sorted(OURS)
        if name in info.argnames
        and name not in shared
        and [one.func.__module__ for one in info.name2fixturedefs.get(name, ())] == [__name__]
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for ``@after`` which checks passed."""
    report = yield
    passed = item.config.stash[PASSED]
    name = check_of(item)
    passed[name] = passed.get(name, True) and report.passed
    return report
