"""What a check is, for everybody: grading, stubs, notebooks, nbgrader and reports. pytest finds out which there are."""

import inspect
import re

from autograder.structs import Struct
from autograder.text import NOTHING, Text


class CheckInfo(Struct, frozen=True):
    """A check as its author wrote it: a test function with all its parameters."""

    id: str
    title: Text
    max_points: float
    public: bool
    requires: tuple[str, ...] = ()
    """Ids of the checks that must pass before it is run: those that ``@after`` names."""
    shares: tuple[str, ...] = ()
    """Ids of its parameter sets, where each carries its own share of the points."""

    about: tuple[str, ...] = ()
    """The functions and classes that it is about, where its author says so with ``@about``."""
    section: Text = NOTHING
    """The heading of the handout's section that explains what it looks at."""

    @property
    def keys(self) -> tuple[str, ...]:
        """By which its verdicts are known: its id, and those of its shares."""
        return (self.id, *(key_of(self.id, share) for share in self.shares))


def key_of(check: str, share: str = "") -> str:
    """By which the verdict on a check, or on one share of it, is known: ``id`` or ``id[share]``."""
    return f"{check}[{share}]" if share else check


def covers(declared: str, name: str) -> bool:
    """Whether a function or class that was declared is the function or method of this name, or has it."""
    return bool(declared) and (declared == name or name.startswith(f"{declared}."))


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
