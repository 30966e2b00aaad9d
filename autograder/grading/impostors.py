"""Two ways to lie to a carelessly written check, seen by comparing with what the reference does.

An *impostor* is an object where the reference gives a value: arithmetic on an object that stays in the worker is
done by the submission's own operators, so a check that subtracts by hand could be told that the difference is 0.
A *vandal* changes its arguments, which come back changed: a check that computes what it expects only afterwards
would compare with the right answer for the wrong question. What the reference does is learned once, by watching it.
"""

from collections.abc import Iterable
from typing import Any

from autograder.grading.results import Outcome
from autograder.grading.verdicts import Verdict
from autograder.sandbox import CHANGED, CheckTrace, Event, Opaque
from autograder.text import Text


def plain_labels(traces: Iterable[CheckTrace]) -> frozenset[str]:
    """The calls and attributes that gave only values, never an object."""
    events = [e for trace in traces for e in trace.events if e.error is None]
    objects = {e.label for e in events if _holds_object(e.value)}
    return frozenset(e.label for e in events) - objects


def impostor(traces: Iterable[CheckTrace], plain: frozenset[str]) -> Verdict | None:
    """The verdict on the first object that came where the reference gives a value."""
    for trace in traces:
        for event in trace.events:
            if event.label in plain and _holds_object(event.value):
                return _exposed(event)
    return None


def changes_arguments(traces: Iterable[CheckTrace]) -> bool:
    """Whether an argument came back changed."""
    return any(event.label.endswith(CHANGED) for trace in traces for event in trace.events)


def _exposed(event: Event) -> Verdict:
    kind = event.value if isinstance(event.value, Opaque) else type(event.value).__name__
    outcome: Outcome = "failed"
    text = Text(
        f"{event.label} gave an object ({kind}) where numbers or arrays are expected.",
        f"{event.label} は、数値や配列ではなくオブジェクト({kind})を返しました。",
    )
    return Verdict(outcome, text, {})


def _holds_object(value: Any) -> bool:
    if isinstance(value, Opaque):
        return True
    if isinstance(value, dict):
        return any(map(_holds_object, value.values()))
    return isinstance(value, list | tuple) and any(map(_holds_object, value))
