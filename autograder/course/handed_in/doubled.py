"""Graded names that a submission defines more than once, or only writes into a file: which definition answers is said.

In a notebook an early try and a late one, or the released stub further down, look alike to whoever scrolls past them.
"""

import ast
import re
from collections.abc import Collection, Sequence

from autograder.course.handed_in.defined import definitions
from autograder.course.handed_out.top_level import parsed
from autograder.sandbox.whereabouts import cell_in, place
from autograder.text import NOTHING, Text, file_name

_MOST = 5  # names of which it is said
_DEFINES = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_WRITES = "__write__("
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def defined_twice(blocks: Sequence[tuple[str, str]], names: Collection[str]) -> tuple[Text, ...]:
    """What is to be said of functions and classes with several definitions, of which the last one counts.

    Args:
        blocks: the texts, as Python, each with what tracebacks call it.
        names: those that are asked for.
    """
    found = [name for _, text in blocks for name in _DEFINES.findall(text) if name in names]
    if len(found) == len(set(found)):
        return ()
    places: dict[str, list[tuple[str, int]]] = {}
    for file, text in blocks:
        for statement in parsed(text):
            if isinstance(statement, _Definition) and statement.name in names:
                places.setdefault(statement.name, []).append((file, statement.lineno))
    return tuple(_twice(name, there) for name, there in places.items() if len(there) > 1)[:_MOST]


def _twice(name: str, places: Sequence[tuple[str, int]]) -> Text:
    cells = [cell_in(file) for file, _ in places]
    apart = all(cells) and len(set(cells)) == len(cells)
    where = cells if apart else [place(file, line) for file, line in places]
    listed = ", ".join(w.en for w in where[:-1])
    listed_ja = "、".join(w.ja for w in where[:-1])
    return Text(
        f"`{name}` is defined in {listed} and in {where[-1].en}: the definition in {where[-1].en} counts.",
        f"`{name}` が{listed_ja}と{where[-1].ja}で定義されています。採点されるのは{where[-1].ja}の定義です。",
    )


def only_written(blocks: Sequence[tuple[str, str]], names: Collection[str]) -> tuple[Text, ...]:
    """What is to be said of cells that write graded names into a file (``%%writefile``) of which nothing is used."""
    writing = [(file, text) for file, text in blocks if text.lstrip("\n").startswith(_WRITES)]
    if not writing:
        return ()
    others = "\n".join(text for file, text in blocks if (file, text) not in writing)
    lacking = set(names) - definitions([others]).own.keys()
    said = (_unused(file, *_written_by(text), lacking, others) for file, text in writing)
    return tuple(text for text in said if text)[:_MOST]


def _written_by(text: str) -> tuple[str, str]:
    """The path that a cell writes, and what; empty where that cannot be known."""
    match parsed(text):
        case [ast.Expr(value=ast.Call(args=[ast.Constant(value=str(options)), ast.Constant(value=str(content))]))]:
            return next((word for word in options.split() if not word.startswith("-")), ""), content
    return "", ""


def _unused(file: str, path: str, content: str, lacking: Collection[str], others: str) -> Text:
    stem = path.rpartition("/")[2].removesuffix(".py")
    only = [name for name in definitions([content]).own if name in lacking]
    if not stem or not only or re.search(rf"\b{re.escape(stem)}\b", others):
        return NOTHING
    shown, listed = file_name(path), ", ".join(f"`{name}`" for name in only[:_MOST])
    where = cell_in(file) or Text.same(file)
    return Text(
        f"{where.en[:1].upper()}{where.en[1:]} only writes {listed} into the file {shown} (%%writefile), and nothing "
        "imports that: without its first line the cell would define them.",
        f"{where.ja}は {listed.replace(', ', '、')} をファイル {shown} に書き込むだけで（%%writefile）、"
        "どこからも読み込まれていません。先頭の行を消せば定義されます。",
    )
