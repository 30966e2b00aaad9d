"""What is said of a check of which each parameter set carries its own share of the points."""

from collections.abc import Iterable

from autograder.grading.results import Outcome
from autograder.text import NOTHING, Text


def decisive(outcomes: Iterable[tuple[str, Outcome]]) -> str:
    """The set that decides what the whole check is called: the first that is not passed, a fault or failure first."""
    return min(outcomes, key=lambda each: _RANKS.get(each[1], 1))[0]


_RANKS: dict[Outcome, int] = {"fault": 0, "unwritten": 2, "skipped": 3, "passed": 4}


def told_of_sets(said: Iterable[tuple[str, Text]]) -> Text:
    """What is said of some sets, by name; those of which the same is said are named together."""
    names: dict[Text, list[str]] = {}
    for name, text in said:
        if text:
            names.setdefault(text, []).append(name)
    lines = [f"[{', '.join(sets)}] " + text for text, sets in names.items()]
    return Text("\n".join(t.en for t in lines), "\n".join(t.in_("ja") for t in lines)) if lines else NOTHING
