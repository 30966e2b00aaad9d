"""The hand-ins of a class as one web page, complete in itself and in both languages."""

from autograder.reports.collected import collected_words as words
from autograder.reports.collected.hand_ins import HandIns, doubts
from autograder.reports.html.pages import page
from autograder.text import Language


def render(found: HandIns, language: Language = "en") -> str:
    """The page; `language` is shown first."""
    return page(
        "collected.html",
        language,
        found=found,
        title=found.title,
        summary=words.summed_up(found),
        words=words,
        doubts=doubts,
    )
