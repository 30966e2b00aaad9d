"""What the tests of reports share."""

import pytest
from page_reader import Page, pages_in
from readers import RUNNER

from autograder.grading.results import Report
from autograder.reports.html import write


@pytest.fixture(autouse=True)
def _in_a_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """One format asks its place whose work it is."""
    monkeypatch.delenv("REVIEW_URL", raising=False)
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def pages(tmp_path):
    """Writes a report and reads it back: the index, and the pages of the submissions by file name."""

    def pages_of(sample: Report, language="en") -> tuple[Page, dict[str, Page]]:
        write(sample, tmp_path / "site", language)
        return pages_in(tmp_path / "site")

    return pages_of
