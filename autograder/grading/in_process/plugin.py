"""What pytest loads by itself wherever kadai is installed: the fixtures, on a module of pytest's own process.

So plain ``pytest`` in a student's folder checks the file beside the tests, and a debugger works.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from autograder.grading import fixtures
from autograder.language import said
from autograder.text import Text


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """``--submission FILE``: what to check, where it does not lie beside the test file; and the fixtures themselves."""
    if not pluginmanager.is_registered(fixtures):  # `pytest_plugins` would warn that they cannot be rewritten any more
        pluginmanager.register(fixtures, fixtures.__name__)
    group = parser.getgroup("kadai")
    group.addoption("--submission", metavar="FILE", help="the .py or .ipynb file that kadai's checks examine")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say where fixtures get their values, if nobody has. Loaded so late, since most tests are not for kadai."""
    if fixtures.PROVIDER not in item.config.stash:
        from autograder.grading.in_process.provider import LocalProvider

        option = item.config.getoption("--submission")
        item.config.stash[fixtures.PROVIDER] = LocalProvider(Path(option) if option else None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A sentence in the place of a traceback, where nothing is wrong with code: it is not written, or not there."""
    report = yield
    provider = item.config.stash.get(fixtures.PROVIDER, None)
    sentence = getattr(provider, "sentence", None)
    if call.excinfo is not None and sentence is not None:
        text = sentence(call.excinfo.value)
        if text is not None:
            report.longrepr = f"{text.ja}\n{text.en}" if text.ja else text.en
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which file was checked: there may be a notebook and a module."""
    checked = getattr(config.stash.get(fixtures.PROVIDER, None), "checked", ())
    for path in checked:
        told = Text(
            f"kadai checked {path} (to check another file: --submission FILE)",
            f"kadai は {path} を調べました（別のファイルを調べるには --submission FILE）",
        )
        terminalreporter.write_line(said(told))
    if checked and not {"failed", "error", "skipped"} & terminalreporter.stats.keys():
        from autograder.grading.in_process.telling import MORE

        terminalreporter.write_line(said(MORE))
