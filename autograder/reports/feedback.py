"""Results as plain sentences, for systems that show one block of text per check or per student."""

from collections.abc import Iterator

from autograder.grading.results import CheckResult, Legend, SubmissionResult
from autograder.reports.adjustments import adjustments
from autograder.reports.words import OUTCOMES, SIGNS, shown
from autograder.text import Language, Text, clip, one_line, visible

_QUESTION = Text("A question to lead you on:", "次の一歩のための問い:")
_OUTPUT = Text("What your program printed:", "プログラムの出力:")


def check_title(check: CheckResult, legend: Legend, language: Language) -> str:
    """The check's title in one line, or its id where it has none."""
    return one_line(legend.title(check.id).in_(language))


def check_text(check: CheckResult, legend: Legend, language: Language, output: bool = True) -> str:
    """Message, diagnosis and (of a public check) output, one below the other; empty if there is nothing to say."""
    parts = [check.message.in_(language)]
    if check.diagnosis:
        found = legend.diagnosis(check.diagnosis)
        parts += [f"→ {found.title.in_(language)}", found.explanation.in_(language)]
        parts += [f"{_QUESTION.in_(language)} {found.question.in_(language)}"] if found.question else []
    if output and check.output and check.id in legend.public:
        parts += [_OUTPUT.in_(language), check.output]
    return "\n".join(clip(visible(part)) for part in parts if part)


def submission_text(result: SubmissionResult, legend: Legend, language: Language) -> str:
    """What concerns the whole submission: why it could not be graded, notes, and what persons have added."""
    cut = [a.text for a in result.attention if a.kind == "deadline" and a.text != result.reason]
    parts = [text.in_(language) for text in (result.reason, *cut, *result.notes, *adjustments(result, legend))]
    return "\n".join(clip(visible(part)) for part in parts if part)


def short_feedback(result: SubmissionResult, legend: Legend, language: Language) -> str:
    """A line for every check that did not pass, for a gradebook's comment field."""
    whole = submission_text(result, legend, language)
    lines = [whole] if whole else []
    if result.status != "unreadable":
        lines += _lines(result, legend, language)
    return "\n".join(lines)


def _lines(result: SubmissionResult, legend: Legend, language: Language) -> Iterator[str]:
    for check in result.checks:
        if check.outcome != "passed":
            why = legend.diagnosis(check.diagnosis).title if check.diagnosis else check.message
            outcome = f"{SIGNS[shown(check)]} {OUTCOMES[shown(check)].in_(language)}"
            title = check_title(check, legend, language)
            points = f"{result.points_of(check):g}/{check.max_points:g}"
            yield f"{outcome} ({points}) {title} — {one_line(why.in_(language))}"
