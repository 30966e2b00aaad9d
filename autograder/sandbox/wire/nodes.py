"""The typed header of a value: a flat heap of nodes.

A value is either an *atom*, written as it is, or a reference ``(index,)`` to a node of the message's heap.
A node refers only to nodes before it, so the heap cannot contain a cycle, and decoding is one loop without recursion,
however deep the value. Two references to one node are one object on the other side too.

A node of a mutable object carries a *key*: 0 for a plain copy, otherwise the object is *shared* from now on (see
``shared``).
"""

from typing import Annotated

from msgspec import Meta, Struct

from .bounds import MAX_BIGINT_BYTES, MAX_NDIM

Index = Annotated[int, Meta(ge=0)]
Ref = tuple[Index]
Value = None | bool | int | float | str | Ref
Key = Annotated[int, Meta(ge=0, le=1 << 60)]
Dimension = Annotated[int, Meta(ge=0)]


class ListNode(Struct, tag=1, array_like=True, frozen=True):
    """A list."""

    key: Key
    items: list[Value]


class TupleNode(Struct, tag=2, array_like=True, frozen=True):
    """A tuple."""

    items: list[Value]


class DictNode(Struct, tag=3, array_like=True, frozen=True):
    """A dict, in its order."""

    key: Key
    keys: list[Value]
    values: list[Value]


class SetNode(Struct, tag=4, array_like=True, frozen=True):
    """A set (with a key, if shared) or a frozenset."""

    key: Key
    frozen: bool
    items: list[Value]


class ArrayNode(Struct, tag=5, array_like=True, frozen=True):
    """An array; its buffer is the next part of the payload, in C order."""

    key: Key
    dtype: str
    shape: Annotated[list[Dimension], Meta(max_length=MAX_NDIM)]
    writable: bool


class ScalarNode(Struct, tag=6, array_like=True, frozen=True):
    """A NumPy scalar."""

    dtype: str
    data: Annotated[bytes, Meta(max_length=16)]


class ComplexNode(Struct, tag=7, array_like=True, frozen=True):
    """A Python complex number."""

    real: float
    imag: float


class BytesNode(Struct, tag=8, array_like=True, frozen=True):
    """A bytes object."""

    data: bytes


class BigIntNode(Struct, tag=9, array_like=True, frozen=True):
    """An integer outside 64 bits, two's complement, little-endian."""

    data: Annotated[bytes, Meta(max_length=MAX_BIGINT_BYTES)]


class SliceNode(Struct, tag=10, array_like=True, frozen=True):
    """A slice."""

    start: Value
    stop: Value
    step: Value


class EllipsisNode(Struct, tag=11, array_like=True, frozen=True):
    """The Ellipsis."""


class GeneratorNode(Struct, tag=12, array_like=True, frozen=True):
    """A ``numpy.random.Generator`` or ``RandomState``: always shared, so that both sides draw from one stream."""

    key: Key
    kind: str
    state: Annotated[bytes, Meta(max_length=4096)]


class KnownNode(Struct, tag=13, array_like=True, frozen=True):
    """An object that both sides know already, by its key."""

    key: Key


class OpaqueNode(Struct, tag=14, array_like=True, frozen=True):
    """An object that stays in the worker: an instance, function, class, module, iterator …"""

    key: Key
    type_name: Annotated[str, Meta(max_length=200)]
    name: Annotated[str, Meta(max_length=200)]  # of a function or class, otherwise empty
    methods: Annotated[tuple[Annotated[str, Meta(max_length=100)], ...], Meta(max_length=64)] = ()  # of an instance


class CallbackNode(Struct, tag=15, array_like=True, frozen=True):
    """A function that stays in the examiner and is called from the worker; ``binds`` where it is a plain function,
    ``doc`` what it says of itself."""

    key: Key
    name: str
    binds: bool = False
    doc: str | None = None


class GlobalNode(Struct, tag=16, array_like=True, frozen=True):
    """A function or class of the submission's module, by its name there."""

    name: Annotated[str, Meta(max_length=200)]


class MadeNode(Struct, tag=17, array_like=True, frozen=True):
    """A value of one of the closed set of `kinds`, made of parts; only in a conversation about a whole notebook."""

    kind: Annotated[str, Meta(max_length=50)]
    parts: Annotated[list[Value], Meta(max_length=20)]


class LentNode(Struct, tag=18, array_like=True, frozen=True):
    """An object of the examiner's that is asked from the worker: its class's name and operators, and the text or number
    that it is as well, if its class inherits from one. ``homes`` are modules and names of those of its classes that the
    worker may have, too."""

    key: Key
    type_name: str
    base: Value
    operators: list[str]
    homes: list[tuple[str, str]] = []


class BuiltNode(Struct, tag=19, array_like=True, frozen=True):
    """An object of a package that the worker makes: by calling what stands in a module under a name.

    ``parts`` are the arguments, a state, items, and pairs of key and value; without any, it is what stands there.
    """

    home: str
    name: str
    parts: Annotated[list[Value], Meta(max_length=4)]


Node = (
    ListNode
    | TupleNode
    | DictNode
    | SetNode
    | ArrayNode
    | ScalarNode
    | ComplexNode
    | BytesNode
    | BigIntNode
    | SliceNode
    | EllipsisNode
    | GeneratorNode
    | KnownNode
    | OpaqueNode
    | CallbackNode
    | GlobalNode
    | MadeNode
    | LentNode
    | BuiltNode
)
