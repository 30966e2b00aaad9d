"""Reads reports of format 1, which kadai wrote up to version 0.1: every sentence in two fields, titles and diagnoses
in every check of every submission.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from autograder.errors import Ended
from autograder.grading import results
from autograder.grading.results import (
    Attention,
    CheckInfo,
    CheckResult,
    Diagnosed,
    Diagnosis,
    Outcome,
    Report,
    SandboxInfo,
    Status,
    SubmissionResult,
    result_of,
)
from autograder.text import NOTHING, Text

FORMAT = 1
_ENDED: dict[str, Ended] = {"wall": "wall", "deadline": "deadline"}
_SAID_ELSEWHERE = ("en", "ja", "told", "clock", "bands")
_AS_THEY_ARE = (
    "assignment", "sandbox", "title", "kadai", "python", "numpy", "created", "assignment_digest",
    "secret_fingerprint", "not_handed_in",
)  # fmt: skip


class _Diagnosis(msgspec.Struct, frozen=True):
    id: str
    title: str
    title_ja: str = ""
    explanation: str = ""
    explanation_ja: str = ""
    question: str = ""
    question_ja: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Where several mistakes fitted, `id` was that of the first, and the words named all of them."""
        return " | ".join(self.alternatives) or self.id

    @property
    def words(self) -> Diagnosis:
        return Diagnosis(
            Text(self.title, self.title_ja),
            Text(self.explanation, self.explanation_ja),
            Text(self.question, self.question_ja),
        )


class _CheckInfo(msgspec.Struct, frozen=True):
    id: str
    title: Text
    points: float
    public: bool
    after: tuple[str, ...] = ()


class _Check(msgspec.Struct, frozen=True):
    id: str
    outcome: Outcome
    points: float
    max_points: float
    message: str
    diagnosis: _Diagnosis | None = None
    seconds: float = 0.0
    message_ja: str = ""
    title: str = ""
    title_ja: str = ""
    public: bool = False
    output: str = ""
    details: dict[str, Any] = {}
    trace_digest: str = ""

    @property
    def about(self) -> Text:
        return Text(self.title, self.title_ja)


class _Submission(msgspec.Struct, frozen=True):
    id: str
    status: Status
    score: float
    max_score: float
    checks: tuple[_Check, ...]
    reason: str = ""
    reason_ja: str = ""
    notes: tuple[Text, ...] = ()
    digest: str = ""
    attention: tuple[Attention, ...] = ()


class _Report(msgspec.Struct, frozen=True):
    assignment: str
    sandbox: SandboxInfo
    submissions: tuple[_Submission, ...]
    title: Text = NOTHING
    kadai: str = ""
    python: str = ""
    numpy: str = ""
    created: str = ""
    assignment_digest: str = ""
    secret_fingerprint: str = ""
    checks: tuple[_CheckInfo, ...] = ()
    not_handed_in: tuple[str, ...] = ()


def read(data: bytes) -> Report:
    """A report of format 1 as one of today. Raises: msgspec.DecodeError."""
    old = msgspec.json.decode(data, type=_Report)
    checks = [check for submission in old.submissions for check in submission.checks]
    as_they_are = {name: getattr(old, name) for name in _AS_THEY_ARE}
    return Report(
        format=results.FORMAT,
        submissions=tuple(map(_submission, old.submissions)),
        checks=tuple(_infos(old.checks, checks)),
        diagnoses={c.diagnosis.name: c.diagnosis.words for c in checks if c.diagnosis},
        **as_they_are,
    )


def _infos(listed: Iterable[_CheckInfo], results: Iterable[_Check]) -> Iterator[CheckInfo]:
    """The checks as their author ordered them; early reports do not list them."""
    for check in listed or _first_of_each(results):
        yield CheckInfo(check.id, check.title, check.points, check.public, check.after)


def _first_of_each(results: Iterable[_Check]) -> list[_CheckInfo]:
    seen: dict[str, _CheckInfo] = {}
    for check in results:
        seen.setdefault(check.id, _CheckInfo(check.id, check.about, check.max_points, check.public))
    return list(seen.values())


def _submission(old: _Submission) -> SubmissionResult:
    reason = Text(old.reason, old.reason_ja)
    unreadable = (Attention("unreadable", reason),) if old.status == "unreadable" else ()
    result = result_of(
        old.id,
        tuple(map(_check, old.checks)),
        status=old.status,
        attention=(*old.attention, *unreadable),
        reason=reason,
        notes=old.notes,
        digest=old.digest,
    )
    # A person may have changed the score there: then it is not the sum of the points.
    return msgspec.structs.replace(result, score=old.score, max_score=old.max_score)


def _check(old: _Check) -> CheckResult:
    return CheckResult(
        id=old.id,
        outcome=old.outcome,
        points=old.points,
        max_points=old.max_points,
        message=Text(old.message, old.message_ja),
        diagnosis=Diagnosed(old.diagnosis.name) if old.diagnosis else None,
        seconds=old.seconds,
        details=_data(old.details),
        ended=_ENDED.get(str(old.details.get("clock"))),
        told=_told(old.details),
        output=old.output,
        trace_digest=old.trace_digest,
    )


def _told(details: dict[str, Any]) -> Text | None:
    told = details.get("told")
    return None if told is None else msgspec.convert(told, Text)


def _data(details: dict[str, Any]) -> dict[str, Any]:
    """The details without what is said elsewhere."""
    kept = {key: value for key, value in details.items() if key not in _SAID_ELSEWHERE}
    return {key: _data(value) if isinstance(value, dict) else value for key, value in kept.items()}
