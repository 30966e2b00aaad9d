"""Which section of the handout a check is about: the one whose words its title has most in common with."""

import math
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from autograder.text import NOTHING, Text

_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]\w*[^\W_]|\w+_\w+")
_ABOUT_CHECKING = "kadai check"  # a section that says how the checks are run explains none of them
_SMALL = """
the of and or to in on at as by for from with without is are was be been it its this that these those they them
you your what which who where when how not no nor all any each every one two only also too same other others does
do did has have had if then than so but into out up down more most there here whatever again never ever first must
may can will would should gives give given get gets made make makes much many after before between
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_NAMED = 3.0  # a function that a check is about counts as so many words


class Section(NamedTuple):
    """A heading in both languages, and how often each word stands below it, in English."""

    heading: Text
    words: Counter[str]


def section_of(folder: Path, title: str, about: tuple[str, ...] = ()) -> Text:
    """The heading of a section in the handout of an assignment's folder; nothing where none fits.

    Args:
        folder: where ``handout.en.md`` lies, and ``handout.ja.md``, which has the same sections.
        title: of a check, in English.
        about: the functions that it is about.
    """
    sections = _sections(folder)
    weights = Counter(_words(title)) | Counter({word: round(_NAMED) for name in about for word in _words(name)})
    known = Counter(word for section in sections for word in section.words)
    best, heading = 0.0, NOTHING
    for section in sections:
        rare = ((word, math.log((1 + len(sections)) / known[word])) for word in weights if word in section.words)
        score = sum(weights[word] * worth for word, worth in rare) / math.sqrt(len(section.words) or 1)
        if score > best:
            best, heading = score, section.heading
    return heading


def anchor_in_notebook(heading: str) -> str:
    """The id that Jupyter gives a heading."""
    return heading.replace(" ", "-")


def anchor_on_a_page(heading: str) -> str:
    """The id that GitHub and editors give a heading of a Markdown file."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def _sections(folder: Path) -> tuple[Section, ...]:
    english, japanese = (_split(folder / f"handout.{language}.md") for language in ("en", "ja"))
    if len(japanese) != len(english):
        japanese = [("", "")] * len(english)
    return tuple(
        Section(Text(heading, ja), Counter(_words(f"{heading} {body}")))
        for (heading, body), (ja, _) in zip(english, japanese, strict=True)
        if _ABOUT_CHECKING not in body
    )


def _split(file: Path) -> list[tuple[str, str]]:
    """The headings of a file with what stands below each; nothing of a file that is not there."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    _, *parts = _HEADING.split(text)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _words(text: str) -> list[str]:
    return [word for word in map(str.lower, _WORD.findall(text)) if word not in _SMALL_WORDS]
