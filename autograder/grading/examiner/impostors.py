"""Two ways to lie to a carelessly written check, seen by comparing with what the reference does.

An *impostor* is an object where the reference gives a value: arithmetic on an object that stays in the worker is
done by the submission's own operators, so a check that subtracts by hand could be told that the difference is 0.
A *vandal* changes its arguments, which come back changed: a check that computes what it expects only afterwards
would compare with the right answer for the wrong question. What the reference does is learned once, by watching it.

What is fair: a call, an operator or an argument of a call-back must give a value where the reference's gives nothing
but values. An attribute, an item or a constant may be an object of the student's own class, for instance a
container in place of a dict, as long as the check only takes values out of it (items, attributes, calls, iteration,
``float``, ``len``) and judges those itself. Where the check lets it calculate, compare or say whether it is true, it
decides its own case, and fails.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from autograder.grading.results import Outcome
from autograder.grading.verdicts import Verdict
from autograder.sandbox import CHANGED, CheckTrace, Opaque
from autograder.text import Text

_OPERATORS = frozenset((
    "add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul", "lshift", "rshift", "and", "or",
    "xor", "iadd", "isub", "imul", "itruediv", "imatmul", "ipow", "neg", "pos", "abs", "invert", "round", "lt", "le",
    "gt", "ge", "bool",
))  # fmt: skip
# Methods by which arrays and numbers calculate, and containers do not.
_CALCULATING = re.compile(
    r"\.(all|any|argmax|argmin|argsort|clip|conj|cumprod|cumsum|diagonal|dot|max|mean|min|nonzero|prod|ptp|round|std|sum"
    r"|trace|var|is_integer|conjugate|bit_length)\(\)"
)
_LEADING_ON = frozenset(("next", "iter"))


class Shown(NamedTuple):
    """What came in a check, by label: of the reference, to compare with.

    Attributes:
        plain: where nothing but values came, never an object.
        containers: those of them where a dict, list, tuple, set or None came.
        seen: all of them.
    """

    plain: frozenset[str] = frozenset()
    containers: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()


def shown_by(traces: Sequence[CheckTrace]) -> Shown:
    """What came in the runs of one check."""
    events = [e for trace in traces for e in trace.events if e.error is None]
    objects = {e.label for e in events if _holds_object(e.value)}
    objects.update(label for trace in traces for label in trace.objects)
    called = frozenset(label for trace in traces for label in trace.called)
    containers = {
        e.label for e in events if e.value is None or isinstance(e.value, dict | list | tuple | set | frozenset)
    }
    labels = frozenset(e.label for e in events) | called
    return Shown(labels - objects, frozenset(containers) - objects, labels | objects)


def impostor(traces: Iterable[CheckTrace], reference: Shown) -> Verdict | None:
    """The verdict on the first object that stands for a value of the reference's and decides its own case."""
    for trace in traces:
        found = _given(trace, reference) or _calculating(trace, reference)
        if found is not None:
            return _exposed(*found)
    return None


def changes_arguments(traces: Iterable[CheckTrace]) -> bool:
    """Whether an argument came back changed."""
    return any(event.label.endswith(CHANGED) for trace in traces for event in trace.events)


def _given(trace: CheckTrace, reference: Shown) -> tuple[str, str] | None:
    """The first call, operator or argument that gave an object in place of values: its label, and the type."""
    for event in trace.events:
        if event.label in reference.plain and _holds_object(event.value):
            kind = event.value if isinstance(event.value, Opaque) else type(event.value).__name__
            return event.label, kind
    for label, (kind, _) in trace.objects.items():
        if label in reference.plain and (" calling " in label or _operator_of(label) in _OPERATORS):
            return label, f"<{kind}>"
    return None


def _calculating(trace: CheckTrace, reference: Shown) -> tuple[str, str] | None:
    """The first object in place of values that was let to calculate: its label, and the type."""
    suspects: dict[str, tuple[str, str]] = {}  # label → the label where it came, and the type; by other names as well
    for label, (kind, known_as) in trace.objects.items():
        source = (label, f"<{kind}>") if label in reference.plain else None
        if source is None and label not in reference.seen:
            source = _source(label, suspects)
        if source is not None:
            suspects.setdefault(label, source)
            suspects.setdefault(known_as, source)
    for label in [] if not suspects else [*trace.objects, *(event.label for event in trace.events)]:
        if label in reference.seen:
            continue
        operators, base = _unwrapped(label)
        source = _source(base, suspects)
        if source is None:
            continue
        if operators == {"bool"} and base in reference.containers:
            continue  # whether it is empty
        if operators or _CALCULATING.search(base.removeprefix(source[0])):
            return source
    return None


def _source(label: str, suspects: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """From which suspect a label leads on, through items, attributes, calls, iteration."""
    if not suspects:
        return None
    _, base = _unwrapped(label)
    ends = [len(base), *(place for place in range(len(base) - 1, 0, -1) if base[place] in ".[()")]
    return next((suspects[base[:end]] for end in ends if base[:end] in suspects), None)


def _unwrapped(label: str) -> tuple[frozenset[str], str]:
    """The operators at the beginning of a label such as ``abs(sub(net.w))``, and what they are used on."""
    found, base = [], label
    while operator := _operator_of(base):
        found.append(operator)
        base = base[len(operator) + 1 :]
    return _OPERATORS.intersection(found), base.removesuffix(")" * len(found))


def _operator_of(label: str) -> str:
    """The outermost operator of a label, or ""."""
    name, _, rest = label.partition("(")
    return name if rest != ")" and name in _OPERATORS | _LEADING_ON else ""


def _exposed(label: str, kind: str) -> Verdict:
    outcome: Outcome = "failed"
    text = Text(
        f"{label} gave an object ({kind}) where numbers or arrays are expected.",
        f"{label} は、数値や配列ではなくオブジェクト（{kind}）を返しました。",
    )
    return Verdict(outcome, text, {})


def _holds_object(value: Any) -> bool:
    if isinstance(value, Opaque):
        return True
    if isinstance(value, dict):
        return any(map(_holds_object, value)) or any(map(_holds_object, value.values()))
    return isinstance(value, list | tuple | set | frozenset) and any(map(_holds_object, value))
