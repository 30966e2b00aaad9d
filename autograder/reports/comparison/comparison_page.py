"""A comparison as one web page, complete in itself and in both languages."""

from autograder.reports.comparison import differences
from autograder.reports.comparison.comparing import Comparison, share
from autograder.reports.html.pages import page
from autograder.reports.words import made_with
from autograder.text import Language, Text


def render(comparison: Comparison, language: Language = "en") -> str:
    """The page; `language` is shown first."""
    return page(
        "comparison.html",
        language,
        comparison=comparison,
        title=comparison.new.title or Text.same(comparison.new.assignment),
        warnings=differences.warnings(comparison),
        means=differences.means(comparison),
        difference=differences.difference,
        directions=differences.DIRECTIONS,
        causes=differences.causes,
        worth=differences.worth,
        share=share,
        mark=differences.mark,
        by_hand=differences.BY_HAND,
        elsewhere=differences.ELSEWHERE,
        made=(made_with(comparison.old), made_with(comparison.new)),
    )
