"""Where a page of nbgrader leads from a check that did not pass: to the handout's section that explains it."""

import re
from typing import Any
from urllib.parse import quote

from autograder.course.handed_out.sections import anchor_in_notebook
from autograder.course.handouts import place_of
from autograder.text import Language, Text

_LANGUAGES: tuple[Language, ...] = ("ja", "en")


def explained_at(nb: Any, section: Text, handout: Text) -> dict[str, dict[str, str]]:
    """By language, the section's heading (`words`) and where it is (`at`).

    It is looked for in the notebook itself, which has the handout, else where the course says that students read
    handouts; "" is nowhere.
    """
    if not section:
        return {}
    headings = {
        heading.strip()
        for cell in nb.cells
        if cell.cell_type == "markdown"
        for heading in re.findall(r"^#+ +(.+)$", cell.source, re.MULTILINE)
    }
    elsewhere = place_of(handout, section)
    found: dict[str, dict[str, str]] = {}
    for language in _LANGUAGES:
        words = section.in_(language)
        here = f"#{quote(anchor_in_notebook(words))}" if words in headings else ""
        found[language] = {"words": words, "at": here or elsewhere.in_(language)}
    return found
