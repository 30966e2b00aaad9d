"""Given to the attacks on the wire: writes whatever frames they like to the connection, past the worker's own code."""

import os
import struct
import sys
import time

from kadai_sandbox.wire import frames, messages

_PREFIX = struct.Struct("<4sIQ")
_written = 0
_held = None


def write(data):
    """Write bytes to the connection."""
    global _written
    if _held is not None:
        _held.append(data)
        return
    while data:
        count = os.write(3, data)
        _written += count
        data = data[count:]


def at_once(*acts):
    """Do several things, and write what they write in one go."""
    global _held
    _held = []
    for act in acts:
        act()
    data, _held = b"".join(_held), None
    write(data)


def first():
    """Whether nothing has been written so far."""
    return _written == 0


def noise():
    """Write for ever."""
    while True:
        write(b"noise")
        time.sleep(0.001)


def wait(seconds=30):
    """Do not answer."""
    time.sleep(seconds)


def frame(header, payload, header_length=None, payload_length=None):
    """Write a frame; its lengths may lie."""
    lengths = (len(header) if header_length is None else header_length,
               len(payload) if payload_length is None else payload_length)  # fmt: skip
    write(_PREFIX.pack(b"kdi1", *lengths) + header + payload)


def send(message, payload=b""):
    """Write a message."""
    frame(frames.encode_header(message), payload)


def reply(root, nodes=(), payload=b"", changes=(), seq=None):
    """Answer the question that is being worked on."""
    heap = messages.Heap(list(nodes), list(changes))
    send(messages.Return(globals()["seq"]() if seq is None else seq, root, heap), payload)


def raised(type_name="Forged", bases=("Exception",), message="", frames=(), token=-1):
    """Answer with an exception."""
    send(messages.Raised(seq(), "error", type_name, list(bases), message, message, list(frames), [], token,
                         messages.Heap()))  # fmt: skip


def swallow_the_real_answer():
    """Keep the worker from answering this question itself."""
    channel = _server()._channel
    honest = channel.send

    def send_nothing(*_):
        channel.send = honest

    channel.send = send_nothing


def seq():
    """The number of the question that is being worked on: found in the frames below."""
    return _server()._seq


def key_of(obj):
    """The key under which an argument is shared with the grader."""
    return _server()._table.key_of(obj)


def _server():
    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Server":
        frame = frame.f_back
    return frame.f_locals["self"]
