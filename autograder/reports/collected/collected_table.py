"""The hand-ins of a class as CSV: a person corrects it in the last two columns, and `grade` obeys."""

from autograder.grading.classroom.corrections import COLUMNS
from autograder.reports.collected.hand_ins import HandIns, candidates, doubts
from autograder.reports.csv import harmless, table
from autograder.text import Language, Text

_IGNORED = Text("ignored: ", "対象外: ")
_MISSING = Text("nothing was handed in", "提出がありません")


def render(found: HandIns, language: Language = "en") -> str:
    """A line per student; then what was ignored, without an id, and who has handed in nothing."""
    rows: list[tuple[str, ...]] = []
    for result in found.results:
        passed = "; ".join(f"{p.file} ({p.reason.in_(language)})" for p in result.passed_over)
        doubt = " ".join(text.in_(language) for text in doubts(result))
        rows.append((result.id, result.file or "", "; ".join(candidates(result)), passed, doubt, "", ""))
    for ignored in found.ignored:
        reason = (_IGNORED + ignored.reason).in_(language)
        rows.append(("", ignored.entry, "", "", reason, "", ""))
    rows += [(id, "", "", "", _MISSING.in_(language), "", "") for id in found.missing]
    return table([COLUMNS, *([harmless(cell) for cell in row] for row in rows)])
