"""When an exception is evidence of a mistake: its operation, its place and its shapes."""

import pytest
from by_hand import RIGHT, behaviour, diagnose

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.diagnosis import Known
from autograder.grading.results import Diagnosis
from autograder.sandbox.trace import Fault
from autograder.text import Text


def raising(message: str, *within: str, deliberate: bool = False, operands: tuple[str, ...] = ()) -> Behaviour:
    return behaviour(RIGHT | {"slope": Fault(message, within, deliberate, operands)}, ("slope",))


def entry_raising(message: str, *within: str, operands: tuple[str, ...] = ()) -> Known:
    there = raising(message, *within, operands=operands)
    return Known("wrong_order", Diagnosis(Text.same("")), frozenset(["slope"]), lambda: there, lambda: there)


PRODUCT = (
    "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) "
    "(size 5 is different from 3)"
)
SHAPES = ("(7,3)", "(5,2)")
WRONG_ORDER = entry_raising(PRODUCT, "Layer.backward", operands=SHAPES)


@pytest.mark.parametrize(
    ("message", "within"),
    [
        (PRODUCT, ("Layer.backward",)),
        (PRODUCT, ("Layer.backward", "my_helper")),
        (PRODUCT, ("Layer.backward", "Layer._helper", "Layer.backward.<locals>.<lambda>")),
        ("shapes (7,3) and (5,2) not aligned: 3 (dim 1) != 5 (dim 0)", ("Layer.backward",)),
    ],
)
def test_an_exception_at_the_same_place_for_the_same_shapes_is_named(message: str, within: tuple[str, ...]) -> None:
    assert diagnose(raising(message, *within, operands=SHAPES), WRONG_ORDER) == {"slope": "wrong_order"}


@pytest.mark.parametrize(
    ("message", "within", "operands"),
    [
        (PRODUCT, ("Layer.backward",), ("(7,3)", "(5,7)")),
        (PRODUCT, ("Layer.backward",), ("(7,3)", "?")),
        (PRODUCT, ("Layer.backward",), ()),
        (PRODUCT, ("Layer.forward",), SHAPES),
        (PRODUCT, ("Layer.backward", "product"), SHAPES),
        ("operands could not be broadcast together with shapes (7,3) (5,2) ", ("Layer.backward",), SHAPES),
        ("not done yet", ("Layer.backward",), SHAPES),
        ("", (), ()),
    ],
)
def test_another_exception_of_the_same_type_has_no_name(
    message: str, within: tuple[str, ...], operands: tuple[str, ...]
) -> None:
    assert diagnose(raising(message, *within, operands=operands), WRONG_ORDER) == {}


@pytest.mark.parametrize(
    ("operands", "within", "call", "named"),
    [
        (("(4,2)", "(6,9)"), "Layer.backward", "slope", ["value", "slope"]),
        (("(4,2)", "(6,9)"), "Layer.backward", "slope of another", ["slope"]),  # by another call
        (("(4,2)", "(6,9)"), "Layer.forward", "slope", []),
        ((), "Layer.backward", "slope", []),
    ],
)
def test_what_the_same_exception_ends_besides_is_explained(
    operands: tuple[str, ...], within: str, call: str, named: list[str]
) -> None:
    """Where a line raises, nothing after it is done; in the entry, the other step may stand before it."""
    again = Fault(PRODUCT, (within,), False, operands)
    student = raising(PRODUCT, "Layer.backward", operands=SHAPES).but_for(
        behaviour({"value": again}, ("value",), label=call)
    )
    assert sorted(diagnose(student, WRONG_ORDER)) == sorted(named)


def test_what_the_submission_raises_itself_has_no_name() -> None:
    assert diagnose(raising(PRODUCT, "Layer.backward", deliberate=True, operands=SHAPES), WRONG_ORDER) == {}


def test_the_order_of_the_operands_of_a_sum_does_not_matter() -> None:
    said = "operands could not be broadcast together with shapes {} "
    added = entry_raising(said.format("(3,4) (5,)"), "Layer.forward")
    assert diagnose(raising(said.format("(5,) (3,4)"), "Layer.forward"), added) == {"slope": "wrong_order"}
    assert diagnose(raising(said.format("(4,) (3,4)"), "Layer.forward"), added) == {}
