"""Mistakes of a hidden test itself, told with file and line to whoever can mend them."""

import difflib
import traceback
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from autograder.numerics import Inconclusive
from autograder.text import Text

# What an answer of the submission cannot cause, whatever it is.
_OF_THE_AUTHOR = (NameError, ImportError, SyntaxError, Inconclusive, pytest.FixtureLookupError, pytest.UsageError)


class CheckError(Exception):
    """A mistake in a hidden test; ``text`` says where and what."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def where(file: str, line: int) -> Text:
    """A line of a file of the course, in words."""
    name = Path(file).name
    return Text(f"{name} line {line}", f"{name} の {line} 行目")


def is_of_the_author(error: BaseException) -> bool:
    """Whether an exception that came out of a check shows a mistake in the check, whatever the submission did."""
    return isinstance(error, (CheckError, *_OF_THE_AUTHOR))


def mistake(error: BaseException, folders: Collection[Path]) -> Text:
    """What went wrong in a check, and in which line of which file in `folders`: those of its author."""
    if isinstance(error, CheckError):
        return error.text
    if isinstance(error, pytest.FixtureLookupError):
        return _no_fixture(error)
    what = f"{type(error).__name__}: {error}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).parent in folders:
            place = where(frame.filename, frame.lineno or 0)
            return Text(f"{place.en}: {what}", f"{place.ja}: {what}")
    return Text.same(what)


def _no_fixture(error: pytest.FixtureLookupError) -> Text:
    request: Any = error.request
    function = error.fixturestack[-1].func if error.fixturestack else request._pyfuncitem.obj
    place = where(*_definition(function))
    name = error.argname
    if name is None:
        return Text(f"{place.en}: {error.msg}", f"{place.ja}: {error.msg}")
    close = difflib.get_close_matches(name, _fixtures(error), n=1)
    en, ja = (f"; did you mean {close[0]}?", f" {close[0]} のことですか。") if close else ("", "")
    return Text(
        f"{place.en}: fixture {name!r} not found{en}", f"{place.ja}: フィクスチャ {name!r} がありません。{ja}".rstrip()
    )


def _definition(function: Any) -> tuple[str, int]:
    """File and line of a function's ``def``, below its decorators."""
    code = function.__code__
    lines = Path(code.co_filename).read_text(encoding="utf-8").splitlines()
    after = lines[code.co_firstlineno - 1 :]
    below = next((n for n, line in enumerate(after) if line.lstrip().startswith(("def ", "async def "))), 0)
    return code.co_filename, code.co_firstlineno + below


def _fixtures(error: pytest.FixtureLookupError) -> list[str]:
    """The names of those that exist: pytest itself says which."""
    _, _, names = str(error.formatrepr().errorstring).partition("available fixtures: ")
    return names.partition("\n")[0].split(", ")
