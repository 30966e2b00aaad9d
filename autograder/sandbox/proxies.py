"""Stand-ins, in the examiner, for objects that stay in the worker. Using one feels like using the object itself."""

import inspect
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from autograder.text import Text

from . import reasons
from .errors import UnsupportedValue

# Python, NumPy, IPython and pytest look for these of their own accord; that must not call the submission.
_NEVER_REMOTE = ("_kadai_", "_repr_", "_ipython_", "pytestmark", "_pytest")
_CHUNK = 256
_MOST_ITEMS = 1_000_000  # of one iteration
NO_KEYWORDS: Mapping[str, Any] = MappingProxyType({})


class Asker(Protocol):
    """Whoever passes requests on to the worker."""

    def ask(self, op: str, *operands: Any, label: str, named: Mapping[str, Any] = NO_KEYWORDS) -> Any:
        """Do it there; what comes back, or the exception that was raised."""

    def callables(self) -> set[str]:
        """Names of the module's functions and classes."""

    def give_up(self, text: Text) -> BaseException:
        """End the worker, and why; what is to be raised."""

    def lend(self, things: Mapping[str, Any]) -> None:
        """Have the submission use these, by name, until the check ends."""


def _is_local(name: str) -> bool:
    return (name.startswith("__") and name.endswith("__")) or name.startswith(_NEVER_REMOTE)


def type_name_of(value: Any) -> str:
    """The name of a value's type: for a stand-in, that of the object it stands for."""
    if isinstance(value, RemoteObject):
        return str(object.__getattribute__(value, "_kadai_type_name"))
    return type(value).__name__


class RemoteObject:
    """An object of the submission: an instance, a function, a class, a bound method, an iterator …

    Attributes, calls, items, iteration and operators go to the worker. ``==`` and ``hash`` tell objects apart, as
    ``is`` does there. It belongs to the check in which it was made.
    """

    __slots__ = (
        "__weakref__",
        "_kadai_asker",
        "_kadai_epoch",
        "_kadai_key",
        "_kadai_label",
        "_kadai_methods",
        "_kadai_type_name",
    )
    __array_ufunc__ = None  # ndarray ⊗ remote is left to the remote object's reflected operator

    def __init__(
        self, asker: Asker, epoch: int, key: int, type_name: str, label: str, methods: tuple[str, ...] = ()
    ) -> None:
        set_ = object.__setattr__
        set_(self, "_kadai_methods", methods)
        set_(self, "_kadai_asker", asker)
        set_(self, "_kadai_epoch", epoch)
        set_(self, "_kadai_key", key)
        set_(self, "_kadai_type_name", type_name)
        set_(self, "_kadai_label", label)

    def _kadai_ask(
        self, op: str, *operands: Any, label: str | None = None, named: Mapping[str, Any] = NO_KEYWORDS
    ) -> Any:
        asker: Asker = self._kadai_asker
        return asker.ask(op, self, *operands, label=label or f"{op}({self._kadai_label})", named=named)

    # -- attributes and calls -----------------------------------------------------------------------------------

    def __getattr__(self, name: str) -> Any:
        if _is_local(name):
            raise AttributeError(name)
        if name in self._kadai_methods:
            return RemoteMethod(self, name)
        return self._kadai_attribute(name)

    def _kadai_attribute(self, name: str) -> Any:
        return self._kadai_ask("getattr", name, label=f"{self._kadai_label}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        self._kadai_ask("setattr", name, value, label=f"{self._kadai_label}.{name} = …")

    def __delattr__(self, name: str) -> None:
        self._kadai_ask("delattr", name, label=f"del {self._kadai_label}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._kadai_ask("call", *args, label=f"{self._kadai_label}()", named=kwargs)

    def __repr__(self) -> str:
        return f"<{self._kadai_type_name} of the submission: {self._kadai_label}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"{self!r} stays in its process: it can be neither copied nor pickled")

    def __dir__(self) -> list[str]:
        return sorted(type(self).__dict__)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, RemoteObject) and bool(instance._kadai_ask("isinstance", self))

    def __subclasscheck__(self, subclass: Any) -> bool:
        return bool(self._kadai_asker.ask("issubclass", subclass, self, label=f"issubclass({self._kadai_label})"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RemoteObject) and self._kadai_identity() == other._kadai_identity()

    def __hash__(self) -> int:
        return hash(self._kadai_key)

    def _kadai_identity(self) -> tuple[int, int, int]:
        return id(self._kadai_asker), self._kadai_epoch, self._kadai_key

    # -- not an array -------------------------------------------------------------------------------------------

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        text = reasons.not_a_value(self._kadai_label, self._kadai_type_name)
        raise UnsupportedValue("TypeError", text.en, (), text)

    # -- containers ---------------------------------------------------------------------------------------------

    def __getitem__(self, index: Any) -> Any:
        return self._kadai_ask("getitem", index, label=f"{self._kadai_label}[…]")

    def __setitem__(self, index: Any, value: Any) -> None:
        self._kadai_ask("setitem", index, value)

    def __delitem__(self, index: Any) -> None:
        self._kadai_ask("delitem", index)

    def __len__(self) -> int:
        return int(self._kadai_ask("len"))

    def __contains__(self, item: Any) -> bool:
        return bool(self._kadai_ask("contains", item))

    def __iter__(self) -> Iterator[Any]:
        iterator = self._kadai_ask("iter")
        count = 0
        while items := iterator._kadai_ask("take", _CHUNK, label=f"next({self._kadai_label})"):
            yield from list(items)
            count += len(items)
            if count > _MOST_ITEMS:
                raise self._kadai_asker.give_up(reasons.too_many_items(_MOST_ITEMS))

    def __next__(self) -> Any:
        items = self._kadai_ask("take", 1, label=f"next({self._kadai_label})")
        if not items:
            raise StopIteration
        return items[0]

    # -- conversions --------------------------------------------------------------------------------------------

    def __bool__(self) -> bool:
        return bool(self._kadai_ask("bool"))

    def __int__(self) -> int:
        return int(self._kadai_ask("int"))

    def __float__(self) -> float:
        return float(self._kadai_ask("float"))

    def __index__(self) -> int:
        return int(self._kadai_ask("index"))


def _binary(op: str) -> Any:
    def operator(self: RemoteObject, other: Any) -> Any:
        return self._kadai_ask(op, other)

    return operator


def _reflected(op: str) -> Any:
    def operator(self: RemoteObject, other: Any) -> Any:
        asker: Asker = self._kadai_asker
        return asker.ask(op, other, self, label=f"{op}({self._kadai_label})")

    return operator


def _unary(op: str) -> Any:
    def operator(self: RemoteObject) -> Any:
        return self._kadai_ask(op)

    return operator


ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow", "matmul", "lshift", "rshift", "and",
              "or", "xor")  # fmt: skip
ORDER = ("lt", "le", "gt", "ge")
for _op in ARITHMETIC:
    setattr(RemoteObject, f"__{_op}__", _binary(_op))
    setattr(RemoteObject, f"__r{_op}__", _reflected(_op))
for _op in ("iadd", "isub", "imul", "itruediv", "imatmul", "ipow", *ORDER):
    setattr(RemoteObject, f"__{_op}__", _binary(_op))
for _op in ("neg", "pos", "abs", "invert"):
    setattr(RemoteObject, f"__{_op}__", _unary(_op))


class Heir:
    """An instance of a test's class that inherits from the submission's, whose other half is the worker's.

    What the test's class has not is looked up there, and what is set is set there as well.
    """

    _kadai_there: RemoteObject

    def __getattr__(self, name: str) -> Any:
        if _is_local(name):
            raise AttributeError(name)
        return getattr(self._kadai_there, name)

    def __setattr__(self, name: str, value: Any) -> None:
        own = inspect.getattr_static(type(self), name, None)
        if own is not None:
            object.__setattr__(self, name, value)
        if not hasattr(own, "__set__"):
            setattr(self._kadai_there, name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._kadai_there, name)


class RemoteMethod:
    """A method that is not fetched before it is called: one request in place of two."""

    __slots__ = ("_kadai_name", "_kadai_owner")

    def __init__(self, owner: RemoteObject, name: str) -> None:
        self._kadai_owner = owner
        self._kadai_name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        owner, name = self._kadai_owner, self._kadai_name
        return owner._kadai_ask("call_method", name, *args, label=f"{owner._kadai_label}.{name}()", named=kwargs)

    def __getattr__(self, name: str) -> Any:
        if _is_local(name):
            raise AttributeError(name)
        return getattr(self.fetched(), name)

    def fetched(self) -> Any:
        """The bound method itself."""
        return self._kadai_owner._kadai_attribute(self._kadai_name)

    def __repr__(self) -> str:
        return f"<method of the submission: {self._kadai_owner._kadai_label}.{self._kadai_name}>"


class RemoteGlobal:
    """A function or class of the submission's module that is not fetched before it is called. It outlives checks."""

    __slots__ = ("_kadai_asker", "_kadai_name")
    __array_ufunc__ = None

    def __init__(self, asker: Asker, name: str) -> None:
        object.__setattr__(self, "_kadai_asker", asker)
        object.__setattr__(self, "_kadai_name", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = self._kadai_name
        return self._kadai_asker.ask("call_global", name, *args, label=f"{name}()", named=kwargs)

    def __getattr__(self, name: str) -> Any:
        if _is_local(name):
            raise AttributeError(name)
        return getattr(self.fetched(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.fetched(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self.fetched(), name)

    def fetched(self) -> Any:
        """The object itself, as the submission has defined it."""
        return self._kadai_asker.ask("definition", self._kadai_name, label=self._kadai_name)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, RemoteObject) and bool(instance._kadai_ask("isinstance", self))

    def __subclasscheck__(self, subclass: Any) -> bool:
        return bool(self._kadai_asker.ask("issubclass", subclass, self, label=f"issubclass({self._kadai_name})"))

    @property
    def __name__(self) -> str:
        return str(self._kadai_name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RemoteGlobal) and self._kadai_identity() == other._kadai_identity()

    def __hash__(self) -> int:
        return hash(self._kadai_name)

    def _kadai_identity(self) -> tuple[int, str]:
        return id(self._kadai_asker), self._kadai_name

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        text = reasons.not_a_value(self._kadai_name, "function")
        raise UnsupportedValue("TypeError", text.en, (), text)

    def __repr__(self) -> str:
        return f"<{self._kadai_name} of the submission>"


class SubmissionModule:
    """The submission's module: its top-level names are attributes. It outlives checks and workers.

    What a check sets or deletes, here or in an object of the submission, is undone when the check ends.

    Raises:
        MissingName: for a name that the submission does not define.
    """

    __slots__ = ("_kadai_asker", "_kadai_name")

    def __init__(self, asker: Asker, name: str) -> None:
        object.__setattr__(self, "_kadai_asker", asker)
        object.__setattr__(self, "_kadai_name", name)

    def using(self, **lent: Any) -> None:
        """Until the check ends, have the submission's own code use these functions and classes under their names.

        ``using(im2col=reference.im2col, **{"Tensor.sum": reference.Tensor.sum})``: calls are answered by the examiner,
        and nothing but values crosses. The check goes on in a worker of its own, without the objects made before.

        Added in version 0.1.0.

        Raises:
            TypeError: if something else is lent.
        """
        asker: Asker = self._kadai_asker
        asker.lend(lent)

    def __getattr__(self, name: str) -> Any:
        if _is_local(name):
            raise AttributeError(name)
        asker: Asker = self._kadai_asker
        if name in asker.callables():
            return RemoteGlobal(asker, name)
        return asker.ask("global", name, label=name)

    def __setattr__(self, name: str, value: Any) -> None:
        asker: Asker = self._kadai_asker
        asker.ask("set_global", name, value, label=f"{name} = …")
        if isinstance(value, RemoteGlobal) and value._kadai_identity() == (id(asker), name):
            asker.callables().add(name)  # it is put back
        else:
            asker.callables().discard(name)

    def __delattr__(self, name: str) -> None:
        asker: Asker = self._kadai_asker
        asker.ask("del_global", name, label=f"del {name}")
        asker.callables().discard(name)

    def __dir__(self) -> list[str]:
        names: list[str] = self._kadai_asker.ask("names", label="dir()")
        return names

    def __repr__(self) -> str:
        return f"<submission {self._kadai_name}>"
