"""Goes through what every worker does, once, in the zygote.

Python fills caches as it runs: attributes it has looked up, specialised bytecode, types made at their first use. What
the zygote has filled, a worker inherits; what it has not, every worker fills anew, and pays for each page of memory
that it writes to.
"""

import builtins
import io
import itertools
import linecache
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..wire import frames
from ..wire.encoder import Encoder
from ..wire.messages import Answer, Ask, FromExaminer, Load, decode_from_examiner, encode_header
from ..wire.nodes import CallbackNode, KnownNode
from ..wire.shared import Table
from ..wire.sources import Sources
from . import cell_magics
from .link import Channel
from .serve import Server

_ROUNDS = 4  # bytecode is specialised after some
_MODULE = "kadai_rehearsal"
_TEXT = '''"""A module such as students write."""

from typing import Any

import numpy as np

EPSILON = 1e-7
SIZES: list[int] = [2, 3]


def softmax(x: np.ndarray) -> np.ndarray:
    """Shape (n, k)."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def gradient(f, x, h=1e-4):
    x[0, 0] += h
    return (f(x) - 1.0) / (2 * h) + np.zeros_like(x)


class Layer:
    """Keeps what it saw."""

    def __init__(self, w=None, *, rng: Any = None):
        self.w, self.y = w, None
        self.params = {"W1": np.zeros((2, 2)), "b1": np.zeros(2)}

    def forward(self, x):
        for key in self.params:
            x = x @ self.params[key] if key == "W1" else x + self.params[key]
        self.y = np.maximum(softmax(x), 0) if True else x
        return float(-np.log(self.y + EPSILON).sum() / len(x)), self.y, [1, (2, "three")]

    def fail(self, x):
        raise ValueError(f"shape {x.shape}")


if __name__ == "__main__":
    print(softmax(np.eye(2)))
'''


class _Over(Exception):
    """No message is left."""


class _Script(Channel):
    """Gives prepared messages, and forgets the answers."""

    def __init__(self, messages: Sequence[tuple[FromExaminer, Sequence[bytes]]]) -> None:
        super().__init__(-1)
        self._messages = list(messages)

    def send(self, message: Any, buffers: Sequence[bytes] = ()) -> None:
        """As if it were written."""
        b"".join(frames.pack(message, buffers))

    def receive(self) -> tuple[FromExaminer, memoryview]:
        """As if it were read."""
        if not self._messages:
            raise _Over
        message, buffers = self._messages.pop(0)
        return decode_from_examiner(encode_header(message)), memoryview(b"".join(buffers))


def warm_up() -> None:
    """Serve a made-up submission in this process, and leave no trace of it."""
    finders, opening, making = list(sys.meta_path), builtins.open, (os.mkdir, os.makedirs)
    try:
        Server(_Script(_messages())).run()
    except _Over:
        pass
    finally:
        sys.meta_path[:] = finders
        builtins.open = io.open = opening
        os.mkdir, os.makedirs = making
        sys.modules.pop(_MODULE, None)
        cell_magics.remove()
        linecache.clearcache()


def _messages() -> list[tuple[FromExaminer, Sequence[bytes]]]:
    layer = object()  # which the worker will know as its first object: key 1
    keys = itertools.count(2, 1000)

    def encoded(values: Sequence[Any]) -> tuple[list[Any], Any, Sequence[bytes]]:
        table = Table(first_key=next(keys))  # the worker forgets what it does not keep
        encoder = Encoder(
            table, lambda obj: KnownNode(1) if obj is layer else CallbackNode(table.new_key(), obj.__name__)
        )
        operands = encoder.values(values, share=True)
        return operands, *encoder.finish([], [])

    sources = Sources(module=_MODULE, main=f"{_MODULE}.py", cells=(_TEXT,))
    script: list[tuple[FromExaminer, Sequence[bytes]]] = [(Load(sources, []), [])]
    for seq, (op, operands, named) in enumerate(_requests(layer), 1):
        values, heap, buffers = encoded((*operands, *named.values()))
        script.append((Ask(seq, 1, op, values, list(named), heap), buffers))
        if operands[0] == "gradient":
            (root,), heap, buffers = encoded([1.5])
            script.append((Answer(seq, root, heap), buffers))
    return script


def _requests(layer: object) -> Iterator[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    yield "call_global", ("Layer",), {"w": np.eye(2), "rng": np.random.default_rng(1)}
    for _ in range(_ROUNDS):
        yield "call_method", (layer, "forward", np.eye(2)), {}
        yield "getattr", (layer, "params"), {}
        yield "call_global", ("softmax", np.eye(2)), {}
        yield "call_global", ("gradient", len, np.eye(2)), {}
        yield "call_method", (layer, "fail", np.eye(2)), {}
        yield "global", ("EPSILON",), {}
