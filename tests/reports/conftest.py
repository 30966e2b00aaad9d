"""What the tests of reports share."""

import pytest
from readers import RUNNER


@pytest.fixture(autouse=True)
def _in_a_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """One format asks its place whose work it is."""
    monkeypatch.delenv("REVIEW_URL", raising=False)
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
