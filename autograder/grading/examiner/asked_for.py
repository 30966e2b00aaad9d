"""Which functions of a submission a check itself calls: read from the labels of what came back."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from autograder.sandbox import CHANGED, OF_ITS_OWN, CheckTrace

_WRAPPED = re.compile(r"(\w+)\((.+)\)")
_REFLECTED = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")


def called_in(traces: Iterable[CheckTrace]) -> tuple[str, ...]:
    """The functions, classes and methods (``Class.method``, also those of operators) that some runs called."""
    names: set[str] = set()
    for trace in traces:
        kinds = {label: kind for label, (kind, _) in trace.objects.items()}
        for label in (*(event.label for event in trace.events), *trace.objects, *trace.called):
            names.update(_called_at(label, kinds))
    return tuple(sorted(names))


def last_called(trace: CheckTrace, labels: Collection[str] | None = None) -> Iterator[str]:
    """The same of one run, the last first: what it ended in, then what came back; of that, if given, these labels."""
    kinds = {label: kind for label, (kind, _) in trace.objects.items()}
    back = [event.label for event in reversed(trace.events) if labels is None or event.label in labels]
    for label in (trace.unanswered, *back):
        yield from _called_at(label, kinds)


def _called_at(label: str, kinds: Mapping[str, str]) -> Iterator[str]:
    label = label.removesuffix(OF_ITS_OWN).removesuffix(CHANGED).partition(" calling ")[0].removesuffix(" = …")
    wrapped = _WRAPPED.fullmatch(label)
    if wrapped and wrapped[2] != "" and not label.endswith("()"):
        operator, operand = wrapped.groups()
        kind = kinds.get(operand)
        if kind:
            yield f"{kind}.__{operator}__"
            if operator in _REFLECTED:
                yield f"{kind}.__r{operator}__"
        return
    owner, dot, name = label.removesuffix("()").rpartition(".")
    if dot:
        yield f"{kinds.get(owner, owner)}.{name}"
    elif label.endswith("()"):
        yield name
        yield f"{name}.__init__"
