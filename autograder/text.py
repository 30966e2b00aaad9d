"""A sentence in both languages of the course."""

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
