"""The state of NumPy's random generators as bytes of a fixed length, checked before it is put back.

NumPy trusts some fields of a state (a position inside a buffer, for instance), so a forged one could read outside
memory.
"""

import hashlib
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from .bounds import ProtocolError

_GAUSS = struct.Struct("<Bd")
_M64 = (1 << 64) - 1


def _pcg_dump(state: dict[str, Any]) -> bytes:
    inner = state["state"]
    return struct.pack(
        "<QQQQBI",
        inner["state"] & _M64, inner["state"] >> 64, inner["inc"] & _M64, inner["inc"] >> 64,
        state["has_uint32"], state["uinteger"],
    )  # fmt: skip


def _pcg_load(data: bytes) -> dict[str, Any]:
    low, high, inc_low, inc_high, has, value = struct.unpack("<QQQQBI", data)
    inner = {"state": low | high << 64, "inc": inc_low | inc_high << 64}
    return {"state": inner, "has_uint32": _flag(has), "uinteger": value}


def _mt_dump(state: dict[str, Any]) -> bytes:
    return bytes(state["state"]["key"].astype("<u4").tobytes()) + struct.pack("<I", state["state"]["pos"])


def _mt_load(data: bytes) -> dict[str, Any]:
    if len(data) != 624 * 4 + 4:
        raise ProtocolError("a generator's state has the wrong length")
    (position,) = struct.unpack("<I", data[624 * 4 :])
    if position > 624:
        raise ProtocolError("a generator's position is out of bounds")
    return {"state": {"key": np.frombuffer(data, "<u4", 624).astype(np.uint32), "pos": position}}


def _philox_dump(state: dict[str, Any]) -> bytes:
    inner = state["state"]
    words = [*inner["counter"], *inner["key"], *state["buffer"]]
    tail = (state["buffer_pos"], state["has_uint32"], state["uinteger"])
    return struct.pack("<10QBBI", *(int(word) for word in words), *tail)


def _philox_load(data: bytes) -> dict[str, Any]:
    *words, position, has, value = struct.unpack("<10QBBI", data)
    if position > 4:
        raise ProtocolError("a generator's position is out of bounds")
    array = np.array(words, np.uint64)
    inner = {"counter": array[:4], "key": array[4:6]}
    return {"state": inner, "buffer": array[6:], "buffer_pos": position, "has_uint32": _flag(has), "uinteger": value}


def _sfc_dump(state: dict[str, Any]) -> bytes:
    words = (int(word) for word in state["state"]["state"])
    return struct.pack("<4QBI", *words, state["has_uint32"], state["uinteger"])


def _sfc_load(data: bytes) -> dict[str, Any]:
    *words, has, value = struct.unpack("<4QBI", data)
    return {"state": {"state": np.array(words, np.uint64)}, "has_uint32": _flag(has), "uinteger": value}


def _flag(value: int) -> int:
    if value > 1:
        raise ProtocolError("a generator's flag is neither 0 nor 1")
    return value


_Codec = tuple[Callable[[dict[str, Any]], bytes], Callable[[bytes], dict[str, Any]]]
_CODECS: dict[str, _Codec] = {
    "PCG64": (_pcg_dump, _pcg_load),
    "PCG64DXSM": (_pcg_dump, _pcg_load),
    "MT19937": (_mt_dump, _mt_load),
    "Philox": (_philox_dump, _philox_load),
    "SFC64": (_sfc_dump, _sfc_load),
}


def is_random_source(obj: object) -> bool:
    """Whether the object is a generator whose state can travel."""
    return type(obj) in (np.random.Generator, np.random.RandomState) and kind_of(obj).split(":")[1] in _CODECS


def kind_of(source: Any) -> str:
    """The kind of a generator as it is written on the wire, such as ``Generator:PCG64``."""
    if type(source) is np.random.RandomState:
        return "RandomState:" + str(source.get_state(legacy=False)["bit_generator"])
    return "Generator:" + type(source.bit_generator).__name__


def dump_state(source: Any) -> bytes:
    """The state as bytes."""
    if type(source) is np.random.RandomState:
        legacy: Any = source.get_state(legacy=False)
        gauss = _GAUSS.pack(legacy["has_gauss"], legacy["gauss"])  # normal numbers come in pairs: the second one
        return gauss + _CODECS[legacy["bit_generator"]][0](legacy)
    state = source.bit_generator.state
    return _CODECS[state["bit_generator"]][0](state)


def load_state(source: Any, data: bytes) -> None:
    """Put a state back.

    Raises:
        ProtocolError: where the bytes are not a state of this kind of generator.
    """
    name = kind_of(source).split(":")[1]
    load = _CODECS[name][1]
    try:
        if type(source) is np.random.RandomState:
            has_gauss, gauss = _GAUSS.unpack(data[: _GAUSS.size])
            legacy = {"bit_generator": name, "has_gauss": _flag(has_gauss), "gauss": gauss}
            source.set_state({**load(data[_GAUSS.size :]), **legacy})
        else:
            source.bit_generator.state = {**load(data), "bit_generator": name}
    except (struct.error, ValueError, TypeError, KeyError, OverflowError) as error:
        raise ProtocolError(f"a generator's state: {error}") from None


def make(kind: str, data: bytes) -> Any:
    """A generator of the kind, in the state."""
    outer, _, name = kind.partition(":")
    if name not in _CODECS or outer not in ("Generator", "RandomState"):
        raise ProtocolError(f"a generator of kind {kind!r} is not allowed")
    bit_generator = getattr(np.random, name)(0)
    source = np.random.RandomState(bit_generator) if outer == "RandomState" else np.random.Generator(bit_generator)
    load_state(source, data)
    return source


class Streams:
    """Generators of which others are handed over in their place: who holds a generator can foresee what it draws.

    Args:
        resampled: whether whatever is handed over begins elsewhere than it otherwise would; alike what is alike.
    """

    def __init__(self, *, resampled: bool = False) -> None:
        self._resampled = resampled
        self._makers: dict[int, tuple[Any, Callable[[], Any]]] = {}  # by the id of a bit generator, which is held
        self._made: dict[tuple[int, type], Any] = {}

    def clear(self) -> None:
        """Forget them."""
        self._makers.clear()
        self._made.clear()

    def put(self, source: Any, make: Callable[[], Any]) -> None:
        """From now on what `make` returns is handed over in place of a ``numpy.random.Generator``."""
        self._makers[id(source.bit_generator)] = source.bit_generator, make

    def of(self, source: Any) -> Any:
        """What is handed over for a generator: mostly itself."""
        bits = source.bit_generator if type(source) is np.random.Generator else getattr(source, "_bit_generator", None)
        _, make = self._makers.get(id(bits), (None, None))
        if make is None:
            if not self._resampled or any(source is made for made in self._made.values()):
                return source
            self._makers[id(bits)] = bits, make = bits, lambda: source
        key = id(bits), type(source)
        if key not in self._made:
            made = _elsewhere(make()) if self._resampled else make()
            legacy = type(source) is np.random.RandomState
            self._made[key] = np.random.RandomState(made.bit_generator) if legacy else made
        return self._made[key]

    def of_method(self, function: Any) -> Any:
        """The same for a generator's method."""
        if (
            not self._makers and not self._resampled
        ):  # as in a worker, where the object may be the submission's, which is not to be asked
            return function
        owner = getattr(function, "__self__", None)
        if not is_random_source(owner):
            return function
        return getattr(self.of(owner), function.__name__)


def _elsewhere(source: Any) -> np.random.Generator:
    """A generator that draws otherwise: the same for all in the same state."""
    digest = hashlib.sha256(dump_state(source)).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "little"))
