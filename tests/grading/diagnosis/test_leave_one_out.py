"""Bugs that the catalogue does not know are not given the name of another one."""

from collections.abc import Mapping

import pytest
from students import CLASS

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.diagnosis import Catalogue, Diagnoser

# A measurement: whole catalogues against themselves.
pytestmark = pytest.mark.slow

# One update of 1e-6 and none at all are the same within every tolerance: where only that shows, either may be named.
ALIKE = {"learning_rate_ignored", "weights_not_returned"}


def names(catalogue: Catalogue, behaviour: Behaviour) -> set[str]:
    found = Diagnoser(lambda: catalogue).diagnose(behaviour)
    return {known.id for known in found.values()}


@pytest.mark.parametrize("id", CLASS)
def test_each_misconception_is_named_as_itself(catalogues: Mapping[str, Catalogue], id: str) -> None:
    catalogue = catalogues[id]
    assert len(catalogue.known) > 20
    assert {k.id: names(catalogue, k.behaviour()) for k in catalogue.known} == {k.id: {k.id} for k in catalogue.known}


@pytest.mark.parametrize("id", CLASS)
def test_a_misconception_left_out_is_not_taken_for_another(catalogues: Mapping[str, Catalogue], id: str) -> None:
    catalogue = catalogues[id]
    wrong = {}
    for left_out in catalogue.known:
        others = Catalogue(catalogue.right, tuple(k for k in catalogue.known if k is not left_out))
        found = names(others, left_out.behaviour())
        if found and not found | {left_out.id} <= ALIKE:
            wrong[left_out.id] = found
    assert wrong == {}


@pytest.mark.parametrize("id", CLASS)
def test_the_reference_has_no_diagnosis(catalogues: Mapping[str, Catalogue], id: str) -> None:
    assert names(catalogues[id], catalogues[id].right.behaviour) == set()
