"""Values that notebooks hand about beside plain ones: a closed set of kinds, each made of parts that are values.

``dump`` names an object's kind and its parts; ``make`` builds the object anew, out of parts that may be hostile: it
checks them, bounds what they grow to, and runs no code of whoever sent them. A kind whose library is not installed
here cannot be made. Only conversations about whole notebooks know these kinds.
"""

from collections.abc import Callable
from typing import Any

from ..bounds import ProtocolError
from . import array_kinds, frame_kinds, hint_kinds, picture_kinds, plain_kinds, symbol_kinds

Parts = list[Any]

_HOMES: tuple[Any, ...] = (plain_kinds, array_kinds, frame_kinds, picture_kinds, symbol_kinds, hint_kinds)
_MAKERS: dict[str, Callable[..., Any]] = {name: make for home in _HOMES for name, make in home.MAKERS.items()}
KINDS = frozenset(_MAKERS)


class Foreign:
    """What `dump` gives for an object that must stay where it is."""


FOREIGN = Foreign()


def dump(obj: Any) -> "tuple[str, Parts] | Foreign | None":
    """Kind and parts of an object; `FOREIGN` for one that stays; None for one that is none of ours."""
    kind = type(obj)
    if kind.__module__ == "__main__":  # a class of the notebook's own, whatever it inherits
        return FOREIGN
    found = plain_kinds.dump(obj)
    if found is not None:
        return found
    for home in _HOMES[1:]:
        if kind.__module__.partition(".")[0] in home.PACKAGES:
            made: tuple[str, Parts] | None = home.dump(obj)
            if made is not None:
                return made
    if kind.__module__.startswith("numpy.ma"):
        return FOREIGN
    if isinstance(obj, plain_kinds.CONTAINERS) and kind not in plain_kinds.CONTAINERS:
        return FOREIGN  # a library's own container, with methods of its own
    return None


def can_be_key(obj: Any) -> bool:
    """Whether it may be a dict's key or a set's member: not where its hashes could be made to collide."""
    if type(obj) is tuple:
        return all(map(can_be_key, obj))
    home = type(obj).__module__.partition(".")[0]
    return not (isinstance(obj, plain_kinds.NO_KEYS) or home in ("sympy", "pandas"))


def make(kind: str, parts: Parts) -> Any:
    """The object of a kind, from its parts.

    Raises:
        ProtocolError: if there is no such kind, or its parts make no sense.
    """
    maker = _MAKERS.get(kind)
    if maker is None:
        raise ProtocolError(f"a value of the kind {kind[:50]!r}")
    try:
        return maker(*parts)
    except ProtocolError:
        raise
    except Exception as error:  # a library's own complaints about nonsense
        raise ProtocolError(f"a {kind}: {type(error).__name__}") from None
