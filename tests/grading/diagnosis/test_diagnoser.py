"""When the diagnoser gives a name, two, or none; behaviours made by hand."""

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
import pytest
from by_hand import ASKED, CALLS, RIGHT, X, behaviour, diagnose, known, right, trace

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.diagnosis import Catalogue, Diagnoser, Known
from autograder.grading.examiner.explaining import Right
from autograder.grading.examiner.traces import sights_of
from autograder.grading.results import Diagnosis
from autograder.sandbox import CheckTrace, Event, Opaque
from autograder.text import Text

DOUBLED = known("doubled", RIGHT | {"slope": 2 * X**2}, ("slope",))
NEGATED = known("negated", RIGHT | {"slope": -(X**2)}, ("slope",))
SHIFTED = known("shifted", RIGHT | {"value": X + 0.3}, ("value",))
ALL_DOUBLED = known("all_doubled", {"value": 2 * X, "slope": 2 * X**2}, ("value", "slope"))


def test_what_behaves_as_the_submission_is_named() -> None:
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(student, DOUBLED, NEGATED) == {"slope": "doubled"}


@pytest.mark.parametrize("value", [X + 2.5, X, 3 * X])
@pytest.mark.parametrize("wrong", [("slope",), ("slope", "value")])
def test_what_students_choose_says_nothing_for_or_against_a_name(value: Any, wrong: tuple[str, ...]) -> None:
    student = behaviour({"value": value, "slope": 2 * X**2}, wrong)
    chosen = msgspec.structs.replace(student, free=frozenset({"value"}))
    for entry in (DOUBLED, ALL_DOUBLED, known("shown_there", {"value": X / 3, "slope": 2 * X**2}, ("slope",))):
        assert diagnose(chosen, entry) == {"slope": entry.id}
    assert diagnose(chosen, NEGATED, SHIFTED) == {}
    assert diagnose(student, ALL_DOUBLED) == {}


def test_of_several_that_fit_equally_well_none_is_named() -> None:
    twin = known("rate_doubled", RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",)), DOUBLED, twin, NEGATED) == {}


def test_what_differs_in_a_check_that_both_pass_decides_between_equals() -> None:
    twin = known("in_float32", {"value": X + 1e-3, "slope": 2 * X**2}, ("slope",))
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(student, DOUBLED, twin) == {"slope": "doubled"}


def test_what_explains_more_is_named() -> None:
    student = behaviour({"value": 2 * X, "slope": 2 * X**2}, ("value", "slope"))
    assert diagnose(student, DOUBLED, ALL_DOUBLED) == dict.fromkeys(RIGHT, "all_doubled")


def test_what_behaves_otherwise_in_a_check_that_both_pass_is_not_named() -> None:
    consistent = behaviour({"value": X / 2, "slope": 2 * X**2}, ("slope",))
    assert diagnose(consistent, DOUBLED) == {}
    otherwise_right = behaviour({"value": X + 2.5, "slope": 2 * X**2}, ("slope",))
    assert diagnose(otherwise_right, DOUBLED) == {"slope": "doubled"}
    tolerated = behaviour({"value": X * 1.01, "slope": 2 * X**2}, ("slope",))
    assert diagnose(tolerated, DOUBLED) == {"slope": "doubled"}


def test_what_is_right_in_another_way_at_one_place_says_nothing_of_another() -> None:
    """In a check that both pass the mistake shows in an argument; the loss is right in the submission's own way."""

    def seen(slope: Any, changed: Any, loss: float) -> Behaviour:
        events = (Event("argument", changed, None), Event("loss", loss, None))
        both = CheckTrace(events, "", "", 0.0, 0, None, None)
        sights = {"slope": sights_of([trace("slope", slope)], ASKED), "value": sights_of([both], ASKED)}
        return Behaviour({"slope": "failed", "value": "passed"}, sights)

    mistaken, plain = seen(2 * X**2, X - 0.3, 1000.0), seen(X**2, X, 1000.0)
    entry = Known("doubled", Diagnosis(Text.same("doubled")), frozenset({"slope"}), lambda: mistaken, lambda: mistaken)
    diagnoser = Diagnoser(lambda: Catalogue(Right(plain, calls=CALLS), (entry,)))
    assert diagnoser.diagnose(seen(2 * X**2, X - 0.3, 27.6)) == {"slope": entry}
    assert diagnoser.diagnose(seen(2 * X**2, X - 0.6, 27.6)) == {}


def in_many(wrong: tuple[str, ...], **events: tuple[Event, ...]) -> Behaviour:
    """Several events per check."""
    sights = {check: sights_of([CheckTrace(all, "", "", 0.0, 0, None, None)], ASKED) for check, all in events.items()}
    return Behaviour({check: "failed" if check in wrong else "passed" for check in events}, sights)


@pytest.mark.parametrize(
    ("of_the_student", "named"),
    [
        ((Event("layers", [Opaque("<Linear>")], None), *[Event("loss", 0.3127, None)] * 5), True),
        ((Event("layers", [Opaque("<Affine>")], None), *[Event("loss", 0.3127, None)] * 3), True),
        ((Event("layers", [Opaque("<Affine>")], None), *[Event("loss", -0.71, None)] * 3), False),
    ],
)
def test_of_what_objects_a_submission_is_made_and_how_often_it_is_asked_says_nothing(
    of_the_student: tuple[Event, ...], named: bool
) -> None:
    """In a check that both pass, in which the mistake shows at the same places."""
    slope = (Event("slope", 2 * X**2, None),)
    layers = Event("layers", [Opaque("<Affine>"), Opaque("<ReLU>")], None)
    mistaken = in_many(("slope",), slope=slope, value=(layers, *[Event("loss", 0.3127, None)] * 4))
    plain = in_many((), slope=(Event("slope", X**2, None),), value=(of_the_student[0], Event("loss", 0.9, None)))
    entry = Known("doubled", Diagnosis(Text.same("doubled")), frozenset({"slope"}), lambda: mistaken, lambda: mistaken)
    student = in_many(("slope",), slope=slope, value=of_the_student)
    found = Diagnoser(lambda: Catalogue(Right(plain, calls=CALLS), (entry,))).diagnose(student)
    assert found == ({"slope": entry} if named else {})


def test_what_fails_a_check_that_the_submission_passes_is_not_named() -> None:
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(student, ALL_DOUBLED) == {}


def test_what_fails_another_check_in_another_way_is_not_named() -> None:
    student = behaviour({"value": 3 * X, "slope": 2 * X**2}, ("value", "slope"))
    assert diagnose(student, ALL_DOUBLED) == {}


def test_a_name_stands_beside_what_is_about_something_else() -> None:
    student = behaviour({"value": X + 0.123, "slope": 2 * X**2}, ("value", "slope"))
    assert diagnose(student, DOUBLED) == {"slope": "doubled"}


def test_no_name_stands_beside_a_failure_of_the_same_function_that_it_does_not_explain() -> None:
    doubled = known("doubled", RIGHT | {"slope": 2 * X**2}, ("slope",), "net.gradient()")
    student = behaviour({"value": X + 0.123, "slope": 2 * X**2}, ("value", "slope"), "net.gradient()")
    assert diagnose(student, doubled) == {}


@pytest.mark.parametrize(
    ("label", "other", "related"),
    [
        ("Net().loss()", "Net().predict()", True),
        ("Net().predict()", "check()", True),
        ("check() changed", "Net().predict()", True),
        ("Net().size()", "Net().loss()", False),
        ("Net().size()", "check()", False),
        ("Net().params", "Net().params", True),
        ("Net().params", "Net().loss()", False),
    ],
)
def test_functions_that_call_one_another_are_about_the_same(label: str, other: str, related: bool) -> None:
    assert CALLS.related({label}, {other}) == CALLS.related({other}, {label}) == related


def test_a_check_that_was_skipped_contradicts_nothing() -> None:
    student = behaviour({"value": 2 * X}, ("value",))
    assert diagnose(student, ALL_DOUBLED) == {"value": "all_doubled"}


@pytest.mark.parametrize("factor", [3.0, -1.01, 1.999])
def test_an_unknown_bug_has_no_name(factor: float) -> None:
    student = behaviour(RIGHT | {"slope": factor * X**2}, ("slope",))
    assert diagnose(student, DOUBLED, NEGATED) == {}


def test_a_variant_in_float32_is_named() -> None:
    rounded = {"value": X.astype(np.float32), "slope": np.float32(2) * X.astype(np.float32) ** 2}
    assert diagnose(behaviour(rounded, ("slope",)), DOUBLED, NEGATED) == {"slope": "doubled"}


def test_what_hardly_departs_from_the_reference_names_nothing_near_it() -> None:
    rate = known("rate_one_percent_off", {"value": 2 * X, "slope": X**2 * (1 + 7e-5)}, ("value", "slope"))
    student = behaviour({"value": 3 * X, "slope": X**2 * (1 + 1.5e-4)}, ("value", "slope"))
    assert diagnose(student, rate) == {}
    slope = known("slope_slightly_off", RIGHT | {"slope": X**2 * (1 + 7e-5)}, ("slope",))
    assert diagnose(behaviour(RIGHT | {"slope": X**2 * (1 + 1.5e-4)}, ("slope",)), slope) == {}
    assert diagnose(behaviour(RIGHT | {"slope": X**2 * (1 + 7e-5)}, ("slope",)), slope) != {}


# -- two mistakes ---------------------------------------------------------------------------------------------------


def test_two_mistakes_in_two_functions_are_named_each() -> None:
    student = behaviour({"value": X + 0.3, "slope": 2 * X**2}, ("value", "slope"))
    assert diagnose(student, DOUBLED, SHIFTED) == {"value": "shifted", "slope": "doubled"}


def test_two_mistakes_in_one_check_are_not_taken_for_one() -> None:
    student = behaviour(RIGHT | {"slope": -2 * X**2}, ("slope",))
    assert diagnose(student, DOUBLED, NEGATED) == {}


def test_two_mistakes_that_meet_in_a_check_are_named_where_a_module_with_both_behaves_so() -> None:
    values = {"value": X + 0.3, "slope": 2 * X**2, "curve": X - 0.5}
    values_of_both = RIGHT | {"curve": X**3}
    doubled = known("doubled", values_of_both | {"slope": 2 * X**2, "curve": X + 0.7}, ("slope", "curve"))
    shifted = known("shifted", values_of_both | {"value": X + 0.3, "curve": X + 0.9}, ("value", "curve"))
    both = behaviour(values, tuple(values))

    def diagnosed(made_of_both: Behaviour | None) -> dict[str, str]:
        catalogue = Catalogue(right(values_of_both), (doubled, shifted, NEGATED), lambda one, other: made_of_both)
        return {c: known.id for c, known in Diagnoser(lambda: catalogue).diagnose(both).items()}

    found = diagnosed(both)
    assert (found["slope"], found["value"]) == ("doubled", "shifted")
    assert found["curve"] in ("doubled", "shifted")
    assert diagnosed(behaviour(values | {"curve": X - 0.6}, tuple(values))) == {}
    assert diagnosed(None) == {}


# -- what comes about by chance -------------------------------------------------------------------------------------


ALIKE = [np.full(3, np.nan), np.zeros(3), np.array([1.0, 2.0, -0.5]), None, "text", True]


@pytest.mark.parametrize("value", ALIKE)
def test_what_many_bugs_answer_is_no_proof_in_a_single_check(value: Any) -> None:
    entry = known("empty", RIGHT | {"slope": value}, ("slope",))
    with_another = behaviour({"value": X + 0.123, "slope": value}, ("value", "slope"))
    assert diagnose(with_another, entry) == {}


@pytest.mark.parametrize(("value", "named"), [(np.full(3, np.nan), False), (np.array([1.0, 2.0, -0.5]), True)])
def test_several_whole_numbers_are_proof_where_all_else_agrees(value: Any, named: bool) -> None:
    alone = behaviour(RIGHT | {"slope": value}, ("slope",))
    entry = known("whole", RIGHT | {"slope": value}, ("slope",))
    assert diagnose(alone, entry) == ({"slope": "whole"} if named else {})
    nearly = known("nearly", {"value": X + 1e-3, "slope": value}, ("slope",))
    assert diagnose(alone, nearly) == {}


def test_the_same_values_with_another_outcome_do_not_agree() -> None:
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("value", "slope"))
    entry = known("doubled", RIGHT | {"slope": 2 * X**2}, ("value",))
    assert diagnose(student, entry) == {}


# -- when the catalogue is asked ------------------------------------------------------------------------------------


def test_nothing_is_made_of_a_submission_without_mistakes() -> None:
    def never() -> Catalogue:
        raise AssertionError("the misconceptions need not run for a right submission")

    assert Diagnoser(never).diagnose(behaviour(RIGHT)) == {}


def test_the_catalogue_is_made_once() -> None:
    made = []
    diagnoser = Diagnoser(lambda: made.append(1) or Catalogue(right(), (DOUBLED,)))
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnoser.diagnose(student) == diagnoser.diagnose(student) != {}
    assert made == [1]


def test_a_misconception_is_run_only_where_all_that_reject_it_reject_the_submission_as_well() -> None:
    def never() -> Behaviour:
        raise AssertionError("it cannot be the mistake")

    unasked = Known("elsewhere", Diagnosis(Text.same("")), frozenset(RIGHT), never, never)
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(student, unasked, DOUBLED) == {"slope": "doubled"}


def test_what_only_all_checks_tell_contradicts_as_well() -> None:
    """Where a check has shares, those that reject a mistake need not be known before."""
    everywhere = behaviour({"value": X + 0.3, "slope": 2 * X**2}, ("value", "slope"))
    there = behaviour({"slope": 2 * X**2}, ("slope",))
    entry = Known("both", Diagnosis(Text.same("both")), frozenset(["slope"]), lambda: there, lambda: everywhere)
    assert diagnose(behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",)), entry) == {}


def test_all_checks_are_looked_at_only_where_one_fits() -> None:
    asked = []

    def partly(id: str, values: Mapping[str, Any]) -> Known:
        """Known in the check that rejects it; the other must be asked for."""
        everywhere = behaviour(values, ("slope",))
        there = Behaviour(*({"slope": part["slope"]} for part in (everywhere.outcomes, everywhere.sights)))
        whole = lambda: asked.append(id) or everywhere  # noqa: E731
        return Known(id, Diagnosis(Text.same(id)), frozenset(["slope"]), lambda: there, whole)

    doubled, negated = partly("doubled", RIGHT | {"slope": 2 * X**2}), partly("negated", RIGHT | {"slope": -(X**2)})
    twin = partly("twin", {"value": X + 1e-3, "slope": 2 * X**2})
    student = behaviour(RIGHT | {"slope": 2 * X**2}, ("slope",))
    assert diagnose(student, doubled, negated) == {"slope": "doubled"}
    assert set(asked) == {"doubled"}
    assert diagnose(student, doubled, twin, negated) == {"slope": "doubled"}
    assert set(asked) == {"doubled", "twin"}
