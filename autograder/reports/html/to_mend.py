"""What a student should read first: the mistakes, what each costs, and where it shows."""

import re

from autograder.grading.results import CheckResult, Legend, SubmissionResult, total
from autograder.structs import Struct
from autograder.text import Text


class Cause(Struct, frozen=True):
    """One mistake, or one way of failing: the checks in which it shows, by number, and the points that these lost."""

    title: Text
    question: Text
    checks: tuple[int, ...]
    points: float
    outcome: str


def causes_of(result: SubmissionResult, legend: Legend) -> tuple[Cause, ...]:
    """Why points were lost, the most costly first; what merely follows from a check that failed is no cause of its own.

    Nor is each name that is missing from a file with none of them: the file is.
    """
    missing = next((a.text for a in result.attention if a.kind == "no_asked_name"), None)
    groups: dict[tuple[str, str], list[tuple[int, CheckResult]]] = {}
    for number, check in enumerate(result.checks, 1):
        if check.outcome not in ("passed", "skipped", "fault"):
            groups.setdefault(_key(check) if not missing else ("file", ""), []).append((number, check))
    causes = (_cause(members, result, legend, missing) for members in groups.values())
    return tuple(sorted(causes, key=lambda cause: (-cause.points, cause.checks)))


def _key(check: CheckResult) -> tuple[str, str]:
    if check.diagnosis:
        return "diagnosis", check.diagnosis.id
    if check.line is not None:
        return "line", str(check.line)
    if check.outcome in ("failed", "error") and not check.message:  # nothing more may be told
        return "check", check.id
    return check.outcome, _line(check.message.en)


def _cause(
    members: list[tuple[int, CheckResult]], result: SubmissionResult, legend: Legend, missing: Text | None
) -> Cause:
    first = members[0][1]
    words = legend.diagnosis(first.diagnosis) if first.diagnosis else None
    said = missing or first.message or legend.title(first.id)
    return Cause(
        title=words.title if words else Text(_line(said.en), _line(said.in_("ja"))),
        question=words.question if words else Text("", ""),
        checks=tuple(number for number, _ in members),
        points=total(check.max_points - result.points_of(check) for _, check in members),
        outcome=first.outcome,
    )


def _line(text: str) -> str:
    """The first line, without the parameter sets of which it is said."""
    return re.sub(r"^\[[^\]]*\] ", "", text.partition("\n")[0])
