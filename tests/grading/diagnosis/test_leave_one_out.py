"""Mistakes that the catalogue does not know are not given the name of another one: measured on every assignment.

A name is wrong where the misconception behaves in another way than the submission in any check; two names, where a
module with both mistakes does.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

# A measurement: whole catalogues against themselves.
pytestmark = pytest.mark.slow

ASSIGNMENTS = sorted(p.parent.name for p in Path(__file__).parents[3].glob("assignments/*/misconceptions.py"))


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def names(request: pytest.FixtureRequest, naming: Callable[[str], Mapping[str, Any]]) -> Mapping[str, Any]:
    """What is named in one assignment."""
    found = naming(request.param)
    rates = {part: f"{sum(map(bool, found[part].values()))}/{len(found[part])}" for part in PARTS}
    print(f"\n{request.param}: named", *(f"{part} {rate}" for part, rate in rates.items()))
    return found


PARTS = ("alone", "left_out", "pairs", "mutants", "of_equivalents")


def test_each_misconception_is_named_as_itself(names: Mapping[str, Any]) -> None:
    expected = {id: [] if id in names["little"] else [id] for id in names["alone"]}
    assert names["alone"] == expected
    assert len(names["little"]) <= 0.1 * len(expected)


def test_a_misconception_left_out_is_not_taken_for_another(names: Mapping[str, Any]) -> None:
    assert names["taken_for"] == {}


def test_of_two_mistakes_in_one_module_no_third_is_named(names: Mapping[str, Any]) -> None:
    assert names["thirds"] == {}


def test_what_is_named_of_a_mechanical_mutant_behaves_like_it_in_every_check(names: Mapping[str, Any]) -> None:
    assert names["wrong"] == {}
    assert names["wrong_of_equivalents"] == {}


def test_the_reference_has_no_diagnosis(names: Mapping[str, Any]) -> None:
    assert names["reference"] == []
