"""What is told of a condition in a test that does not hold, in place of pytest's own English."""

import ast
import inspect
import linecache
import re
import sysconfig
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from autograder.text import NOTHING, Text

CONDITION = Text("The check's condition does not hold.", "テストの条件が成り立ちません。")
_PICTURE = re.compile(r"^assert ", re.M)  # how pytest's picture of a condition begins; it indents an author's lines
_CLASS = re.compile(r"<class '(?:[\w.]*\.)?(\w+)'>")
_NO_NAMES = ("any", "of", "exception", "expected")
_MOST_SHOWN = 200  # characters
_INSTALLED = (
    *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
    *(str(Path(inspect.getfile(package)).parents[1]) for package in (np, pytest)),
)


class Broken(NamedTuple):
    """A condition that does not hold.

    ``message`` is its author's, or a sentence about the exception that was to come, or empty. ``picture`` is what
    pytest, or a library's assertion, shows of it: in that stand expected values.
    """

    message: Text
    picture: str


def broken(error: BaseException) -> Broken:
    """What a failed assertion, or ``pytest.fail``, says."""
    words = str(error)
    expected = _about_exceptions(words)
    if expected:
        return Broken(expected, words if isinstance(error, AssertionError) else "")
    if not isinstance(error, AssertionError):
        return Broken(Text.same(words.strip()), "")
    picture = _PICTURE.search(words)
    start = 0 if _of_a_library(error) else picture.start() if picture else len(words)
    message = words[:start].strip()
    return Broken(Text.same(message) if message else NOTHING, words[start:].strip())


def with_condition(error: BaseException, folder: Path) -> Text:
    """The same for somebody who has the tests, which lie in a folder: with the condition, and what it was here."""
    message, picture = broken(error)
    source = _source(error, folder)
    if not source or (message and not picture):
        return message or CONDITION
    seen, _, _ = picture.partition("\n")
    seen = _short(seen.removeprefix("assert ")) if seen.startswith("assert ") else ""
    here = Text(f"; here it is `{seen}`", f"（ここでは `{seen}`）") if seen and seen != source else NOTHING
    said = Text(f"This does not hold: `{source}`{here.en}.", f"次の条件が成り立ちません：`{source}`{here.ja}。")
    library = NOTHING if seen or not picture else Text.same(picture)
    return Text.join([part for part in (message, said, library) if part], "\n")


def of_the_function_given(what: str) -> Text:
    """That a function failed which the check hands to the submission, when that called it."""
    return Text(
        f"The function that the check gives to your code failed when your code called it ({what}): look at what you "
        "call it with.",
        f"テストがあなたのコードに渡した関数を呼び出したところ、その関数の中で例外が発生しました（{what}）。"
        "何を渡して呼び出しているかを確かめてください。",
    )


def _about_exceptions(words: str) -> Text:
    """What ``pytest.raises`` and ``pytest.warns`` mean to say."""
    first = words.partition("\n")[0].removeprefix("DID NOT RAISE ")
    # Older versions of pytest write the class as such, newer ones its name.
    found = _CLASS.findall(first) or [word for word in re.findall(r"\w+", first) if word not in _NO_NAMES]
    names = " or ".join(found) if words.startswith("DID NOT") and found else "an exception"
    ja = names.replace(" or ", " か ").replace("an exception", "例外")
    if words.startswith("DID NOT RAISE"):
        return Text(
            f"Your code should raise {names} here, and does not.", f"ここで {ja} が発生するはずですが、発生しません。"
        )
    if words.startswith("DID NOT WARN"):
        return Text(
            f"Your code should warn here ({names}), and does not.", f"ここで警告 {ja} が出るはずですが、出ません。"
        )
    if words.startswith("Regex pattern did not match"):
        return Text(
            "The exception is of the right kind, but its message is not what is asked for.",
            "例外の種類は正しいのですが、メッセージの内容が違います。",
        )
    return NOTHING


def _of_a_library(error: AssertionError) -> bool:
    """Whether it was raised in Python's own or an installed package, such as ``numpy.testing``."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename.startswith(_INSTALLED)


def _source(error: BaseException, folder: Path) -> str:
    """The condition as it stands in the test, or the call that was to see to it; "" where that is not known."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).parent == folder and frame.lineno:
            return _statement("".join(linecache.getlines(frame.filename)), frame.lineno)
    return ""


def _statement(text: str, line: int) -> str:
    try:
        around = [part for part in _statements(ast.parse(text)) if part.lineno <= line <= (part.end_lineno or 0)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    if not around:
        return ""
    innermost = max(around, key=lambda part: part.lineno)
    part = innermost.test if isinstance(innermost, ast.Assert) else innermost
    return _short(ast.get_source_segment(text, part) or "")


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    return (part for part in ast.walk(tree) if isinstance(part, ast.stmt))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1] + "…"
