"""Behaviours made by hand, one value or exception per check, and what the diagnoser names of them."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.call_graph import Calls
from autograder.grading.examiner.diagnosis import Catalogue, Diagnoser, Known
from autograder.grading.examiner.explaining import Right
from autograder.grading.examiner.traces import sights_of
from autograder.grading.results import Diagnosis, Outcome
from autograder.sandbox import CheckTrace, Event
from autograder.sandbox.trace import Fault
from autograder.text import Text

X = np.array([0.3127, -1.7183, 2.9714])
RIGHT = {"value": X, "slope": X**2}

CALLS = Calls("""
class Net:
    def predict(self, x): ...
    def loss(self, x): return abs(self.predict(x))
    def size(self): ...

def check(net, x):
    return net.loss(x)
""")

Together = Callable[[Known, Known], Behaviour | None]


def behaviour(values: Mapping[str, Any], wrong: tuple[str, ...] = (), label: str = "") -> Behaviour:
    """One value (or exception) per check, from the function that is called like it; those in `wrong` have failed."""
    outcomes: dict[str, Outcome] = {check: "failed" if check in wrong else "passed" for check in values}
    sights = {check: sights_of([trace(label or check, value)], ASKED) for check, value in values.items()}
    return Behaviour(outcomes, sights)


def right(values: Mapping[str, Any] = RIGHT) -> Right:
    return Right(behaviour(values), calls=CALLS)


ASKED = ("Layer", "product")


def trace(label: str, value: Any) -> CheckTrace:
    event = Event(label, None, "ValueError", value) if isinstance(value, Fault) else Event(label, value, None)
    return CheckTrace((event,), "", "", 0.0, 0, None, None)


def known(id: str, values: Mapping[str, Any], wrong: tuple[str, ...], label: str = "") -> Known:
    there = behaviour(values, wrong, label)
    return Known(id, Diagnosis(Text.same(id)), frozenset(wrong), lambda: there, lambda: there)


def diagnose(student: Behaviour, *entries: Known, together: Together = lambda one, other: None) -> dict[str, str]:
    """The mistakes that are named, by check."""
    found = Diagnoser(lambda: Catalogue(right(), entries, together)).diagnose(student)
    return {check: known.id for check, known in found.items()}
