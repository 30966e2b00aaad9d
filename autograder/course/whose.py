"""Ids as people write them, matched with those of the submissions."""

import unicodedata
from collections.abc import Container, Iterable
from functools import cached_property

from autograder.text import NOTHING, Text, nearest, visible


class Ids:
    """The ids of some submissions."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = tuple(ids)

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {form(id): id for form in (visible, _composed, str) for id in self._ids}  # an id before its forms

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        alike: dict[str, list[str]] = {}
        for id in self._ids:
            alike.setdefault(_folded(id), []).append(id)
        return alike

    def find(self, name: str) -> str | None:
        """The id that is meant: exactly, as reports show it, or else the only one that differs in width and case."""
        for form in (name, _composed(name)):
            if form in self._exact:
                return self._exact[form]
        alike = self._folded.get(_folded(name), [])
        return alike[0] if len(alike) == 1 else None

    def hint(self, name: str, besides: Container[str | None] = ()) -> Text:
        """``(did you mean 'x'?)``, or nothing; never one of those `besides`."""
        found = nearest(name, [id for id in self._ids if id not in besides])
        return Text(f" ({found.en.lstrip('; ')})", f"（{found.ja.lstrip('。')}）") if found else NOTHING


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
