"""Real kernels throughout; nothing to test where the packages are not installed or the sandbox is weak."""

import pytest

from autograder.sandbox import Sandbox

for needed in ("ipykernel", "jupyter_client", "matplotlib_inline"):
    pytest.importorskip(needed, reason="the extra `nbgrader` is not installed")


@pytest.fixture(scope="session", autouse=True)
def _not_weak() -> None:
    with Sandbox() as box:
        if box.level == "weak":
            pytest.skip(f"the sandbox is weak here: {box.assessment.reasons}")
