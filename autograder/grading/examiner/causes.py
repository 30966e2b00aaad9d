"""Why an exception was raised, in a form that is the same for all who made the same mistake.

Its type says little: NumPy raises ValueError for every shape that does not fit. What counts is where it happened, in
which of the functions that were asked for, and what Python or NumPy say of it: the operation and the shapes, or the
name that is not there. Lines, and helpers that a student has written besides, are left aside.
"""

import re
from collections.abc import Collection, Iterator

from autograder.lazy_expressions import expression
from autograder.sandbox import Fault

_MATMUL = expression(r"matmul: .*\(size (\d+) is different from (\d+)\)", re.DOTALL)
_DOT = expression(r"shapes (\([\d,]+\)) and (\([\d,]+\)) not aligned")
_BROADCAST = expression(r"operands could not be broadcast together with shapes ((?:\([\d,]*\) ?)+)")
RAISED = "raise"  # in words of one's own
UNKNOWN = "?"  # a shape
_ADDRESS = expression(r"0x[0-9a-f]+")
_SIZES = expression(r"\([\d, ]*\)|\d+")


def cause_of(fault: Fault | None, asked: Collection[str]) -> str:
    """Place and operation of an exception, to be compared; `asked` are the functions and classes asked for."""
    if fault is None:
        return ""
    place = next(_places(fault, asked), "")
    return f"{place}: {RAISED if fault.deliberate else _operation(fault)}"


def _places(fault: Fault, asked: Collection[str]) -> Iterator[str]:
    """The functions asked for that it passed through, innermost first."""
    for within in reversed(fault.within):
        name = within.partition(".<locals>")[0]
        own = name.rpartition(".")[2]
        if name.partition(".")[0] in asked and (own.startswith("__") or not own.startswith("_")):
            yield name


def _operation(fault: Fault) -> str:
    product = _MATMUL.search(fault.message)
    if product is not None:
        known = len(fault.operands) == 2 and UNKNOWN not in fault.operands
        return " ".join(("product", *(fault.operands if known else (UNKNOWN, product[2], product[1]))))
    product = _DOT.search(fault.message)
    if product is not None:
        return f"product {product[1]} {product[2]}"
    shapes = _BROADCAST.search(fault.message)
    if shapes is not None:  # of a + b and of b + a
        return "broadcast " + " ".join(sorted(shapes[1].split()))
    return _ADDRESS.sub("", " ".join(fault.message.split()))


def is_telling(cause: str) -> bool:
    """Whether a cause names what many mistakes do not have in common: the shapes that do not fit."""
    operation = cause.partition(": ")[2]
    return any(map(str.isdigit, operation)) and UNKNOWN not in operation


def without_sizes(cause: str) -> str:
    """Place and operation alone: what fits for no size or for most of them is one line."""
    return " ".join(_SIZES.sub("", cause).split())
