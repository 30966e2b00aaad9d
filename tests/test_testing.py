"""What authors import: exactly these names, each with the version that it came with, and all of them from one place."""

import inspect
import re
from pathlib import Path

import pytest

from autograder import __version__, testing

ROOT = Path(__file__).parent.parent

# A name that goes or changes its meaning breaks the tests of other people's courses.
NAMES = {
    # marks and catalogue
    "after": "0.1.0",
    "equivalent": "0.1.0",
    "equivalent_mutant": "0.1.0",
    "misconception": "0.1.0",
    "about": "0.1.0",
    "own_choice": "0.1.0",
    "points": "0.1.0",
    # values
    "assert_at_work": "0.1.0",
    "assert_close": "0.1.0",
    "assert_mostly_at_work": "0.1.0",
    "assert_unchanged": "0.1.0",
    "compare": "0.1.0",
    "factor_of": "0.1.0",
    "fail": "0.1.0",
    # printing and writing
    "assert_avoids": "0.1.0",
    "assert_printed": "0.1.0",
    "assert_uses": "0.1.0",
    "run_program": "0.1.0",
    "source_of": "0.1.0",
    "terminal": "0.1.0",
    # gradients
    "Inconclusive": "0.1.0",
    "assert_gradient": "0.1.0",
    "assert_vjp": "0.1.0",
    "redraw": "0.1.0",
    # training
    "EnsembleBand": "0.1.0",
    "TrajectoryBand": "0.1.0",
    "assert_in_ensemble": "0.1.0",
    "assert_trajectory": "0.1.0",
    # random behaviour
    "assert_distinct": "0.1.0",
    "assert_distribution": "0.1.0",
    "assert_independent": "0.1.0",
    "assert_mean": "0.1.0",
    "assert_rate": "0.1.0",
    "assert_variance": "0.1.0",
    "normal_cdf": "0.1.0",
    "uniform_cdf": "0.1.0",
    "unswept": "0.1.0",
    # draws
    "away_from_kinks": "0.1.0",
    "copies": "0.1.0",
    "distinct_sizes": "0.1.0",
    "logits": "0.1.0",
    "one_hot": "0.1.0",
    "upstream": "0.1.0",
}


def test_the_names_are_these() -> None:
    assert {name for name in vars(testing) if name.isidentifier() and not name.startswith("_")} == set(NAMES)


@pytest.mark.parametrize(("name", "version"), NAMES.items())
def test_a_name_says_since_when(name: str, version: str) -> None:
    said = re.findall(r"^Added in version (\S+)\.$", inspect.getdoc(getattr(testing, name)) or "", re.MULTILINE)
    assert said == [version]
    assert tuple(map(int, version.split("."))) <= tuple(map(int, __version__.split(".")[:3]))


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("assert_")])
def test_assertions_call_the_same_things_the_same(name: str) -> None:
    """What came is first and by position; its name is `what`; tolerances are `rtol` and `atol`; all by keyword."""
    parameters = inspect.signature(getattr(testing, name)).parameters
    optional = {p.name: p for p in parameters.values() if p.default is not p.empty}
    assert "what" in optional or name == "assert_mostly_at_work"
    assert not {"tol", "tolerance", "msg", "message", "name", "eps"} & set(parameters)


def test_tests_of_assignments_import_nothing_else_of_the_engine() -> None:
    for file in [*ROOT.glob("assignments/*/*.py"), *ROOT.glob("shared_checks/**/*.py")]:
        imported = re.findall(r"^(?:from|import) (autograder[\w.]*)", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(imported) <= {"autograder.testing"}, file
