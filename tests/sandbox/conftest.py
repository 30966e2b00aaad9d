"""One sandbox for all tests of this folder, and a way to put a piece of source text into it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from textwrap import dedent
from typing import Any

import pytest

from autograder.sandbox import Examinee, Limits, Sandbox, Sources

Examine = Callable[..., Examinee]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with all the layers that this machine has."""
    with Sandbox() as box:
        yield box


@pytest.fixture
def examine(sandbox: Sandbox) -> Iterator[Examine]:
    """Make an `Examinee` of source text, in the middle of a check; keyword arguments are limits."""
    with ExitStack() as stack:

        def make(source: str | tuple[str, ...], box: Sandbox = sandbox, **limits: Any) -> Examinee:
            cells = (source,) if isinstance(source, str) else source
            sources = Sources(
                module="work",
                main=limits.pop("main", "work.py" if isinstance(source, str) else "work.ipynb"),
                cells=tuple(dedent(cell) for cell in cells),
                files=limits.pop("files", {}),
                given=limits.pop("given", {}),
            )
            examinee = stack.enter_context(Examinee(box, sources, Limits(**limits)))
            examinee.begin_check()
            return examinee

        yield make
