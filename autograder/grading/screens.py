"""What a submission prints, and what it reads from the keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from autograder.grading.module_text import asker_of, blocks_of
from autograder.numerics import Mismatch
from autograder.sandbox.worker.screen import MOST_PRINTED, Screen
from autograder.text import Text, one_line


class Terminal:
    """What was printed: ``text``, once the ``with`` block has ended."""

    text = ""

    def __repr__(self) -> str:
        return f"Terminal({self.text!r})"


@contextmanager
def terminal(module: Any, *typed: object) -> Iterator[Terminal]:
    """A terminal for what is called in a ``with`` block: lines for ``input()``, and what is printed.

    The questions that ``input(…)`` asks are printed as well, what is typed is not. Where more is read than was typed,
    ``input()`` raises EOFError; where more than 1 MB is printed, ``print()`` raises OSError: errors of the submission.

    Added in version 0.1.0.

    Args:
        module: `submission` or `reference`.
        typed: lines, without their ends.

    Examples:
        >>> import colorsys
        >>> with terminal(colorsys, "Ada", 36) as shown:
        ...     name, age = input("Name? "), int(input("Age? "))
        ...     print("Hello,", name, age + 1)
        >>> shown.text
        'Name? Age? Hello, Ada 37\\n'
    """
    lines = [str(line) for line in typed]
    shown, asker, screen = Terminal(), asker_of(module), Screen()
    if asker is None:
        screen.turn_on(lines)
    else:
        asker.ask("turn_on", lines, label="terminal()")
    try:
        yield shown
    except BaseException:
        if asker is None:
            screen.turn_off()
        else:
            with suppress(BaseException):  # what has gone wrong before is what counts
                asker.ask("turn_off", label="terminal().text")
        raise
    shown.text = screen.turn_off() if asker is None else _came(asker.ask("turn_off", label="terminal().text"))


def run_program(module: Any, *typed: object) -> str:
    """Run a whole submission once more from its first line, as ``python file.py`` does; what it prints.

    For tasks that ask for a program and no function. Lines for ``input()`` and limits are as for `terminal`; names that
    it defines are gone afterwards. ``exit()`` ends it.

    Added in version 0.1.0.

    Args:
        module: `submission` or `reference`.
        typed: lines, without their ends.

    Returns:
        What was printed.

    Examples:
        >>> import calendar
        >>> run_program(calendar).split()[1:3]
        ['January', 'February']
    """
    lines = [str(line) for line in typed]
    asker = asker_of(module)
    if asker is None:
        return Screen().run(blocks_of(module), lines)
    return _came(asker.ask("run_program", lines, label="the program"))


def assert_printed(actual: object, expected: str, *, what: str = "", exact: bool = False) -> None:
    """Reject a text that was printed and is not the expected one; the first line that differs is named.

    Spaces at the ends of lines and empty lines at the end do not count.

    Added in version 0.1.0.

    Args:
        actual: a `Terminal`, or a text.
        expected: the text.
        what: what the message calls it: ``"what greet('Ada') prints"``.
        exact: every character counts.

    Raises:
        AssertionError: if they differ. A student does not read what was expected in a hidden check.

    Examples:
        >>> assert_printed("Hello, Ada \\n", "Hello, Ada")
        >>> assert_printed("Hello, ada", "Hello, Ada", what="the greeting")
        Traceback (most recent call last):
        Mismatch: the greeting: line 1 is "Hello, ada", expected "Hello, Ada" (upper and lower case differ)...
    """
    text = actual.text if isinstance(actual, Terminal) else actual
    name = what or "what is printed"
    if not isinstance(text, str):
        kind = type(text).__name__
        raise Mismatch(Text(f"{name} is no text but {kind}", f"{what or '表示'} が文字列ではなく {kind} です"))
    got, wanted = _lines(text, exact), _lines(expected, exact)
    for number, (mine, theirs) in enumerate(zip(got, wanted, strict=False), 1):
        if mine != theirs:
            raise _other_line(Text(name, what or "表示"), number, mine, theirs)
    if len(got) != len(wanted):
        raise _other_end(Text(name, what or "表示"), got, wanted)


def _came(text: object) -> str:
    """What a worker says was printed.

    Raises:
        Mismatch: for what cannot have been.
    """
    if not isinstance(text, str) or len(text) > MOST_PRINTED:
        raise Mismatch(Text("What your program prints cannot be read.", "プログラムが表示したものを読み取れません。"))
    return text


def _lines(text: str, exact: bool) -> list[str]:
    lines = text.split("\n")
    return lines if exact else [line.rstrip() for line in text.rstrip().split("\n")]


def _other_line(what: Text, number: int, mine: str, theirs: str) -> Mismatch:
    got, wanted, why = one_line(mine, 200), one_line(theirs, 200), _likeness(mine, theirs)
    told = Text(f'{what.en}: line {number} is "{got}"', f"{what.ja}：{number} 行目が「{got}」です")
    full = Text(f', expected "{wanted}"', f"（正しくは「{wanted}」）")
    return Mismatch(
        told + full + why, told=told + Text(", which is not what is expected", "が、正しくありません") + why
    )


def _other_end(what: Text, got: list[str], wanted: list[str]) -> Mismatch:
    number = min(len(got), len(wanted)) + 1
    if len(got) > len(wanted):
        line = one_line(got[number - 1], 200)
        return Mismatch(
            Text(
                f'{what.en} has more lines than expected: line {number} is "{line}"',
                f"{what.ja}の行が多すぎます。{number} 行目：「{line}」",
            )
        )
    told = Text(f"{what.en} ends too early: line {number} is missing", f"{what.ja}の {number} 行目がありません")
    line = one_line(wanted[number - 1], 200)
    return Mismatch(told + Text(f', expected "{line}"', f"（正しくは「{line}」）"), told=told)


def _likeness(mine: str, theirs: str) -> Text:
    """In what two lines differ, if it is little."""
    if "".join(mine.split()) == "".join(theirs.split()):
        return Text(" (only spaces differ)", "（空白だけが違います）")
    if mine.casefold() == theirs.casefold():
        return Text(" (upper and lower case differ)", "（大文字と小文字だけが違います）")
    return Text("", "")
