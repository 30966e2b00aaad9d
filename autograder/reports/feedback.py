"""Results as plain sentences, for systems that show one block of text per check or per student."""

from collections.abc import Iterator

from autograder.grading.results import CheckResult, Diagnosis, SubmissionResult
from autograder.reports.words import OUTCOMES, SIGNS
from autograder.text import Language, Text, clip, one_line, visible

_QUESTION = Text("A question to lead you on:", "次の一歩のための問い:")
_OUTPUT = Text("What your program printed:", "プログラムの出力:")


def check_title(check: CheckResult, language: Language) -> str:
    """The check's title in one line, or its id where it has none."""
    return one_line(_in(language, check.title, check.title_ja) or check.id)


def check_text(check: CheckResult, language: Language, output: bool = True) -> str:
    """Message, diagnosis and (of a public check) output, one below the other; empty if there is nothing to say."""
    parts = [_in(language, check.message, check.message_ja)]
    if check.diagnosis:
        parts += _diagnosis(check.diagnosis, language)
    if output and check.public and check.output:
        parts += [_OUTPUT.in_(language), check.output]
    return "\n".join(clip(visible(part)) for part in parts if part)


def submission_text(result: SubmissionResult, language: Language) -> str:
    """What concerns the whole submission: why it could not be graded, and notes."""
    parts = [_in(language, result.reason, result.reason_ja), *(n.in_(language) for n in result.notes)]
    return "\n".join(clip(visible(part)) for part in parts if part)


def short_feedback(result: SubmissionResult, language: Language) -> str:
    """A line for every check that did not pass, for a gradebook's comment field."""
    whole = submission_text(result, language)
    lines = [whole] if whole else []
    if result.status != "unreadable":
        lines += _lines(result, language)
    return "\n".join(lines)


def _lines(result: SubmissionResult, language: Language) -> Iterator[str]:
    for check in result.checks:
        if check.outcome != "passed":
            why = _in(language, check.message, check.message_ja)
            if check.diagnosis:
                why = _in(language, check.diagnosis.title, check.diagnosis.title_ja)
            outcome = f"{SIGNS[check.outcome]} {OUTCOMES[check.outcome].in_(language)}"
            yield (
                f"{outcome} ({check.points:g}/{check.max_points:g}) {check_title(check, language)} — {one_line(why)}"
            )


def _diagnosis(d: Diagnosis, language: Language) -> Iterator[str]:
    yield f"→ {_in(language, d.title, d.title_ja)}"
    yield _in(language, d.explanation, d.explanation_ja)
    question = _in(language, d.question, d.question_ja)
    if question:
        yield f"{_QUESTION.in_(language)} {question}"


def _in(language: Language, en: str, ja: str) -> str:
    return ja if language == "ja" and ja else en
