"""Sentences in both languages of the course; and text of unknown origin, made safe to show.

What a submission printed or is called may hold terminal codes, characters that reorder a line, or code points
that XML does not allow. They are shown by name (``\\u202e``), because an invisible trick is worth seeing. This is the
only place that knows such characters. What is compared, such as an id, never passes through here.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from autograder.structs import Struct

Language = Literal["en", "ja"]

LINE_LIMIT = 2_000
TEXT_LIMIT = 20_000

_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]")  # the rest is known to be harmless
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_BLANK = "\u115f\u1160\u3164\uffa0"  # letters that nobody sees
_JOINERS = "\u200c\u200d"  # needed by several scripts and by emoji, after one of their characters
_COMMAND = re.compile(r":(?=:[A-Za-z])|#(?=#(?:\[|\w+\[))|(?<=section_start)(?=:)|(?<=section_end)(?=:)")


class Text(Struct, frozen=True):
    """The same sentence in English and in Japanese."""

    en: str
    ja: str

    def in_(self, language: Language) -> str:
        """The sentence in one language; in English where there is no Japanese."""
        return (language == "ja" and self.ja) or self.en

    def __str__(self) -> str:
        """English: for logs, and where only one language is asked for."""
        return self.en

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.en or self.ja)

    def __add__(self, more: "Text | str") -> "Text":
        """What follows, in both languages: a path, a number, another sentence."""
        other = more if isinstance(more, Text) else Text(more, more)
        return Text(self.en + other.in_("en"), self.ja and self.ja + other.in_("ja"))

    def __radd__(self, before: str) -> "Text":
        """What stands before, in both languages, e.g. the name of a file."""
        return Text(before + self.en, self.ja and before + self.ja)

    @classmethod
    def same(cls, sentence: str) -> "Text":
        """A sentence that exists in one wording only, e.g. an author's plain assertion message."""
        return cls(sentence, sentence)

    @classmethod
    def join(cls, texts: Iterable["Text"], separator: str = " ") -> "Text":
        """Several sentences after one another; Japanese needs no space between them."""
        parts = list(texts)
        return cls(
            separator.join(part.en for part in parts if part.en),
            separator.strip(" ").join(part.ja for part in parts if part.ja),
        )


NOTHING = Text("", "")
"""Where there is nothing to say."""


def nearest(name: str, known: Iterable[str]) -> Text:
    """``; did you mean 'x'?`` where a known name is close to `name`, else nothing."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return Text(f"; did you mean {close[0]!r}?", f"。{close[0]!r} ではありませんか") if close else NOTHING


def visible(text: str) -> str:
    """`text` with control, format and surrogate characters and non-characters as escapes; ``\\n`` and ``\\t`` stay."""
    return _SUSPECT.sub(_escaped, text.replace("\r\n", "\n").replace("\r", "\n"))


def clip(text: str, line_limit: int = LINE_LIMIT, text_limit: int = TEXT_LIMIT) -> str:
    """`text` with long lines and a long end cut off; what is missing is counted."""
    lines = (_clipped(line, line_limit) for line in _clipped(text, text_limit).split("\n"))
    return "\n".join(lines)


def one_line(text: str, limit: int = 150) -> str:
    """`text`, made visible, on one line of at most `limit` characters."""
    line = " ".join(visible(text[: 8 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def bounded(text: str, limit: int) -> str:
    """`text`, made visible and cut to `limit` characters."""
    shown = visible(text[: limit + 1])
    return shown if len(shown) <= limit else shown[:limit] + " …"


def file_name(name: str) -> str:
    """A name from a stranger's disk on one line, of which beginning and end are shown."""
    shown = visible(name[:400]).replace("\n", "\\n").replace("\t", "\\t")
    return shown if len(shown) <= 100 else f"{shown[:80]}…{shown[-19:]}"


def without_commands(text: str) -> str:
    """`text` such that no log of a build takes a line of it for a command, wherever the line is broken.

    GitHub (``::add-mask::``, ``##[…]``), Azure (``##vso[…]``), TeamCity (``##teamcity[…]``) and GitLab
    (``section_start:``) read the lines that a program prints. A space keeps their signs apart.
    """
    return _COMMAND.sub(lambda sign: f"{sign[0]} ", text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    nothing = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or character in _BLANK
    if nothing or (unicodedata.category(character) in _HIDDEN and not _joins(match)):
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return character


def _joins(match: re.Match[str]) -> bool:
    """Whether a character is a joiner in its place: among Latin letters it would only hide."""
    before = match.string[match.start() - 1 : match.start()]
    return (
        match[0] in _JOINERS and before > "\u02ff" and unicodedata.category(before)[0] != "C" and before not in _BLANK
    )


def _clipped(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]} … (+{len(text) - limit:,})"
