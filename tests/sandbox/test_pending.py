"""Instances that come with the next request: everything is as if each had been made at once."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.sandbox import SubmissionError

Examine = Callable[..., Any]

SOURCE = """\
MADE = []

class Layer:
    def __init__(self):
        self.number = len(MADE)
        MADE.append(self.number)
    def forward(self, x):
        self.x = x
        return x + self.number
    def backward(self):
        return 2 * self.x

class Other:
    def __init__(self): MADE.append("other")

class Fails:
    def __init__(self):
        MADE.append("tried")
        if len(MADE) > 1:
            raise RuntimeError("the second time")

class One:
    made = None
    def __new__(cls):
        cls.made = cls.made or object.__new__(cls)
        return cls.made
    def answer(self): return 42

class Changing:
    count = 0
    def __new__(cls):
        cls.count += 1
        return object.__new__(cls) if cls.count == 1 else 0.5
    def answer(self): return 42

class Loud:
    def __init__(self): print("made")

def number_made(): return len(MADE)
def is_first(layer): return layer.number == 0
"""


def asked(examinee: Any) -> list[tuple[str, str | None]]:
    """The labels of what a check saw, in order, with the exceptions."""
    return [(event.label, event.error) for event in examinee.end_check().events]


def test_instances_come_in_the_order_in_which_they_were_made(examine: Examine) -> None:
    """Also where others are used first, or none before the end."""
    module = examine(SOURCE).submission
    first, second = module.Layer(), module.Layer()
    module.Other()
    third, fourth = module.Layer(), module.Layer()
    assert fourth.forward(1) == 5
    assert (third.number, second.number, first.number) == (3, 1, 0)
    assert module.MADE == [0, 1, "other", 3, 4]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(("make", "forward", "drop", "pass", "count")), st.integers(0, 4))))
def test_whatever_is_done_it_is_as_in_one_process(examine: Examine, steps: list[tuple[str, int]]) -> None:
    """The same steps on the module itself, in this process."""
    own: dict[str, Any] = {}
    exec(SOURCE, own)
    examinee = examine(SOURCE)
    seen: list[list[Any]] = []
    for made, forward, ask in (
        (own["Layer"], lambda one: one.forward(np.ones(2)), lambda name, *a: own[name](*a)),
        (
            examinee.submission.Layer,
            lambda one: one.forward(np.ones(2)),
            lambda name, *a: getattr(examinee.submission, name)(*a),
        ),
    ):
        there: list[Any] = []
        results: list[Any] = []
        for step, index in steps:
            if step == "make":
                there.append(made())
            elif step == "count":
                results.append(ask("number_made"))
            elif index < len(there):
                one = there[index]
                if step == "drop":
                    del there[index]
                else:
                    results.append(ask("is_first", one) if step == "pass" else forward(one).tolist())
                del one
        seen.append(results)
    examinee.settle()
    assert seen[0] == seen[1]
    assert examinee.submission.number_made() == len(own["MADE"])


def test_what_a_check_saw_is_the_same(examine: Examine) -> None:
    """In the first check instances are made at once, in the second with the next request."""
    examinee = examine(SOURCE)
    seen = []
    for _ in range(2):
        layer = examinee.submission.Layer()
        layer.forward(np.ones(2))
        examinee.submission.Layer().forward(np.zeros(2))
        layer.backward()
        seen.append(asked(examinee))
        examinee.begin_check()
    assert seen[0] == seen[1]
    assert [label for label, _ in seen[0]] == [
        "Layer()", "Layer().forward()", "Layer()", "Layer().forward()", "Layer().backward()",
    ]  # fmt: skip


def test_an_exception_comes_with_the_next_request_or_at_the_end(examine: Examine) -> None:
    """Under the label of what raised it."""
    examinee = examine(SOURCE)
    examinee.submission.Fails()
    promised = examinee.submission.Fails()
    with pytest.raises(SubmissionError, match="the second time"):
        examinee.submission.number_made()
    with pytest.raises(SubmissionError):
        promised.anything  # noqa: B018
    examinee.submission.Fails()
    with pytest.raises(SubmissionError, match="the second time"):
        examinee.settle()
    assert ("Fails()", "RuntimeError") in asked(examinee)


def test_one_object_stays_one_object(examine: Examine) -> None:
    """A class that always gives the same."""
    module = examine(SOURCE).submission
    first, second, third = module.One(), module.One(), module.One()
    assert second.answer() == third.answer() == 42
    assert first == second == third
    del first
    assert second.answer() == 42


def test_another_kind_of_thing_is_told(examine: Examine) -> None:
    """What has been an object once and is a number the next time is no object that could be used."""
    module = examine(SOURCE).submission
    module.Changing()
    promised = module.Changing()
    with pytest.raises(SubmissionError, match="gave a float"):
        promised.answer()


def test_what_is_printed_belongs_to_the_check(examine: Examine) -> None:
    """Where nothing is asked afterwards, the check still has it."""
    examinee = examine(SOURCE)
    examinee.submission.Loud()
    examinee.submission.Loud()
    examinee.settle()
    assert examinee.end_check().stdout == "made\nmade\n"


def test_many_that_nobody_uses_are_not_kept(examine: Examine) -> None:
    """In the worker only those stay that the check still holds."""
    examinee = examine(SOURCE + "\nimport gc\ndef living(): return sum(type(o) is Layer for o in gc.get_objects())\n")
    kept = examinee.submission.Layer()
    for _ in range(100):
        examinee.submission.Layer()
    examinee.submission.number_made()
    assert examinee.submission.number_made() == 101
    assert examinee.submission.living() == 1
    assert kept.number == 0
