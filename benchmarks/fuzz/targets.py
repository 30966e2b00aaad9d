"""What is fuzzed: bytes go in, and nothing but the documented refusals may come out."""

import zipfile
from collections.abc import Callable, Iterable

import corpus
import msgspec

from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.decoding import source_of
from autograder.course.handed_in.magics import clean_module
from autograder.course.handed_in.unreadable import Unreadable
from autograder.sandbox.wire import frames
from autograder.sandbox.wire.bounds import ProtocolError
from autograder.sandbox.wire.decoder import Decoder
from autograder.sandbox.wire.messages import CallBack, Raised, Return, decode_from_worker
from autograder.sandbox.wire.shared import Table


class Examiner:
    """The examiner's side, for objects that are no values."""

    def opaque(self, node: object) -> object:
        """A stand-in."""
        return object()

    def callback(self, node: object) -> object:
        """Never sent to the examiner."""
        raise ProtocolError("a function")

    def lent(self, node: object) -> object:
        """Never sent to the examiner."""
        raise ProtocolError("an object of its own")

    def top_level(self, node: object) -> object:
        """Never sent to the examiner."""
        raise ProtocolError("a name")

    def known(self, key: int) -> object:
        """Not shared."""
        raise ProtocolError("not known")


def reply(data: bytes) -> None:
    """A frame from a worker, as the examiner reads it."""
    if len(data) < frames.PREFIX.size:
        return
    try:
        header, payload = frames.unpack_prefix(data[: frames.PREFIX.size])
        body = data[frames.PREFIX.size :]
        message = decode_from_worker(body[:header])
        if isinstance(message, (Return, CallBack, Raised)):
            table = Table(2)
            table.add(shared := [1, 2], (1, 2))
            decoder = Decoder(message.heap, memoryview(body[header : header + payload]), table, Examiner())
            if isinstance(message, Return):
                decoder.value(message.root)
            elif isinstance(message, CallBack):
                decoder.values(message.operands)
            assert isinstance(shared, list)
    except (ProtocolError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return


def notebook(data: bytes) -> None:
    """A notebook that a student handed in."""
    try:
        texts = source_of(data, "work.ipynb").texts
    except Unreadable:
        return
    for text in texts:
        text.encode()


def module(data: bytes) -> None:
    """A Python file that a student handed in."""
    try:
        text = source_of(data, "work.py").texts[0]
    except Unreadable:
        return
    clean_module(text).encode()


def archive(data: bytes) -> None:
    """A zip that a student handed in, and every file in it."""
    tree = Archive(data, "work.zip")
    try:
        for entry in tree.entries():
            if entry.kind == "file":
                tree.read(entry.name, 1 << 20)
    except Unreadable:
        return


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], Iterable[bytes]]]] = {
    "reply": (reply, corpus.replies),
    "notebook": (notebook, corpus.notebooks),
    "module": (module, lambda: [b"# coding: cp932\nx = 1\n", b"%matplotlib inline\nx = !ls\n"]),
    "archive": (archive, corpus.archives),
}
assert zipfile  # loaded before the fuzzer looks at coverage
