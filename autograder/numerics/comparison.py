"""One walk through two values: member by member; of arrays the shape, the dtype kind, finiteness, then the values.

How far values may be off is the rule's, see `closeness` (a fixed tolerance) and `gradients` (a measured one).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.numerics.difference import Compared, Difference, Index
from autograder.numerics.patterns import find_pattern
from autograder.numerics.sentences import (
    What,
    finiteness_account,
    kind_sentence,
    sentence,
    shape_sentence,
    subject,
    values_account,
)
from autograder.numerics.shapes import find_shape_pattern
from autograder.numerics.ulp import is_container
from autograder.numerics.values import NONE, Array, NotAnArrayError, as_array, magnitude
from autograder.text import Text

MOST_NAMED = 10  # keys that a sentence names


@dataclass(frozen=True)
class Rule:
    """What the caller asked for, handed down to the members of a container.

    Attributes:
        allowed: called with the path of an array, what came and what is right; how far an entry may be off.
        known: see `closeness.compare`.
        candidates: see `closeness.compare`.
        strict: see `closeness.compare`.
    """

    allowed: Callable[[str, Array, Array], float]
    known: Mapping[str, float] = field(default_factory=dict)
    candidates: Mapping[Any, Array] = field(default_factory=dict)
    strict: bool = False


def compare_by(rule: Rule, actual: object, expected: object, what: What = "", path: str = "") -> Difference | None:
    """The first difference that the rule does not allow, or None; ``path`` leads to the two within ``what``."""
    name = subject(what, path)
    if expected is None or isinstance(expected, _PLAIN):
        return _compare_plain(actual, expected, name)
    if isinstance(expected, dict):
        return _compare_dicts(actual, expected, what, path, rule)
    if is_container(expected):
        return _compare_sequences(actual, expected, what, path, rule)  # type: ignore[arg-type]
    try:
        wanted = as_array(expected)
    except NotAnArrayError as error:
        raise TypeError(f"the expected value {error}") from None
    try:
        return _compare_arrays(as_array(actual), wanted, name, path, rule)
    except NotAnArrayError as error:
        return Difference(kind="type", text=sentence(name, error.text), what=name.en)


def _compare_dicts(actual: object, expected: dict[Any, object], what: What, path: str, rule: Rule) -> Difference | None:
    name = subject(what, path)
    if not issubclass(type(actual), dict):  # not isinstance: that asks the object itself for its class
        return _not_a(name, actual, Text("a dict", "辞書（dict）"))
    members: dict[Any, object] = actual  # type: ignore[assignment]
    missing = [key for key in expected if key not in members]
    if missing:
        keys = ", ".join(map(repr, missing))
        return _wrong_type(name, f"has no key {keys}", f"にキー {keys} がありません")
    extra = [key for key in members if key not in expected]
    if extra and rule.strict:
        keys = ", ".join(map(repr, extra[:MOST_NAMED])) + (" …" if len(extra) > MOST_NAMED else "")
        return _wrong_type(name, f"has a key too many: {keys}", f"に余分なキー {keys} があります")
    for key, value in expected.items():
        difference = compare_by(rule, members[key], value, what, f"{path}[{key!r}]")
        if difference is not None:
            return difference
    return None


def _compare_sequences(
    actual: object, expected: Sequence[object], what: What, path: str, rule: Rule
) -> Difference | None:
    name = subject(what, path)
    if not issubclass(type(actual), tuple | list | np.ndarray) or getattr(actual, "shape", None) == ():
        return _not_a(name, actual, Text(f"a tuple of {len(expected)}", f"{len(expected)} 個の値の組（tuple）"))
    members: Sequence[object] = actual  # type: ignore[assignment]
    if len(members) != len(expected):
        return _wrong_type(
            name,
            f"has {len(members)} members, expected {len(expected)}",
            f"の要素が {len(members)} 個です（{len(expected)} 個必要です）",
        )
    for i, value in enumerate(expected):
        difference = compare_by(rule, members[i], value, what, f"{path}[{i}]")
        if difference is not None:
            return difference
    return None


def _not_a(name: Text, actual: object, wanted: Text) -> Difference:
    if actual is None:
        return Difference(kind="type", text=sentence(name, NONE), what=name.en)
    came = type(actual).__name__
    return _wrong_type(
        name,
        f"is of type {came}, where {wanted.en} is expected",
        f"の型が {came} です（{wanted.ja}が必要です）",
    )


def _compare_plain(actual: Any, expected: Any, name: Text) -> Difference | None:
    """Where None, a text, bytes or a set is expected: they are equal or not."""
    kind = next((kind for kind in _KINDS if isinstance(expected, kind)), type(None))
    alike = issubclass(type(actual), _SETS if kind in _SETS else kind)
    if alike and actual == expected:
        return None
    if actual is None:
        return Difference(kind="type", text=sentence(name, NONE), what=name.en)
    if not alike:
        return _not_a(name, actual, _KINDS.get(kind, Text("None", "None ")))
    came, right = _shown(actual), _shown(expected)
    text = sentence(name, Text(f"is {came}, expected {right}", f"が {came} です（期待値は {right}）"))
    told = sentence(name, Text(f"is {came}, which is not right", f"が {came} です（正しくありません）"))
    return Difference(kind="values", text=text, told=told, what=name.en)


_KINDS: dict[type, Text] = {
    str: Text("a text", "文字列"),
    bytes: Text("bytes", "bytes "),
    set: Text("a set", "集合（set）"),
    frozenset: Text("a frozenset", "frozenset "),
}
_PLAIN = tuple(_KINDS)
_SETS = (set, frozenset)
_MOST_SHOWN = 200  # characters


def _shown(value: Any) -> str:
    """What a text, bytes or a set looks like; the members of a set in the same order for everybody."""
    if isinstance(value, str | bytes):
        return repr(value[:_MOST_SHOWN]) + "…" * (len(value) > _MOST_SHOWN)
    members = ", ".join(sorted(map(repr, value)))
    shown = members if len(members) <= _MOST_SHOWN else members[:_MOST_SHOWN] + "…"
    if not value:
        return f"{type(value).__name__}()"
    return f"{{{shown}}}" if isinstance(value, set) else f"frozenset({{{shown}}})"


def _wrong_type(name: Text, en: str, ja: str) -> Difference:
    return Difference(kind="type", text=sentence(name, Text(en, ja)), what=name.en)


def _compare_arrays(a: Array, e: Array, name: Text, path: str, rule: Rule) -> Difference | None:
    if a.shape != e.shape:
        shape_pattern = find_shape_pattern(a, e)
        text = shape_sentence(name, a.shape, e.shape, shape_pattern)
        return Difference(kind="shape", text=text, pattern=shape_pattern, **_common(a, e, name, None))
    if not _kinds_agree(a, e):
        return Difference(kind="dtype", text=kind_sentence(name, a.dtype, e.dtype), **_common(a, e, name, None))
    if a.dtype == e.dtype and np.array_equal(a, e):  # most comparisons end here: nothing else need be computed
        return None
    with np.errstate(all="ignore"):
        return _compare_finiteness(a, e, name) or _compare_values(a, e, name, path, rule)


def _common(a: Array, e: Array, name: Text, wrong: Array | None) -> dict[str, Any]:
    """What every difference between two arrays holds."""
    shapes, dtypes = (a.shape, e.shape), (str(a.dtype), str(e.dtype))
    return {"what": name.en, "shapes": shapes, "dtypes": dtypes, "arrays": Compared(a, e, wrong)}


def _kinds_agree(a: Array, e: Array) -> bool:
    if a.dtype.type is np.float16:
        return False
    if "b" in (a.dtype.kind, e.dtype.kind):
        return a.dtype.kind == e.dtype.kind
    return a.dtype.kind != "c" or e.dtype.kind == "c"


def _compare_finiteness(a: Array, e: Array, name: Text) -> Difference | None:
    finite_a, finite_e = np.isfinite(a), np.isfinite(e)
    if finite_a.all() and finite_e.all():
        return None
    bad = (finite_a != finite_e) | (~finite_a & ~finite_e & (a != e) & ~(np.isnan(a) & np.isnan(e)))
    count = int(bad.sum())
    if not count:
        return None
    index = _index(int(bad.argmax()), a.shape)
    account = finiteness_account(name, index, a[index].item(), e[index].item(), count, a.size)
    return Difference(
        kind="finiteness",
        text=account.text,
        told=account.told,
        worst_index=index,
        got=_real(a[index]),
        expected=_real(e[index]),
        fraction_wrong=count / a.size,
        **_common(a, e, name, bad),
    )


def _compare_values(a: Array, e: Array, name: Text, path: str, rule: Rule) -> Difference | None:
    tolerance = rule.allowed(path, a, e)
    wide = np.complex128 if "c" in (a.dtype.kind, e.dtype.kind) else np.float64
    error = np.abs(a.astype(wide, copy=False) - e.astype(wide, copy=False))
    if tolerance > 0 and np.max(error, initial=0.0) <= tolerance:
        return None
    error = np.where(np.isfinite(e), error, 0.0)
    wrong = error > tolerance
    if tolerance == 0:  # also tells apart integers that are the same float
        wrong |= np.isfinite(e) & (a != e)
    count = int(wrong.sum())
    if not count:
        return None
    index = _index(int(np.where(wrong, error, -1.0).argmax()), a.shape)
    scale = magnitude(e) or 1.0
    relative, allowed = float(error[index]) / scale, tolerance / scale
    pattern = find_pattern(a, e, rtol=allowed, known=rule.known, candidates=rule.candidates)
    first = _index(int(wrong.argmax()), a.shape)
    account = values_account(
        name,
        index,
        a[index].item(),
        e[index].item(),
        relative,
        allowed,
        count,
        a.size,
        pattern,
        (first, a[first].item()),
    )
    return Difference(
        kind="values",
        text=account.text,
        told=account.told,
        worst_index=index,
        got=_real(a[index]),
        expected=_real(e[index]),
        relative_error=relative,
        tolerance=allowed,
        fraction_wrong=count / a.size,
        pattern=pattern,
        **_common(a, e, name, wrong),
    )


def _index(flat: int, shape: Index) -> Index:
    return tuple(int(i) for i in np.unravel_index(flat, shape))


def _real(entry: Any) -> float | None:
    return None if isinstance(entry, complex | np.complexfloating) else float(entry)
