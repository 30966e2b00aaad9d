"""What is shown on whatever console there is: every character that it lacks has another sign that it has.

Python's standard output is not Unicode on Windows in a pipe, a file or an IDE's runner, nor wherever
``PYTHONIOENCODING`` or an old locale says so. This is the only place that knows what stands in for what.
"""

import codecs
import io
import os
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO, cast

from autograder.language import said, spoken
from autograder.text import Text, without_commands

if TYPE_CHECKING:
    from rich.console import Console

_INSTEAD = {
    "✓": ("√", "+"), "✗": ("×", "x"), "□": ("_",), "△": ("~",), "▶": (">",), "✎": ("*",), "█": ("■", "#"), "■": ("#",),
    "…": ("...",), "–": ("-",), "—": ("-",), "−": ("-",), "─": ("-",), "━": ("-",), "╌": ("-",), "│": ("|",),
    "└": ("`",), "├": ("|",), "·": ("・", "-"), "→": ("->",), "←": ("<-",), "×": ("x",), "⊗": ("x",),
    "≥": (">=",), "≤": ("<=",), "≠": ("!=",), "≈": ("~",), "±": ("+-",), "∞": ("inf",), "²": ("^2",), "½": ("1/2",),
    "⁻": ("^-",), "⁹": ("9",), "√": ("sqrt ",), "Σ": ("sum ",), "∂": ("d",), "“": ('"',), "”": ('"',), "„": ('"',),
    "‘": ("'",), "’": ("'",), "（": ("(",), "）": (")",), "、": (", ",), "。": (". ",), "：": (": ",), "；": ("; ",),
    "「": ('"',), "」": ('"',), "？": ("?",), "\u00a0": (" ",), "\u3000": ("  ",),
}  # fmt: skip
"""The best first. What is not here is shown by its number (``\\u9234``): an id must not become another one."""

_WIDE = 10_000  # columns
_BLANKS = re.compile(r"[ \t]+(?=\n)")

NO_JAPANESE = Text(
    "kadai: shown in English, since this console ({encoding}) has no Japanese characters; set PYTHONUTF8=1, "
    "or PYTHONIOENCODING to the console's encoding",
    "",
)


def open_standard() -> None:
    """Have what whoever started this program has closed lead nowhere: input, output and errors are there from now on.

    Otherwise the next file that is opened would take the place of one of them, and get what is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    sys.stdin, sys.stdout, sys.stderr = (
        stream or open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, (stream, mode) in enumerate(((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w")))
    )


def adapt(*streams: TextIO) -> None:
    """From now on nothing that is written to these streams fails for a character that their encoding lacks."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            name = f"kadai-{stream.encoding}"
            codecs.register_error(name, partial(_others, stream.encoding))
            stream.reconfigure(errors=name)


def has_japanese(stream: TextIO) -> bool:
    """Whether a stream can show Japanese."""
    return _has(getattr(stream, "encoding", None) or "utf-8", "課題です")


def console(*, stderr: bool = False) -> "Console":
    """Where tables and coloured lines are printed.

    Nothing is wrapped or padded in a pipe or a file, unless ``COLUMNS`` asks for it.
    """
    from rich.console import Console  # commands that print lines alone do without

    stream = sys.stderr if stderr else sys.stdout
    if stream.isatty():
        return Console(stderr=stderr, highlight=False)
    width = None if os.environ.get("COLUMNS") else _WIDE
    return Console(file=cast(TextIO, _Trimmed(stream)), width=width, highlight=False)


class _Trimmed:
    """A stream that gets no blanks at the ends of lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(_BLANKS.sub("", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def say(text: Text | str, *, err: bool = False) -> None:
    """Print a line in the language that is spoken here; no log of a build takes it for a command."""
    # Not click.echo: it takes a console that has only ASCII for one that is set up wrongly, and sends it UTF-8.
    print(without_commands(said(text)), file=sys.stderr if err else sys.stdout)


def complain(text: Text | str) -> None:
    """Print a line about what kadai was asked to do, on standard error."""
    say("kadai: " + text, err=True)


def hint_at_encoding() -> None:
    """Say why Japanese is not spoken although it was asked for."""
    if spoken() == "en":
        say(NO_JAPANESE.en.format(encoding=sys.stdout.encoding), err=True)


def _others(encoding: str, error: UnicodeError) -> tuple[str | bytes, int]:
    """See `codecs.register_error`; the error itself does not always know the encoding's name."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_other(c, encoding) for c in error.object[error.start : error.end]), error.end


def _other(character: str, encoding: str) -> str:
    number = ord(character)
    escape = f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return next((sign for sign in _INSTEAD.get(character, ()) if _has(encoding, sign)), escape)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True
