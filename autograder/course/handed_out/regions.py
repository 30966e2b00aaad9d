"""The solution regions of a reference, and how they are blanked in the stub.

A region stands between two comment lines of their own, both indented like the statements between them::

    def relu(x):
        ### BEGIN SOLUTION
        return np.maximum(x, 0)
        ### END SOLUTION

- In a function the region becomes one line that raises NotImplementedError.
- Among the methods of a class, or in any other block outside a function, it becomes ``pass``.
- On the top level of the module (a helper function of the solution's own) it becomes a comment.
- ``### BEGIN SOLUTION fill-in`` keeps the left-hand sides: the region holds only assignments, each of which
  becomes ``name = ...``; comments on their own lines stay.

The marks are nbgrader's: its own ClearSolutions finds the same regions.
"""

import ast
import re
from collections.abc import Collection
from pathlib import Path

from autograder.errors import UsageError
from autograder.structs import Struct, replace
from autograder.text import Text

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
FILL_IN = "fill-in"
HERE = "# YOUR CODE HERE / ここにコードを書く"
IN_FUNCTION = f"raise NotImplementedError  {HERE}"
IN_BLOCK = f"pass  {HERE}"
ON_TOP_LEVEL = "# You may define helpers here / 補助関数が必要ならここに書く"

_PLACEHOLDER = re.compile(r"NotImplementedError|\.\.\.|^[ \t]+pass\b", re.MULTILINE)
_MENTIONED = re.compile(r"(BEGIN|END) SOLUTION")
_MARK = re.compile(rf"([ \t]*)(?:({BEGIN}(?: ({FILL_IN}))?)|{END})[ \t]*")


class RegionError(UsageError):
    """The solution regions of a file are out of order: names the file and the line."""


class Region(Struct, frozen=True):
    """A solution region; lines count from 1 and are those of the two marks."""

    begin: int
    end: int
    indent: str
    fill_in: bool = False


def may_hold_a_placeholder(text: str) -> bool:
    """False where it is plain to see that nothing in a text is what `blank` leaves of a region."""
    return _PLACEHOLDER.search(text) is not None


def find_regions(text: str, file: str | Path) -> tuple[Region, ...]:
    """The solution regions of a source text, in order.

    Raises:
        RegionError: for a region in a region, a missing or surplus end, or a mark that is not quite one.
    """
    regions: list[Region] = []
    open_: Region | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not _MENTIONED.search(line):
            continue
        mark = _MARK.fullmatch(line)
        if mark is None:
            raise RegionError(
                Text(
                    f"{file}, line {number}: {line.strip()!r} is not a mark; "
                    f"write {BEGIN!r}, '{BEGIN} {FILL_IN}' or {END!r} on a line of its own",
                    f"{file} の {number} 行目: {line.strip()!r} は印ではありません。{BEGIN!r}、'{BEGIN} "
                    f"{FILL_IN}' または {END!r} を 1 行に書いてください",
                )
            )
        indent, begins, fill_in = mark.groups()
        if begins and open_:
            raise RegionError(
                Text(
                    f"{file}, line {number}: a solution region in another one, which began in line {open_.begin}",
                    f"{file} の {number} 行目: {open_.begin} 行目で始まった解答部分の中に、別の解答部分があります",
                )
            )
        if begins:
            open_ = Region(number, number, indent, bool(fill_in))
        elif open_ is None:
            raise RegionError(
                Text(
                    f"{file}, line {number}: {END!r} without {BEGIN!r} before it",
                    f"{file} の {number} 行目: {END!r} の前に {BEGIN!r} がありません",
                )
            )
        else:
            regions.append(replace(open_, end=number))
            open_ = None
    if open_:
        raise RegionError(
            Text(
                f"{file}, line {open_.begin}: {BEGIN!r} has no {END!r}",
                f"{file} の {open_.begin} 行目: {BEGIN!r} に対応する {END!r} がありません",
            )
        )
    return tuple(regions)


def without_markers(text: str, file: str | Path) -> str:
    """The text with its solutions, but without the lines that mark them.

    Raises:
        RegionError: see `find_regions`.
    """
    marks = {line for region in find_regions(text, file) for line in (region.begin, region.end)}
    return "\n".join(line for number, line in enumerate(text.split("\n"), 1) if number not in marks)


def blank(text: str, file: str | Path, only: Collection[int] | None = None) -> str:
    """The text with every solution region, or those of these numbers (from 0), replaced by its placeholder.

    Raises:
        RegionError: see `find_regions`; if a region does not hold whole statements indented like its marks,
            if a fill-in region holds anything but assignments, or if the text is not Python before or after.
    """
    regions = find_regions(text, file)
    tree = _parse(text, file, Text("the solution", "解答"))
    lines = text.split("\n")
    for number, region in reversed(list(enumerate(regions))):
        if only is not None and number not in only:
            continue
        lines[region.begin - 1 : region.end] = _placeholder(tree, lines, region, file)
    blanked = "\n".join(lines)
    _parse(blanked, file, Text("what is left without the solution regions", "解答部分を除いた残り"))
    return blanked


def _parse(text: str, file: str | Path, what: Text) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        raise RegionError(
            Text(
                f"{file}, line {line}: {what} is not Python: {error}",
                f"{file} の {line} 行目: {what.ja}が Python ではありません: {error}",
            )
        ) from None


def _placeholder(tree: ast.Module, lines: list[str], region: Region, file: str | Path) -> list[str]:
    statements, owner = _statements(tree, region)
    where = Text(f"{file}, line {region.begin}", f"{file} の {region.begin} 行目")
    if not statements:
        raise RegionError(
            Text(f"{where}: the solution region holds no statement", f"{where.ja}: 解答部分に文がありません")
        )
    first = min(_first_line(s) for s in statements)
    if not lines[first - 1].startswith(region.indent) or statements[0].col_offset != len(region.indent):
        raise RegionError(
            Text(
                f"{where}: indent the mark like the statement in line {first}",
                f"{where.ja}: 印の字下げを {first} 行目の文に合わせてください",
            )
        )
    if max(_last_line(s) for s in statements) >= region.end:
        raise RegionError(
            Text(
                f"{where}: the solution region ends within a statement",
                f"{where.ja}: 解答部分が文の途中で終わっています",
            )
        )
    if region.fill_in:
        return _left_hand_sides(statements, lines, region, file)
    if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef):
        return [region.indent + IN_FUNCTION]
    return [region.indent + (IN_BLOCK if region.indent else ON_TOP_LEVEL)]


def _statements(tree: ast.Module, region: Region) -> tuple[list[ast.stmt], ast.AST]:
    """The outermost statements that begin in a region, and the function, class or module they belong to."""
    found: list[ast.stmt] = []
    owner: ast.AST = tree

    def visit(node: ast.AST, within: ast.AST) -> None:
        nonlocal owner
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) or (isinstance(child, ast.stmt) and _last_line(child) < region.begin):
                continue  # no statement in it, or none behind the mark
            if isinstance(child, ast.stmt) and region.begin < _first_line(child) < region.end:
                found.append(child)
                owner = within
            else:
                scope = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                visit(child, child if scope else within)

    visit(tree, tree)
    return found, owner


def _left_hand_sides(statements: list[ast.stmt], lines: list[str], region: Region, file: str | Path) -> list[str]:
    kept: dict[int, str | None] = {}
    for statement in statements:
        first, last = _first_line(statement), _last_line(statement)
        if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign) or statement.value is None:
            raise RegionError(
                Text(
                    f"{file}, line {first}: a fill-in region holds assignments only",
                    f"{file} の {first} 行目: 穴埋めの部分に書けるのは代入だけです",
                )
            )
        if first in kept:
            raise RegionError(
                Text(
                    f"{file}, line {first}: write one assignment a line in a fill-in region",
                    f"{file} の {first} 行目: 穴埋めの部分では、1 行に代入を 1 つだけ書いてください",
                )
            )
        kept.update(dict.fromkeys(range(first, last + 1), None))
        kept[first] = _left_hand_side(statement, lines) + " ..."
    body = ((n, lines[n - 1]) for n in range(region.begin + 1, region.end))
    return [line for n, own in body if (line := kept.get(n, own)) is not None]


def _left_hand_side(statement: ast.Assign | ast.AnnAssign | ast.AugAssign, lines: list[str]) -> str:
    """The statement up to and with its last ``=`` or ``+=``."""
    if isinstance(statement, ast.Assign):
        last: ast.expr = statement.targets[-1]
    else:
        last = statement.annotation if isinstance(statement, ast.AnnAssign) else statement.target
    row, column = last.end_lineno or last.lineno, last.end_col_offset or 0
    line = lines[row - 1].encode()  # columns count bytes of UTF-8
    end = line.index(b"=", column) + 1
    return "\n".join([*lines[statement.lineno - 1 : row - 1], line[:end].decode()])


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(d.lineno for d in decorators)])


def _last_line(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno
