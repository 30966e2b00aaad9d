"""The text of what is under examination, read where it is kept: never asked of the code itself."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.handed_out.top_level import named, parsed
from autograder.text import Text

if TYPE_CHECKING:
    from autograder.numerics import Mismatch

Blocks = tuple[tuple[str, str], ...]
"""Texts, each with what tracebacks call it."""
ATTRIBUTE = "__kadai_blocks__"
"""Of a module of this process: its blocks, or a function that gives them."""
_MOST = 400_000


def asker_of(module: Any) -> Any:
    """Who asks the worker, if it is the proxy of a submission; None for a module of this process."""
    slot = getattr(type(module), "_kadai_asker", None)
    return None if slot is None else slot.__get__(module)


def blocks_of(module: Any) -> Blocks:
    """The texts of a module: of a submission all that was handed in.

    Raises:
        Mismatch: if they are too long to be looked at.
        TypeError: if it is no module whose text is known.
    """
    asker = asker_of(module)
    if asker is not None:
        blocks: Blocks = (*asker.sources.blocks(), *asker.sources.files.items())
    else:
        blocks = _local(module)
    if sum(len(text) for _, text in blocks) > _MOST:
        raise _mismatch(
            Text(
                f"The program is longer than {_MOST:,} characters: too long for what this check looks at.",
                f"プログラムが {_MOST:,} 文字を超えています。このテストで調べるには長すぎます。",
            )
        )
    return blocks


def _local(module: Any) -> Blocks:
    kept: Blocks | Callable[[], Any] | None = getattr(module, "__dict__", {}).get(ATTRIBUTE)
    if kept is not None:
        return tuple(kept() if callable(kept) else kept)
    file = getattr(module, "__file__", None)
    if not isinstance(file, str):
        raise TypeError(f"{module!r} is no module whose text is known: pass `submission` or `reference`")
    return ((file, Path(file).read_text(encoding="utf-8")),)


def source_of(module: Any, name: str = "") -> str:
    """The source text of a submission, or of one function, class or method of it, as it was handed in.

    Of a notebook it is the text of its code cells. Of several definitions the last one counts. Rules about it are told
    better by `assert_avoids` and `assert_uses`.

    Added in version 0.1.0.

    Args:
        module: `submission` or `reference`.
        name: ``"train"``, ``"Net.forward"``; without it, all of the text.

    Raises:
        AssertionError: if there is no such definition, or the text is longer than 400,000 characters.

    Examples:
        >>> import colorsys
        >>> source_of(colorsys, "rgb_to_yiq").splitlines()[0]
        'def rgb_to_yiq(r, g, b):'
    """
    blocks = blocks_of(module)
    if not name:
        return "\n".join(text for _, text in blocks)
    for _, text in reversed(blocks):
        found = [node for statement in parsed(text) for known, node in named(statement) if known == name]
        if found:
            return ast.get_source_segment(text, found[-1], padded=True) or ""
    raise not_defined(name)


def not_defined(name: str) -> "Mismatch":
    """What is raised where a text lacks a definition."""
    return _mismatch(Text(f"The program does not define `{name}`.", f"プログラムに `{name}` の定義がありません。"))


def _mismatch(text: Text) -> "Mismatch":
    from autograder.numerics import Mismatch  # with NumPy: pytest itself need not wait for it

    return Mismatch(text)
