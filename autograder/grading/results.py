"""The result model: what grading produces and what every report is made from.

The field names are those of the JSON report (``"format": 1``); outside tools read them.
"""

import math
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from autograder.checks import CheckInfo as CheckInfo
from autograder.text import Text

Outcome = Literal["passed", "failed", "error", "timeout", "crashed", "skipped", "fault"]
"""Of a check. ``fault`` is ours and never charged to the student; ``skipped`` follows from ``@after``."""

Status = Literal["graded", "unreadable", "fault"]

AttentionKind = Literal[
    "unreadable", "untouched", "unwritten", "doubtful_file", "no_asked_name", "refused", "crashed", "timeout",
    "deadline", "not_confirmed", "given_cell_changed", "override_outdated", "version", "unknown_student",
]  # fmt: skip
"""Why a person should look at a submission: a closed list, which outside tools read."""

FORMAT = 1


class Diagnosis(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the student did, by name: a misconception whose behaviour agrees over the whole check."""

    id: str
    title: str
    title_ja: str = ""
    explanation: str = ""
    explanation_ja: str = ""
    question: str = ""
    question_ja: str = ""
    alternatives: tuple[str, ...] = ()


class Attention(msgspec.Struct, frozen=True):
    """Something about a submission that a person should see; `text` says what, and what to do."""

    kind: AttentionKind
    text: Text


class CheckResult(msgspec.Struct, frozen=True):
    """What one check said of one submission. ``seconds`` are CPU seconds of the worker."""

    id: str
    outcome: Outcome
    points: float
    max_points: float
    message: str
    diagnosis: Diagnosis | None = None
    seconds: float = 0.0
    message_ja: str = ""
    title: str = ""
    title_ja: str = ""
    public: bool = False
    output: str = ""
    details: dict[str, Any] = {}
    trace_digest: str = ""


class SubmissionResult(msgspec.Struct, frozen=True):
    """All that is known about one submission."""

    id: str
    status: Status
    score: float
    max_score: float
    checks: tuple[CheckResult, ...]
    reason: str = ""
    reason_ja: str = ""
    notes: tuple[Text, ...] = ()
    digest: str = ""
    attention: tuple[Attention, ...] = ()

    @property
    def is_cut_short(self) -> bool:
        """Whether a deadline came before everything was tried: then it is neither kept nor used again."""
        return any(a.kind == "deadline" for a in self.attention)

    @property
    def needs_a_person(self) -> bool:
        """Whether a lecturer should look at this submission by hand."""
        return (
            self.status != "graded"
            or bool(self.attention)
            or any(c.outcome in ("fault", "crashed") for c in self.checks)
        )


class SandboxInfo(msgspec.Struct, frozen=True):
    """How strongly the submissions were isolated."""

    level: str
    layers: tuple[str, ...]


class Report(msgspec.Struct, frozen=True):
    """All results of one grading run, in the order of the submissions' ids."""

    format: int
    assignment: str
    sandbox: SandboxInfo
    submissions: tuple[SubmissionResult, ...]
    title: Text = Text("", "")
    kadai: str = ""
    python: str = ""
    numpy: str = ""
    created: str = ""
    """When the run ended, as ISO 8601 with the time zone."""
    assignment_digest: str = ""
    """Of everything in the course that a grade of this assignment depends on, the secret aside."""
    secret_fingerprint: str = ""
    """Equal in reports whose inputs were drawn with the same secret."""
    checks: tuple[CheckInfo, ...] = ()
    not_handed_in: tuple[str, ...] = ()
    """Students' folders that answer other assignments of the course only. They are not among `submissions`."""

    @property
    def has_fault(self) -> bool:
        """Whether anything went wrong that is not the students' doing."""
        return any(s.status == "fault" or any(c.outcome == "fault" for c in s.checks) for s in self.submissions)


def cut_short() -> Attention:
    """What is said of a result that a deadline has cut short."""
    text = Text(
        "The time for this run was over before everything had been tried: this is not a grade. Grade it again.",
        "制限時間のため最後まで採点されていません。この結果は成績ではありません。もう一度採点してください。",
    )
    return Attention("deadline", text)


def total(points: Iterable[float]) -> float:
    """The sum of points as a person would write it: 0.1 + 0.2 is 0.3."""
    return round(math.fsum(points), 9)


def unreadable(submission_id: str, reason: Text, checks: tuple[CheckInfo, ...], digest: str = "") -> SubmissionResult:
    """The result of a submission that could not even be read: no points, one reason."""
    return _without_run(submission_id, "unreadable", "error", reason, checks, digest)


def faulty(submission_id: str, reason: Text, checks: tuple[CheckInfo, ...], digest: str = "") -> SubmissionResult:
    """The result where the grader itself failed: to be graded again, never charged to the student."""
    return _without_run(submission_id, "fault", "fault", reason, checks, digest)


def out_of_time(submission_id: str, checks: tuple[CheckInfo, ...]) -> SubmissionResult:
    """The result of a submission whose turn did not come before the deadline, or whose result did not."""
    attention = cut_short()
    result = _without_run(submission_id, "graded", "timeout", attention.text, checks, "")
    return msgspec.structs.replace(result, attention=(attention,))


def unfinished(submission_id: str, reason: Text, checks: tuple[CheckInfo, ...], digest: str = "") -> SubmissionResult:
    """The result of a submission that kept the grader busy beyond every limit: no points, for that reason."""
    result = _without_run(submission_id, "graded", "timeout", reason, checks, digest)
    return msgspec.structs.replace(result, attention=(Attention("timeout", reason),))


def _without_run(
    submission_id: str,
    status: Status,
    outcome: Outcome,
    reason: Text,
    checks: tuple[CheckInfo, ...],
    digest: str,
) -> SubmissionResult:
    return SubmissionResult(
        id=submission_id,
        status=status,
        score=0.0,
        max_score=total(c.points for c in checks),
        checks=tuple(
            CheckResult(
                id=c.id,
                outcome=outcome,
                points=0.0,
                max_points=c.points,
                message=reason.en,
                message_ja=reason.ja,
                title=c.title.en,
                title_ja=c.title.ja,
                public=c.public,
            )
            for c in checks
        ),
        reason=reason.en,
        reason_ja=reason.ja,
        digest=digest,
    )
