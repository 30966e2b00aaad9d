"""Stand-ins for objects of a notebook: as `RemoteObject`, and besides what tests that know nothing of it ask for.

They have the name, the documentation, the text and the attributes of what they stand for. Since an object could claim
to be equal to anything, to be close to it, to hold it, whatever could become a verdict there (``==``, arithmetic,
order, attributes, which may be methods) is asked only where `Asks.may_pose` allows it: of what is an object in the
instructor's own notebook as well.
"""

import inspect
from collections.abc import Generator, Mapping
from typing import Any, Protocol

from . import reasons
from .notebook_errors import exception_class
from .proxies import ARITHMETIC, NO_KEYWORDS, ORDER, RemoteObject

_ASKED = frozenset(("__name__", "__qualname__", "__wrapped__", "__annotations__", "__defaults__", "__dict__",
                    "__code__", "__bases__", "__base__", "__mro__", "__closure__", "__self__", "__func__",
                    "__members__", "__sklearn_tags__", "__sklearn_clone__",
                    "__dataclass_fields__", "__match_args__", "__slots__", "__version__", "__len__", "__getitem__",
                    "__iter__", "__next__", "__init__", "__str__", "__repr__", "__add__", "__eq__", "__contains__",
                    "__abstractmethods__", "__kwdefaults__", "__cause__", "__context__", "__file__"))  # fmt: skip
_OVERRIDDEN = frozenset(("__init__", "__str__", "__repr__", "__add__", "__eq__", "__len__", "__getitem__", "__iter__",
                         "__next__", "__contains__", "__call__", "__bool__", "__lt__", "__hash__"))  # fmt: skip
VERDICTS = frozenset((*ARITHMETIC, *ORDER, *(f"i{op}" for op in ARITHMETIC)))
"""Operations whose result, where one operand is the test's, could be the verdict."""
_NEVER = ("_kadai_", "_repr_", "_ipython_", "pytestmark", "_pytest")


class Asks(Protocol):
    """Who passes requests on to the notebook's worker."""

    def ask(self, op: str, *operands: Any, label: str, named: Mapping[str, Any] = NO_KEYWORDS) -> Any:
        """Do it there; what comes back, or the exception that was raised."""

    def may_pose(self, what: str) -> bool:
        """Whether an object of the notebook may be asked that: an operation, or an attribute after a dot."""


def no_value(obj: "NotebookObject", attribute: str = "") -> BaseException:
    """What is raised where an object is to calculate, and the instructor's notebook has a value there."""
    text = reasons.not_a_value(obj._kadai_label, obj._kadai_type_name)
    base = "AttributeError" if attribute else "TypeError"
    error: BaseException = exception_class(base, [base])(text.en, (), text)
    return error


def method_of(obj: Any, name: str) -> Any:
    """What an object has under a name, only to be called: of a notebook's it is not fetched first."""
    return obj._kadai_method(name) if type(obj) is NotebookObject else getattr(obj, name)


class NotebookObject(RemoteObject):
    """An object of the notebook. Python takes it for one that can be called; `is_callable` knows."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        """What every object has under its own name is meant as the notebook's; Python's operators do not come here."""
        if name in _OVERRIDDEN:
            return NotebookObject._kadai_asked_for(self, name)
        if name == "__module__":
            return NotebookObject._kadai_attribute(self, name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith(_NEVER) or (name.startswith("__") and name.endswith("__") and name not in _ASKED):
            raise AttributeError(name)
        return self._kadai_attribute(name) if name in _ASKED else self._kadai_asked_for(name)

    def _kadai_asked_for(self, name: str) -> Any:
        self._kadai_must_have(name)
        return self._kadai_attribute(name)

    def _kadai_must_have(self, name: str) -> None:
        asker: Any = self._kadai_asker
        if not asker.may_pose(f".{name}"):
            raise no_value(self, name)

    def _kadai_method(self, name: str) -> Any:
        self._kadai_must_have(name)
        label = f"{self._kadai_label}.{name}()"
        return lambda *args, **named: self._kadai_ask("call_method", name, *args, label=label, named=named)

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._kadai_attribute("__doc__")

    def __str__(self) -> str:
        return str(self._kadai_ask("str"))

    def __repr__(self) -> str:
        return str(self._kadai_ask("repr"))

    def __format__(self, spec: str) -> str:
        return str(self._kadai_ask("format", spec))

    def __dir__(self) -> list[str]:
        names: list[str] = self._kadai_ask("dir")
        return names

    def __copy__(self) -> Any:
        return self._kadai_ask("copied", False)

    def __deepcopy__(self, memo: Any) -> Any:
        return self._kadai_ask("copied", True)

    def __complex__(self) -> complex:
        return complex(self._kadai_ask("complex"))

    def __round__(self, digits: int | None = None) -> Any:
        return self._kadai_ask("call_method", "__round__", *(() if digits is None else (digits,)))

    def __enter__(self) -> Any:
        return self._kadai_ask("call_method", "__enter__")

    def __exit__(self, *_: Any) -> Any:
        return self._kadai_ask("call_method", "__exit__", None, None, None)

    def __await__(self) -> Generator[None, None, Any]:
        yield from ()
        return self._kadai_ask("awaited")

    def __aiter__(self) -> Any:
        return self._kadai_ask("call_method", "__aiter__")

    async def __anext__(self) -> Any:
        return self._kadai_ask("next_awaited")

    async def __aenter__(self) -> Any:
        return await self._kadai_ask("call_method", "__aenter__")

    async def __aexit__(self, *_: Any) -> Any:
        return await self._kadai_ask("call_method", "__aexit__", None, None, None)

    def __reversed__(self) -> Any:
        return self._kadai_ask("call_method", "__reversed__")

    def __eq__(self, other: object) -> Any:
        if isinstance(other, RemoteObject) and self._kadai_identity() == other._kadai_identity():
            return True
        asker: Any = self._kadai_asker
        if not asker.may_pose("eq"):
            return NotImplemented
        try:
            return self._kadai_ask("eq", other)
        except TypeError:  # what cannot be handed over is nothing that it could equal
            return NotImplemented

    def __ne__(self, other: object) -> Any:
        same = NotebookObject.__eq__(self, other)
        return same if same is NotImplemented else not same if isinstance(same, bool) else ~same

    def __contains__(self, item: Any) -> bool:
        asker: Any = self._kadai_asker
        return super().__contains__(item) if asker.may_pose("contains") else any(own == item for own in self)

    def __hash__(self) -> int:
        asker: Any = self._kadai_asker
        return int(self._kadai_ask("hash")) if asker.may_pose("hash") else hash(self._kadai_key)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """What it holds, as an array of values: a list of the notebook's own class, a column."""
        import numpy as np

        return np.array(list(self), dtype)

    @property
    def __signature__(self) -> inspect.Signature:
        parameters = []
        of_parameters, result = self._kadai_ask("signature")
        for name, kind, default, annotation in of_parameters:
            given = {"default": default[0]} if default else {}
            if annotation:
                given["annotation"] = annotation[0]
            parameters.append(inspect.Parameter(name, inspect._ParameterKind(kind), **given))
        return inspect.Signature(parameters, return_annotation=result[0] if result else inspect.Signature.empty)
