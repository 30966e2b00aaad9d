"""A sentence in both languages of the course, and how a check's author writes one."""

import inspect
import re
from collections.abc import Iterable
from typing import Literal

import msgspec

Language = Literal["en", "ja"]


class Text(msgspec.Struct, frozen=True):
    """The same sentence in English and in Japanese."""

    en: str
    ja: str

    def in_(self, language: Language) -> str:
        """The sentence in one language."""
        return self.ja if language == "ja" else self.en

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


def check_id(function_name: str) -> str:
    """A check's id: its test function's name without ``test_``."""
    return function_name.removeprefix("test_")


def titles(docstring: str | None, fallback: str) -> Text:
    """The first English paragraph of a docstring and the one that begins with ``ja:``."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(docstring or ""))
    flowing = [" ".join(p.split()) for p in paragraphs if p.strip()]
    japanese = next((p.removeprefix("ja:").strip() for p in flowing if p.startswith("ja:")), "")
    english = next((p for p in flowing if not p.startswith("ja:")), fallback.replace("_", " "))
    return Text(english, japanese or english)
