"""Given code cells of a notebook that its student changed: what was added is kept, what was given is given back.

Students put an import or a helper of their own into the first cell at hand, though it is not theirs to change, and
some front ends let them. Their version runs, and then what was released runs over it: what they added is there, and
what the course gives is what the course gave. nbgrader's road does the same (`nbgrader/restore.py`), so that a notebook
gets the same marks on both. To be told of it is another matter: nobody has changed a cell of an older release.
"""

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from autograder.course.handed_out.released import Released
from autograder.course.handed_out.top_level import parsed
from autograder.text import Text, one_line


class Given(NamedTuple):
    """The cells as they run, and the numbers, from 1, of those that were changed."""

    cells: tuple[str, ...]
    changed: tuple[int, ...]


def given_back(cells: Sequence[str], names: Sequence[str], released: Released) -> Given:
    """The code cells of a notebook, as Python, with what was released of those that were given.

    Args:
        cells: their texts.
        names: what nbgrader calls each of them; empty for a cell of the student's own.
        released: what students were given.
    """
    last = {name: number for number, name in enumerate(names) if name in released.given}
    new, changed = list(cells), []
    for name, number in last.items():  # of several with one name the last is it, as for nbgrader
        given, text = released.given[name], cells[number]
        if text.strip() == given.strip() or is_for_trying(given):
            continue
        new[number] = f"{_whole_statements(text)}\n{given}"
        if not (text.strip() and released.is_given(text)):
            changed.append(number + 1)
    return Given(tuple(new), tuple(changed))


def is_for_trying(text: str) -> bool:
    """Whether a given cell is there to be played with: nothing in it runs when it is graded."""
    return text.lstrip().startswith("if __name__ ")


def remark_of(changed: Sequence[int], names: Sequence[str], file: str) -> Text:
    """What student and instructor read of changed cells."""
    listed = ", ".join(f"`{one_line(names[number - 1])}`" for number in changed)
    return Text(
        f"Cells of {file} that the course gives were changed ({listed}). What was added to them was kept, and what "
        "they held when they were handed out was run after it. Put code of your own into cells of your own.",
        f"{file} の、はじめから与えられているセルが変更されています（{listed}）。"
        "追加された部分は残し、その後に配布時の内容を実行しました。自分のコードは、自分のセルに書いてください。",
    )


def _whole_statements(text: str) -> str:
    """The lines of a text that are statements: what is broken off could swallow what follows."""
    lines = text.split("\n")
    kept = set(_lines(statement for statement in parsed(text) if isinstance(statement, ast.stmt)))
    whole = "\n".join(line if number in kept else "" for number, line in enumerate(lines, start=1))
    try:
        ast.parse(whole)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "\n" * (len(lines) - 1)
    return whole


def _lines(statements: Iterator[ast.stmt]) -> Iterator[int]:
    for statement in statements:
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(d.lineno for d in decorators)])
        yield from range(first, (statement.end_lineno or statement.lineno) + 1)
