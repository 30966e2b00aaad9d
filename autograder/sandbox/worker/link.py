"""The worker's end of the conversation: blocking reads and writes on one descriptor."""

import os
from collections.abc import Sequence
from typing import Any

from ..wire import frames
from ..wire.messages import FromExaminer, decode_from_examiner

_CHUNK = 1 << 16


class Channel:
    """Sends and receives whole messages. Where the examiner is gone, the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, message: Any, buffers: Sequence[bytes] = ()) -> None:
        """Write one message: at once, if it is short, so that the other side is woken once."""
        parts = frames.pack(message, buffers)
        if sum(map(len, parts)) <= _CHUNK:
            parts = [b"".join(parts)]
        for part in parts:
            view = memoryview(part)
            while view:
                view = view[os.write(self._descriptor, view) :]

    def receive(self) -> tuple[FromExaminer, memoryview]:
        """Read one message: header and payload. The examiner sends one at a time."""
        data = os.read(self._descriptor, _CHUNK)
        data += self._rest(frames.PREFIX.size - len(data))
        header, payload = frames.unpack_prefix(data, trusted=True)
        body = frames.PREFIX.size + header
        data += self._rest(body + payload - len(data))
        return decode_from_examiner(data[frames.PREFIX.size : body]), memoryview(data)[body:]

    def _rest(self, size: int) -> bytes | bytearray:
        if size <= 0:
            return b""
        data = bytearray(size)
        view = memoryview(data)
        while view:
            count = os.readv(self._descriptor, [view])
            if count == 0:
                os._exit(0)
            view = view[count:]
        return data
