"""What a sweep makes of a right module: one thing wrong at one function, or another kind of right value."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

EXCEPTIONS = {
    kind.__name__: kind
    for kind in (
        ValueError, TypeError, IndexError, KeyError, AttributeError, ZeroDivisionError, NotImplementedError, NameError,
    )
}  # fmt: skip


def _in_global(_: Any) -> Any:
    return np.random.Generator(np.random.mtrand._rand._bit_generator)


GENERATORS: dict[str, Callable[[Any], Any]] = {
    "global": _in_global,
    "fresh": lambda _: np.random.default_rng(),
    "fixed": lambda _: np.random.default_rng(0),
}
"""What is drawn from in place of the generator that was handed over."""


def _each(change: Callable[[Any], Any], *kinds: type) -> Callable[[Any], Any]:
    """Changes every member of some kinds in nested containers."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: changed(member) for key, member in value.items()}
        if type(value) in (list, tuple):
            return type(value)(map(changed, value))
        return change(value) if isinstance(value, kinds) else value

    return changed


def _strided(array: Any) -> Any:
    """A view of every other entry of a larger array."""
    if not array.ndim:
        return array
    larger = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    larger[..., ::2] = array
    return larger[..., ::2]


def _rounded(value: Any) -> Any:
    """Float64 that has been float32."""
    if isinstance(value, float):  # np.float64, too
        return type(value)(np.float32(value))
    return value.astype(np.float32).astype(np.float64) if value.dtype == np.float64 else value


def _read_only(array: Any) -> Any:
    view = array.view()
    view.flags.writeable = False
    return view


def _listed(value: Any) -> Any:
    return list(value) if type(value) is tuple else value


KINDS: dict[str, Callable[[Any], Any]] = {
    "lists": _each(lambda array: array.tolist(), np.ndarray),
    "fortran": _each(np.asfortranarray, np.ndarray),
    "views": _each(_strided, np.ndarray),
    "read_only": _each(_read_only, np.ndarray),
    "copies": _each(lambda array: array.copy(), np.ndarray),
    "numpy_scalars": _each(lambda number: np.asarray(number)[()], bool, int, float),
    "python_numbers": _each(lambda number: number.item(), np.generic),
    "arrays_of_no_axis": _each(np.asarray, float, np.floating),
    "other_container": lambda value: tuple(value) if type(value) is list else _listed(value),
}
"""What becomes of results on the way out."""

_round = _each(_rounded, np.ndarray, float)


class Sweep:
    """One change, see `bordering.Guard`.

    how: its name, such as "in_place"; functions: where, as ``f`` or ``Class.method``; what: the argument, attribute,
    exception or kind that it is about.
    """

    def __init__(self, how: str, functions: list[str], what: str = "") -> None:
        self._work: Callable[[Any], Any] = getattr(self, f"_{how}")
        self._functions, self._what = frozenset(functions), what
        self._kept: dict[Any, Any] = {}

    def call(self, call: Any) -> Any:
        """Do it here, or nothing."""
        return self._work(call) if call.name in self._functions else call()

    # -- wrong ------------------------------------------------------------------------------------------------------

    def _in_place(self, call: Any) -> Any:
        """The argument is changed once the right result is there."""
        theirs = call.given().get(self._what)
        if not call.outer or theirs is None:
            return call()
        call.hand_over(**{self._what: _each(np.copy, np.ndarray)(theirs)})
        result = call()
        _each(_spoil, np.ndarray)(theirs)
        return result

    def _generator(self, call: Any) -> Any:
        """Another generator is used."""
        name, how = self._what.split("=")
        if isinstance(call.given().get(name), np.random.Generator):
            call.hand_over(**{name: GENERATORS[how](None)})
        return call()

    def _ignored(self, call: Any) -> Any:
        """The argument's default counts, or what it was the first time."""
        name = self._what
        if name in call.given():
            default = inspect.signature(call.function).parameters[name].default
            first = self._kept.setdefault(name, call.given()[name])
            call.hand_over(**{name: first if default is inspect.Parameter.empty else default})
        return call()

    def _kept_result(self, call: Any) -> Any:
        """What came first is given again: by an object, of arguments that look alike; by a function, of all."""
        if not call.outer:
            return call()
        key = (*(id(own) for own in call.own), *(_looks(v) for v in call.given().items() if call.own))
        if key not in self._kept:
            self._kept[key] = call(), call.own  # an object that lives on shares its id with no other
        return _each(np.copy, np.ndarray)(self._kept[key][0])

    def _raises(self, _: Any) -> Any:
        raise EXCEPTIONS[self._what]("this cannot be")

    # -- right ------------------------------------------------------------------------------------------------------

    def _result(self, call: Any) -> Any:
        """What comes out is of another kind."""
        return KINDS[self._what](call()) if call.outer else call()

    def _frozen(self, call: Any) -> Any:
        """Nothing can be written into what comes in."""
        if call.outer:
            call.hand_over(**{n: KINDS["read_only"](call.given()[n]) for n in self._what.split() if n in call.given()})
        return call()

    def _by_name(self, call: Any) -> Any:
        """All arguments are handed on by their names."""
        if call.bound is None:
            return call()
        return call.function(*call.own, **call.given())

    def _float32(self, call: Any) -> Any:
        """What the function gives, keeps and changes has been float32."""
        before = [dict(vars(own)) for own in call.own if hasattr(own, "__dict__")]
        given = call.given()
        theirs = _each(np.copy, np.ndarray)(given)
        result = call()
        _round_changed(theirs, given)
        for own, old in zip(call.own, before, strict=False):
            for name, value in list(vars(own).items()):
                if value is not old.get(name):
                    setattr(own, name, _round_own(value, given))
        return _round(result)


class Shared:
    """An attribute of the class where each object has its own; see `bordering.Guard` for the rest."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._value: list[Any] = []

    def __get__(self, instance: Any, kind: Any = None) -> Any:
        if not self._value:
            raise AttributeError(self._name)
        return self._value[0]

    def __set__(self, instance: Any, value: Any) -> None:
        self._value = [value]

    def __delete__(self, instance: Any) -> None:
        self._value = []


def share(namespace: dict[str, Any], attribute: str) -> None:
    """Have all objects of a class share one attribute, as in ``Class.attribute``."""
    kind, _, name = attribute.partition(".")
    setattr(namespace[kind], name, Shared(name))


def _spoil(array: Any) -> Any:
    if array.flags.writeable and array.dtype.kind in "biufc":
        with np.errstate(all="ignore"):
            np.copyto(array, ~array if array.dtype.kind == "b" else array + 1, casting="unsafe")
    return array


def _round_own(value: Any, given: dict[str, Any]) -> Any:
    """What an object keeps: in place, since several may hold it, but never what it was given."""
    if isinstance(value, dict):
        value.update({name: _round_own(member, given) for name, member in value.items()})
        return value
    if type(value) in (list, tuple):
        return type(value)(_round_own(member, given) for member in value)
    if not isinstance(value, np.ndarray) or value.dtype != np.float64 or not value.flags.writeable:
        return _round(value)
    if any(np.may_share_memory(value, theirs) for theirs in given.values() if isinstance(theirs, np.ndarray)):
        return _rounded(value)
    value[...] = _rounded(value)
    return value


def _round_changed(before: Any, after: Any) -> None:
    """Where an argument has been changed, by design."""
    if isinstance(after, np.ndarray):
        if after.dtype == np.float64 and after.flags.writeable and not np.array_equal(before, after, equal_nan=True):
            after[...] = _rounded(after)
    elif isinstance(after, dict):
        for name in after.keys() & before.keys():
            _round_changed(before[name], after[name])
    elif type(after) in (list, tuple):
        for old, new in zip(before, after, strict=False):
            _round_changed(old, new)


def _looks(argument: tuple[str, Any]) -> Any:
    """What a buffer would be kept for: shapes and modes; by numbers, it would be right."""
    name, value = argument
    if isinstance(value, np.ndarray):
        return name, value.shape, str(value.dtype)
    if isinstance(value, bool | str | None):
        return name, repr(value)
    return name, type(value).__name__, len(value) if isinstance(value, dict | list | tuple) else 0
