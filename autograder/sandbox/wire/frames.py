"""A message on the socket: lengths, header, payload."""

import struct
from collections.abc import Sequence
from typing import Any

from .bounds import MAX_HEADER, MAX_PAYLOAD, ProtocolError
from .messages import encode_header

PREFIX = struct.Struct("<4sIQ")
_MAGIC = b"kdi1"


def pack(message: Any, buffers: Sequence[bytes] = ()) -> list[bytes]:
    """The parts of a frame, to be written one after the other."""
    header = encode_header(message)
    return [PREFIX.pack(_MAGIC, len(header), sum(map(len, buffers))) + header, *filter(None, buffers)]


def unpack_prefix(data: bytes | bytearray, *, trusted: bool = False) -> tuple[int, int]:
    """The lengths of header and payload; there are no bounds for what comes from the examiner.

    Raises:
        ProtocolError: where the prefix is none, or a length is out of bounds.
    """
    magic, header, payload = PREFIX.unpack_from(data)
    if magic != _MAGIC:
        raise ProtocolError("a message does not begin as one")
    if not trusted and (header > MAX_HEADER or payload > MAX_PAYLOAD):
        raise ProtocolError("a message is too long")
    return header, payload
