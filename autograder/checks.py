"""What a check is, for everybody: grading, stubs, notebooks, nbgrader and reports. pytest finds out which there are."""

import inspect
import re

from autograder.structs import Struct
from autograder.text import Text


class CheckInfo(Struct, frozen=True):
    """A check as its author wrote it: a test function with all its parameters."""

    id: str
    title: Text
    max_points: float
    public: bool
    requires: tuple[str, ...] = ()
    """Ids of the checks that must pass before it is run: those that ``@after`` names."""


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
