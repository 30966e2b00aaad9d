"""Sandboxes with chosen layers switched off, and an arena for each attack."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from attack_arena import fresh_files, servers, victim

from autograder.sandbox import Policy, Sandbox

Without = Callable[..., Sandbox]
_AT_A_TIME = 6  # zygotes


@pytest.fixture(scope="session")
def sandbox_without() -> Iterator[Without]:
    """A sandbox that lacks some layers; the last few are kept."""
    kept: dict[frozenset[str], Sandbox] = {}

    def make(*layers: str) -> Sandbox:
        key = frozenset(layers)
        if key not in kept:
            if len(kept) >= _AT_A_TIME:
                kept.pop(next(filter(None, kept))).close()  # never the one with all layers, which others hold
            kept[key] = Sandbox(policy=Policy(**dict.fromkeys(layers, False)))
        kept[key] = kept.pop(key)  # the last used stands last
        return kept[key]

    yield make
    for box in kept.values():
        box.close()


@pytest.fixture(scope="session")
def sandbox(sandbox_without: Without) -> Sandbox:
    """With all layers that this machine has."""
    return sandbox_without()


@pytest.fixture(scope="session")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Sockets to connect to."""
    with servers(tmp_path_factory.mktemp("servers")) as addresses:
        yield addresses


@pytest.fixture
def arena(tmp_path: Path, listening: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All that an attack is told: paths, process ids, ports."""
    with ExitStack() as stack:
        files = stack.enter_context(fresh_files(tmp_path / "grader"))
        process = stack.enter_context(victim())
        yield {**files, **listening, "victim": process.pid}
