"""What came back from a submission, in a form that can be compared, kept and grouped."""

import functools
import hashlib
import struct
from collections.abc import Collection, Iterable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from autograder.grading.examiner.causes import cause_of
from autograder.numerics.values import NotAnArrayError, as_array
from autograder.sandbox import OF_ITS_OWN, CheckTrace, Opaque

SAMPLED_ABOVE = 4096
SAMPLES = 1024
_WORDS = 10_000  # characters
_GRID = 2.0**12
_FIRST = struct.Struct("d")


class Numbers(msgspec.Struct, frozen=True, tag="n", array_like=True):
    """Real or complex numbers as float64 (complex: real parts, then imaginary ones).

    Of an array beyond `SAMPLED_ABOVE` entries, evenly spread entries are kept, with the mean and the root mean
    square.
    """

    shape: tuple[int, ...]
    data: bytes
    kind: str = "real"

    @property
    def values(self) -> NDArray[np.float64]:
        """The kept entries, one-dimensional."""
        return np.frombuffer(self.data)


class Words(msgspec.Struct, frozen=True, tag="w", array_like=True):
    """Anything that is no number: text, None, an object that stayed in the worker."""

    text: str


class Parts(msgspec.Struct, frozen=True, tag="p", array_like=True):
    """A container: its type, the names of its members (of a dict), and the members."""

    kind: str
    names: tuple[str, ...]
    members: tuple["Numbers | Words | Parts", ...]


Value = Numbers | Words | Parts
OBJECT = Words("<object>")
"""One that stays with the submission."""


class Sight(msgspec.Struct, frozen=True, array_like=True):
    """One event of a trace: where from, what came, or the type of the exception that came instead, and its cause."""

    label: str
    value: Value
    error: str | None
    cause: str = ""


Sights = tuple[Sight, ...]


def sights_of(traces: Iterable[CheckTrace], asked: Collection[str] = (), *, unaided: bool = False) -> Sights:
    """The comparable form of a check's traces (one trace per parameter set); for `asked` see `causes`.

    Whether a submission writes into an array that it has given before, or makes a new one, is a matter of style. So is
    which of its functions use what it is lent: `unaided`, what it did before counts, and where that is all that it was
    asked for, nothing else.
    """
    told = (event for trace in traces for event in (trace.of_its_own if unaided else trace.events))
    events = (event for event in told if not event.label.endswith(OF_ITS_OWN))
    return tuple(Sight(e.label, _canonical(e.value), e.error, cause_of(e.fault, asked)) for e in events)


def _canonical(value: Any) -> Value:
    if isinstance(value, dict):
        items = sorted(((repr(k), v) for k, v in value.items()), key=lambda item: item[0])
        return Parts("dict", tuple(k for k, _ in items), tuple(_canonical(v) for _, v in items))
    if isinstance(value, list | tuple):
        return _numbers(value) or Parts("sequence", (), tuple(_canonical(v) for v in value))
    if isinstance(value, set | frozenset):
        return Words(repr(sorted(map(repr, value)))[:_WORDS])
    if isinstance(value, Opaque):
        return OBJECT  # how a submission calls its own classes is its own matter
    if isinstance(value, bool | int | float | complex | np.generic | np.ndarray):
        return _numbers(value) or Words(_written(value))
    return Words(value[:_WORDS] if isinstance(value, str) else _written(value))


def _written(value: Any) -> str:
    try:
        return repr(value)[:200]
    except ValueError:  # an integer of thousands of digits
        return type(value).__name__


def _numbers(value: Any) -> Numbers | None:
    try:
        array = as_array(value)
    except NotAnArrayError:
        return None
    if array.size == 0 and isinstance(value, list | tuple):
        return None
    kind = "complex" if array.dtype.kind == "c" else "real"
    parts = [array.real, array.imag] if kind == "complex" else [array]
    with np.errstate(all="ignore"):
        flat = np.concatenate([_sampled(np.asarray(p, dtype=np.float64).ravel()) for p in parts])
    return Numbers(array.shape, flat.tobytes(), kind)


def _sampled(flat: NDArray[np.float64]) -> NDArray[np.float64]:
    if flat.size <= SAMPLED_ABOVE:
        return flat
    chosen = flat[np.linspace(0, flat.size - 1, SAMPLES).astype(np.intp)]
    # no larger than the entries: differences are judged by the size of the largest number
    return np.concatenate([chosen, [flat.mean(), np.sqrt(np.mean(flat**2))]])


def agree(one: Sights, other: Sights, rtol: float) -> bool:
    """Whether two traces show the same behaviour, from the first event to the last."""
    return len(one) == len(other) and all(same_sight(a, b, rtol) for a, b in zip(one, other, strict=True))


def same_form(a: Sight, b: Sight) -> bool:
    """Whether two events agree in all but their numbers."""
    return a.label == b.label and a.error == b.error and a.cause == b.cause and form_of(a.value) == form_of(b.value)


def form_of(value: Value) -> Any:
    """All of a value but its numbers."""
    if isinstance(value, Parts):
        return value.kind, value.names, *map(form_of, value.members)
    return (value.shape, value.kind) if isinstance(value, Numbers) else value


def same_sight(a: Sight, b: Sight, rtol: float) -> bool:
    """Whether two events agree: from where, what came, and why it did not."""
    return a.label == b.label and a.error == b.error and a.cause == b.cause and same(a.value, b.value, rtol)


def same(a: Value, b: Value, rtol: float) -> bool:
    """Whether two values agree: numbers up to `rtol` of the larger array's magnitude, the rest exactly."""
    if isinstance(a, Numbers) and isinstance(b, Numbers):
        alike = a.shape == b.shape and a.kind == b.kind
        return alike and (a.data == b.data or (not _begin_apart(a, b, rtol) and _close(a.values, b.values, rtol)))
    if isinstance(a, Parts) and isinstance(b, Parts):
        alike = a.kind == b.kind and a.names == b.names and len(a.members) == len(b.members)
        return alike and all(same(x, y, rtol) for x, y in zip(a.members, b.members, strict=True))
    return a == b


def _begin_apart(a: Numbers, b: Numbers, rtol: float) -> bool:
    """Whether the first entries tell two arrays apart already: most differ there, and it costs a tenth."""
    if not a.data or not b.data:
        return False
    (x,), (y,) = _FIRST.unpack_from(a.data), _FIRST.unpack_from(b.data)
    return bool(abs(x - y) > rtol * max(_magnitude(a.data), _magnitude(b.data)))  # never, where one is NaN


@functools.lru_cache(2048)
def _magnitude(data: bytes) -> float:
    values = np.frombuffer(data)
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def _close(a: NDArray[np.float64], b: NDArray[np.float64], rtol: float) -> bool:
    finite = np.isfinite(a)
    if not np.array_equal(finite, np.isfinite(b)):
        return False
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return False
    a, b = a[finite], b[finite]
    scale = max(np.abs(a).max(initial=0.0), np.abs(b).max(initial=0.0))
    with np.errstate(over="ignore"):
        return bool(np.all(np.abs(a - b) <= rtol * scale))


def digest_of(sights: Sights) -> str:
    """Equal for traces that agree (numbers on a grid of 1/4096 of their array's magnitude): to group submissions."""
    digest = hashlib.sha256()
    for sight in sights:
        digest.update(f"{sight.label}\0{sight.error}\0{sight.cause}\0".encode("utf-8", "replace"))
        _feed(digest, sight.value)
    return digest.hexdigest()[:16]


def _feed(digest: Any, value: Value) -> None:
    match value:
        case Numbers(shape=shape):
            numbers = value.values
            scale = np.abs(numbers[np.isfinite(numbers)]).max(initial=0.0) or 1.0
            with np.errstate(over="ignore", invalid="ignore"):
                grid = np.rint(numbers / scale * _GRID) + 0.0  # no negative zero
            magnitude = round(float(np.log2(scale)) * 64)
            digest.update(f"{shape}{magnitude}".encode() + grid.tobytes())
        case Words(text=text):
            digest.update(text.encode("utf-8", "replace"))
        case Parts(names=names, members=members):
            digest.update(repr(names).encode("utf-8", "replace"))
            for member in members:
                _feed(digest, member)
