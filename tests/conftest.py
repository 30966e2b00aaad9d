"""What all tests share. Property tests draw the same examples every time and are never timed."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from tiny_course import TinyCourse

from autograder.cli.main import ENDING, main

settings.register_profile("kadai", derandomize=True, deadline=None)
settings.load_profile("kadai")


def _signals_as_in_a_terminal() -> None:
    """Under nohup and in the background of a script some are ignored, and whatever the tests start would inherit it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        os.environ["KADAI_TESTS_UNDER_NOHUP"] = "1"  # for the workers of pytest-xdist, which begin with the default
    if "KADAI_TESTS_UNDER_NOHUP" in os.environ:
        signal.signal(signal.SIGHUP, lambda *_: None)  # not ignored, so that children begin with the default; no end


_signals_as_in_a_terminal()


def _a_home() -> None:
    """Where the user's cannot be written to (a service's account, a container's), what starts from here has another."""
    home = Path(os.environ.get("HOME", "/nonexistent"))
    if not os.access(home, os.W_OK):
        os.environ["HOME"] = tempfile.mkdtemp(prefix="kadai-home-")
        atexit.register(shutil.rmtree, os.environ["HOME"], ignore_errors=True)


_a_home()

SECRET = "of the tests"
os.environ["KADAI_SECRET"] = SECRET  # for the fixtures of whole files, too
os.environ["KADAI_LANG"] = "en"  # whatever the locale says


LONG = ("attacks/test_attacks_as_others.py", "kernel/", "nbgrader/", "grading/validation/", "examples/", "attacks/")
"""Files with few tests that take long: those of these folders begin first, so that no processor waits in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first; within, the order stays."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""
        return next((n for n, start in enumerate(LONG) if path.startswith(start)), len(LONG))

    items.sort(key=rank)


@pytest.fixture(autouse=True)
def _nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret or a language that the developer has set must not decide a test; inputs are the same in every run."""
    monkeypatch.setenv("KADAI_LANG", "en")
    monkeypatch.setenv("KADAI_SECRET", SECRET)


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    """A command run in this process has handlers of its own, which would end whatever test is next."""
    before = {number: signal.getsignal(number) for number in ENDING}
    yield
    for number, handler in before.items():
        if signal.getsignal(number) != handler:
            signal.signal(number, handler)


@pytest.fixture
def tiny(tmp_path: Path) -> TinyCourse:
    """An empty course; `tiny.assignment(…)` fills it."""
    return TinyCourse(tmp_path / "course")


@pytest.fixture(scope="module")
def tiny_shared(tmp_path_factory: pytest.TempPathFactory) -> TinyCourse:
    """An empty course for all tests of a file."""
    return TinyCourse(tmp_path_factory.mktemp("shared") / "course")


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def kadai(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command in this process; `run_kadai` starts a real one."""

    def run(*arguments: str | Path, cwd: Path) -> Ended:
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr(sys, "argv", ["kadai", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as exit:
            main()
        return Ended(int(exit.value.code or 0), *capsys.readouterr())

    return run
