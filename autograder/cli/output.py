"""Writing files that the user named."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UsageError
from autograder.writing import write_whole


def write_text(path: Path, text: str) -> None:
    """Write `text` to what `path` names (see `write_whole`); ``-`` is standard output.

    Raises:
        UsageError: if it cannot be written.
    """
    if str(path) == "-":
        with _refused(path):
            sys.stdout.write(text)
            sys.stdout.flush()
    else:
        write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` as `write_text` writes a text."""
    with _refused(path):
        if str(path) == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


@contextlib.contextmanager
def _refused(path: Path) -> Iterator[None]:
    """What cannot be written is the user's to mend."""
    try:
        yield
    except BrokenPipeError:  # as `head` ends: whoever reads has enough
        _stop_printing()
    except OSError as error:
        what = "standard output" if str(path) == "-" else str(path)
        raise UsageError(f"{what}: cannot be written ({error.strerror}); name another file") from None


def _stop_printing() -> None:
    """What is still to be printed goes nowhere, so that the end of this process is not about it."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
