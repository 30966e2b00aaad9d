"""Writing files that the user named."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import UsageError, system_said
from autograder.text import Text
from autograder.writing import write_whole


def page_file(path: Path) -> Path:
    """The file of a web page: `path` where that is called so or is standard output, else ``index.html`` in it."""
    return path if str(path) == "-" or path.suffix.lower() in (".html", ".htm") else path / "index.html"


def write_text(path: Path, text: str) -> None:
    """Write `text` in UTF-8 to what `path` names (see `write_whole`); ``-`` is standard output.

    A pipe or a file behind standard output gets the very bytes that a named file would: who reads JSON or a table
    must not depend on the console's encoding. A terminal gets what it can show.

    Raises:
        UsageError: if it cannot be written.
    """
    if str(path) == "-" and (sys.stdout.isatty() or not hasattr(sys.stdout, "buffer")):
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
        what = Text("standard output", "標準出力") if str(path) == "-" else Text.same(str(path))
        why = system_said(error)
        cannot = Text(
            f": cannot be written ({why.en}); name another file",
            f": 書き込めません（{why.ja}）。別のファイルを指定してください",
        )
        raise UsageError(what + cannot) from None


def refuse_two_outputs(*paths: Path | None) -> None:
    """Raises: UsageError if two of them are standard output."""
    if sum(str(path) == "-" for path in paths) > 1:
        raise UsageError(
            Text(
                "two outputs want standard output; name a file for one of them",
                "2 つの出力がどちらも標準出力に書こうとしています。一方にはファイルを指定してください",
            )
        )


def _stop_printing() -> None:
    """What is still to be printed goes nowhere, so that the end of this process is not about it."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
