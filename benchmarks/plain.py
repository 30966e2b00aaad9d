"""A minimal pytest plugin that runs an assignment's checks on a submission in pytest's own process.

What an instructor without a grader would write; no isolation, no time-outs, no diagnosis.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from benchmarks.make_class import ASSIGNMENT, ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    """--handed-in FILE"""
    parser.addoption("--handed-in", required=True)


def pytest_configure(config: pytest.Config) -> None:
    """The marks that the checks carry."""
    for mark in ("kadai_points", "kadai_after"):
        config.addinivalue_line("markers", mark)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def submission(request: pytest.FixtureRequest) -> ModuleType:
    return _load(Path(request.config.getoption("--handed-in")))


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    return _load(ROOT / "reference" / f"{ASSIGNMENT}.py")


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)
