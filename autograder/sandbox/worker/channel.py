"""The worker's end of the conversation: blocking reads and writes on one descriptor."""

import os
from collections.abc import Sequence
from typing import Any

from ..wire import frames
from ..wire.messages import FromExaminer, decode_from_examiner


class Channel:
    """Sends and receives whole messages. Where the examiner is gone, the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, message: Any, buffers: Sequence[bytes] = ()) -> None:
        """Write one message."""
        for part in frames.pack(message, buffers):
            view = memoryview(part)
            while view:
                view = view[os.write(self._descriptor, view) :]

    def receive(self) -> tuple[FromExaminer, memoryview]:
        """Read one message: header and payload."""
        header, payload = frames.unpack_prefix(self._read(frames.PREFIX.size))
        message = decode_from_examiner(self._read(header))
        return message, memoryview(self._read(payload))

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            count = os.readv(self._descriptor, [view])
            if count == 0:
                os._exit(0)
            view = view[count:]
        return data
