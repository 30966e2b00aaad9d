"""Where something stands in a submission, in words."""

import re

from autograder.text import NOTHING, Text

_CELL = re.compile(r"<cell (\d+)>")
_CELL_OF = re.compile(r"(.+)\[(\d+)\]")


def place(file: str, line: int) -> Text:
    """A line of what a traceback calls a file: of a file, of a cell, of a cell of another notebook."""
    if own := _CELL.fullmatch(file):
        return of_cell(own[1], line)
    if other := _CELL_OF.fullmatch(file):
        cell = of_cell(other[2], line)
        return Text(f"{other[1]}, {cell.en}", f"{other[1]} の{cell.ja}")
    return Text(f"{file}, line {line}", f"{file} の {line} 行目")


def cell_in(file: str) -> Text:
    """The cell that tracebacks call so; nothing for a file."""
    own = _CELL.fullmatch(file)
    return Text(f"cell {own[1]}", f"セル {own[1]} ") if own else NOTHING


def line_of(file: str, line: int) -> Text:
    """The same as the beginning of a sentence: ``Line 2 of cell 3``."""
    other = _CELL_OF.fullmatch(file)
    own = _CELL.fullmatch(file)
    where = f"cell {own[1]}" if own else f"cell {other[2]} of {other[1]}" if other else file
    return Text(f"Line {line} of {where}", place(file, line).ja)


def of_cell(name: str, line: int) -> Text:
    """A line of a cell by its name; empty for one whose name is not known."""
    return Text(f"cell {name}".rstrip() + f", line {line}", f"セル {name}".rstrip() + f" の {line} 行目")
