"""What fuzzing starts from: well-formed frames, zips and notebooks."""

import io
import json
import zipfile
from collections.abc import Iterator

import numpy as np

from autograder.sandbox.wire import frames
from autograder.sandbox.wire.encoder import Encoder
from autograder.sandbox.wire.messages import CallBack, Loaded, Progress, Raised, Ready, Return
from autograder.sandbox.wire.shared import Table

VALUES = (
    None, 1.5, "text", 1 << 80, [1, [2.0, ()], {"a": {3}}], np.arange(6.0).reshape(2, 3), np.float32(1), 1 + 2j,
    np.random.default_rng(0), slice(1, None), ...,
)  # fmt: skip


def replies() -> Iterator[bytes]:
    """Frames as a worker sends them."""
    for value in VALUES:
        encoder = Encoder(Table(1), lambda obj: obj)
        root = encoder.value(value, share=True)
        heap, buffers = encoder.finish([], [])
        yield b"".join(frames.pack(Return(1, root, heap), buffers))
        yield b"".join(frames.pack(CallBack(1, 2, [root], ["x"], heap), buffers))
        yield b"".join(frames.pack(Raised(1, "error", "E", ["Exception"], "m", "m", [], [], -1, heap), buffers))
    for message in (Ready({}, {}), Progress(1, "a.py", 1), Loaded([])):
        yield b"".join(frames.pack(message))


def notebooks() -> Iterator[bytes]:
    """Notebooks of two formats."""
    cell = {"cell_type": "code", "source": ["x = 1\n"], "metadata": {"nbgrader": {"grade": True}}}
    yield json.dumps({"nbformat": 4, "cells": [cell]}).encode()
    yield json.dumps({"nbformat": 3, "worksheets": [{"cells": [{**cell, "input": "x = 1"}]}]}).encode()


def archives() -> Iterator[bytes]:
    """Zips with and without folders."""
    for names in (("soft.py",), ("alice/soft.py", "alice/helper.py")):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, "x = 1\n")
        yield content.getvalue()
