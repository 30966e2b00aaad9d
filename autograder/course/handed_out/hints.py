"""The hints of a handout, in their order: a numbered list below a heading of its own."""

import re
from pathlib import Path

from autograder.text import Language

_HEADINGS = {"en": "Hints", "ja": "ヒント"}
_ITEM = re.compile(r"^\d+\. +", re.MULTILINE)


def hints_in(folder: Path, language: Language) -> list[str]:
    """The hints in ``handout.<language>.md`` of a folder; none where it, or the list, is not there."""
    try:
        text = (folder / f"handout.{language}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    _, found, rest = text.partition(f"\n## {_HEADINGS[language]}\n")
    section = re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0] if found else ""
    _, *hints = _ITEM.split(section)
    return [" ".join(hint.split()) for hint in hints]
