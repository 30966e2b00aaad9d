"""When the diagnoser gives a name, several, or none; behaviours made by hand."""

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
import pytest

from autograder.grading.examiner.diagnosis import Behaviour, Catalogue, Diagnoser, Known, named
from autograder.grading.examiner.traces import sights_of
from autograder.grading.results import Diagnosed, Diagnosis, Legend, Outcome
from autograder.sandbox import CheckTrace
from autograder.sandbox.trace import Event
from autograder.text import Text

X = np.array([0.3, -1.7, 2.9])
RIGHT = {"value": X, "slope": X**2}


def behaviour(values: Mapping[str, Any], wrong: tuple[str, ...] = ()) -> Behaviour:
    """One value per check; the checks in `wrong` have failed."""
    outcomes: dict[str, Outcome] = {check: "failed" if check in wrong else "passed" for check in values}
    return Behaviour(outcomes, {check: sights_of([trace(check, value)]) for check, value in values.items()})


def trace(label: str, value: Any, error: str | None = None) -> CheckTrace:
    return CheckTrace((Event(label, value, error),), "", "", 0.0, 0, None, None)


def known(id: str, values: Mapping[str, Any], wrong: tuple[str, ...]) -> Known:
    words = Text(f"the {id}", f"{id} です")
    return Known(id, Diagnosis(words, words, words), behaviour(values, wrong))


def diagnose(student: Behaviour, *entries: Known) -> dict[str, Diagnosed | None]:
    found = Diagnoser(lambda: Catalogue(behaviour(RIGHT), entries)).diagnose(student)
    return {check: named(known) for check, known in found.items()}


def words(found: Diagnosed, *entries: Known) -> Diagnosis:
    return Legend(diagnoses={known.id: known.words for known in entries}).diagnosis(found)


DOUBLED = known("doubled", RIGHT | {"slope": 2 * X**2}, ("slope",))
NEGATED = known("negated", RIGHT | {"slope": -(X**2)}, ("slope",))


def test_a_unique_match_is_named_in_both_languages() -> None:
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    (found,) = diagnose(student, DOUBLED, NEGATED).items()
    assert found[0] == "slope"
    assert (found[1].id, found[1].alternatives) == ("doubled", ())
    assert words(found[1], DOUBLED, NEGATED).explanation == Text("the doubled", "doubled です")


def test_several_that_fit_equally_well_are_all_named() -> None:
    twin = known("rate_doubled", RIGHT | {"slope": 2 * X**2}, ("slope",))
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    found = diagnose(student, DOUBLED, twin, NEGATED)["slope"]
    assert found.alternatives == ("doubled", "rate_doubled")
    assert words(found, DOUBLED, twin).title == Text(
        "One of: the doubled; the rate_doubled", "次のいずれか: doubled です、rate_doubled です"
    )


def test_the_other_checks_decide_between_two_that_fit_one_check() -> None:
    elsewhere = known("doubled_everywhere", {"value": 2 * X, "slope": 2 * X**2}, ("value", "slope"))
    student = behaviour({"value": 2 * X, "slope": 2 * X**2}, ("value", "slope"))
    found = diagnose(student, DOUBLED, elsewhere)
    assert {check: d.id for check, d in found.items()} == dict.fromkeys(RIGHT, "doubled_everywhere")


@pytest.mark.parametrize("factor", [3.0, -1.01, 1.999])
def test_an_unknown_bug_has_no_name(factor: float) -> None:
    student = behaviour(RIGHT | {"slope": factor * X**2}, ("slope",))
    assert diagnose(student, DOUBLED, NEGATED) == {}


def test_a_variant_in_float32_is_named() -> None:
    rounded = {"value": X.astype(np.float32), "slope": np.float32(2) * X.astype(np.float32) ** 2}
    assert diagnose(behaviour(rounded, ("slope",)), DOUBLED, NEGATED)["slope"].id == "doubled"


def test_what_hardly_departs_from_the_reference_names_nothing_near_it() -> None:
    rate = known("rate_one_percent_off", {"value": 2 * X, "slope": X**2 * (1 + 7e-5)}, ("value", "slope"))
    student = behaviour({"value": 3 * X, "slope": X**2 * (1 + 1.5e-4)}, ("value", "slope"))
    assert diagnose(student, rate) == {}


def test_two_bugs_in_one_check_are_not_taken_for_one() -> None:
    student = behaviour(RIGHT | {"slope": -2 * X**2}, ("slope",))
    assert diagnose(student, DOUBLED, NEGATED) == {}


def test_two_bugs_in_two_checks_are_named_each() -> None:
    shifted = known("shifted", RIGHT | {"value": X + 0.3}, ("value",))
    student = behaviour({"value": X + 0.3, "slope": 2 * X**2}, ("value", "slope"))
    found = diagnose(student, DOUBLED, shifted)
    assert {check: d.id for check, d in found.items()} == {"value": "shifted", "slope": "doubled"}


NOT_A_NUMBER = known("overflows", RIGHT | {"slope": np.full(3, np.nan)}, ("slope",))


def test_numbers_that_come_about_by_chance_need_the_whole_submission() -> None:
    """Many bugs lead to NaN: it tells something only where everything else agrees, too."""
    alone = behaviour(RIGHT | {"slope": np.full(3, np.nan)}, ("slope",))
    assert diagnose(alone, NOT_A_NUMBER)["slope"].id == "overflows"
    with_another = behaviour({"value": X + 0.3, "slope": np.full(3, np.nan)}, ("value", "slope"))
    assert diagnose(with_another, NOT_A_NUMBER) == {}


@pytest.mark.parametrize("value", [np.zeros(3), np.array([1.0, 2.0, -0.5]), None, "text", True])
def test_what_many_bugs_answer_is_no_proof_in_a_single_check(value: Any) -> None:
    entry = known("empty", RIGHT | {"slope": value}, ("slope",))
    with_another = behaviour({"value": X + 0.3, "slope": value}, ("value", "slope"))
    assert diagnose(with_another, entry) == {}


def test_the_same_values_with_another_outcome_do_not_agree() -> None:
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("value", "slope"))
    entry = known("doubled", RIGHT | {"slope": 2 * X**2}, ("value",))
    assert diagnose(student, entry) == {}


def test_nothing_is_made_of_a_submission_without_mistakes() -> None:
    def never() -> Catalogue:
        raise AssertionError("the misconceptions need not run for a right submission")

    assert Diagnoser(never).diagnose(behaviour(RIGHT)) == {}


def test_the_catalogue_is_made_once() -> None:
    made = []
    diagnoser = Diagnoser(lambda: made.append(1) or Catalogue(behaviour(RIGHT), (DOUBLED,)))
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnoser.diagnose(student) == diagnoser.diagnose(student) != {}
    assert made == [1]


def test_the_other_checks_are_looked_at_only_where_several_fit() -> None:
    asked = []

    def partly(id: str, values: Mapping[str, Any], wrong: tuple[str, ...]) -> Known:
        """Known in the checks that reject it; the rest must be asked for."""
        entry = known(id, values, wrong)
        there = Behaviour(*({c: part[c] for c in wrong} for part in (entry.behaviour.outcomes, entry.behaviour.sights)))
        return msgspec.structs.replace(entry, behaviour=there, whole=lambda: asked.append(id) or entry.behaviour)

    doubled = partly("doubled", RIGHT | {"slope": 2 * X**2}, ("slope",))
    elsewhere = partly("doubled_everywhere", {"value": 2 * X, "slope": 2 * X**2}, ("value", "slope"))
    negated = partly("negated", RIGHT | {"slope": -(X**2)}, ("slope",))
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(student, doubled, negated)["slope"].id == "doubled"
    assert asked == []
    assert diagnose(student, doubled, elsewhere, negated)["slope"].id == "doubled"
    assert set(asked) == {"doubled", "doubled_everywhere"}
