"""Several reports of one assignment as one: colleagues who have graded a part of the class each."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import msgspec

from autograder.errors import UsageError
from autograder.grading.results import FORMAT, Diagnosis, Ignored, Report, SandboxInfo, SubmissionResult
from autograder.reports.repeated import refuse_repeated
from autograder.text import Text, one_line, visible

Named = tuple[str, Report]
"""A report, and the name of its file."""

_LEVELS = ("unknown", "weak", "standard", "strong")


class Merged(msgspec.Struct, frozen=True):
    """The one report, and sentences about what a reader of it should know."""

    report: Report
    notes: tuple[Text, ...] = ()


def merge(reports: Sequence[Named]) -> Merged:
    """One report with all results; the order of `reports` does not matter.

    The versions that made them are all named, the sandbox is the weakest, the date the last. Of two results of an id
    one is taken only where they agree, or where one of them is no grade (a fault, a run that was cut short).

    Raises:
        UsageError: if they cannot stand side by side: marks of other assignments, of other tests, or of other inputs;
            or different results of one id.
    """
    for name, report in reports:
        refuse_repeated(report, name)
    _refuse_unlike(reports)
    alone = [report for _, report in reports]
    first = alone[0]
    submissions = _submissions(reports)
    present = {submission.id for submission in submissions}
    absent = {id for report in alone for id in report.not_handed_in} - present
    merged = Report(
        format=FORMAT,
        assignment=first.assignment,
        sandbox=_weakest([report.sandbox for report in alone]),
        submissions=submissions,
        title=first.title,
        handout=first.handout,
        kadai=_all(r.kadai for r in alone),
        python=_all(r.python for r in alone),
        numpy=_all(r.numpy for r in alone),
        created=max((r.created for r in alone), key=_moment),
        assignment_digest=first.assignment_digest,
        secret_fingerprint=first.secret_fingerprint,
        checks=first.checks,
        diagnoses=_diagnoses(alone),
        not_handed_in=tuple(sorted(absent)),
        ignored=_ignored(alone),
    )
    return Merged(merged, tuple(_notes(alone)))


def _refuse_unlike(reports: Sequence[Named]) -> None:
    alike: tuple[tuple[Text, Callable[[Report], object], Text], ...] = (
        (
            Text("of another assignment", "課題が違います"),
            lambda r: r.assignment,
            Text("name reports of one assignment", "同じ課題の結果を指定してください"),
        ),
        (
            Text("graded with another secret", "別のシークレットで採点されています"),
            lambda r: r.secret_fingerprint,
            Text(
                "the inputs were others: copy the course's secret (.kadai/secret), and grade it again",
                "入力が異なるので、コースのシークレット（.kadai/secret）をコピーして採点し直してください",
            ),
        ),
        (
            Text("graded with other tests", "テストが違います"),
            lambda r: (r.assignment_digest, [(c.id, c.max_points) for c in r.checks]),
            Text(
                "bring both courses to the same state and grade it again; `kadai compare` shows what differs",
                "両方のコースを同じ状態にして採点し直してください。違いは `kadai compare` で分かります",
            ),
        ),
    )
    first, report = reports[0]
    for what, of, remedy in alike:
        for name, other in reports[1:]:
            if of(other) != of(report):
                raise UsageError(
                    Text(
                        f"{name}: {what} than {first}; marks from both cannot stand side by side; {remedy}",
                        f"{name}: {first} とは{what.ja}。両方の得点を並べることはできません。{remedy.ja}",
                    )
                )


def _submissions(reports: Sequence[Named]) -> tuple[SubmissionResult, ...]:
    found: dict[str, tuple[str, SubmissionResult]] = {}
    for name, report in reports:
        for result in report.submissions:
            before = found.get(result.id)
            found[result.id] = (name, result) if before is None else _one_of(before, (name, result))
    return tuple(result for _, (_, result) in sorted(found.items()))


def _one_of(one: tuple[str, SubmissionResult], other: tuple[str, SubmissionResult]) -> tuple[str, SubmissionResult]:
    """Which of two results of an id is taken. Raises: UsageError if that is for a person to say."""
    (name, first), (other_name, second) = one, other
    if first.digest == second.digest or not (first.digest and second.digest):
        if _is_grade(first) != _is_grade(second):
            return one if _is_grade(first) else other
        if _said(first) == _said(second):
            return min(one, other, key=lambda named: msgspec.json.encode(named[1]))
    same = Text("the same work, with another result", "同じ提出物で、結果が異なります")
    differ = Text("other work", "提出物が異なります") if first.digest != second.digest else same
    raise UsageError(
        Text(
            f"{visible(one_line(first.id, 40))} is in {name} and in {other_name}: {differ}; take one of them out with "
            "`kadai grade --exclude ID`, or grade all of it at once",
            f"{visible(one_line(first.id, 40))} が {name} と {other_name} の両方にあります"
            f"（{differ.ja}）。どちらかを `kadai grade --exclude ID` で除くか、全体をまとめて"
            "採点してください",
        )
    )


def _is_grade(result: SubmissionResult) -> bool:
    return result.has_mark and not result.is_cut_short


def _said(result: SubmissionResult) -> SubmissionResult:
    """A result without what differs from run to run, or by how it was asked for."""
    checks = tuple(msgspec.structs.replace(check, seconds=0.0) for check in result.checks)
    return msgspec.structs.replace(result, checks=checks, evidence=None)


def _all(versions: Iterable[str]) -> str:
    """Versions as one field; those of a report that was merged already stand there so."""
    return " / ".join(sorted({part for version in versions for part in version.split(" / ") if part}))


def _moment(created: str) -> float:
    """On one clock, whatever the time zones; early reports do not say it."""
    try:
        return datetime.fromisoformat(created).timestamp()
    except ValueError:
        return float("-inf")


def _weakest(sandboxes: Sequence[SandboxInfo]) -> SandboxInfo:
    """The weakest level, and the layers that were in force everywhere."""
    level = min((s.level for s in sandboxes), key=lambda level: _LEVELS.index(level) if level in _LEVELS else -1)
    common = set[str].intersection(*(set(s.layers) for s in sandboxes))
    return SandboxInfo(level, min(tuple(layer for layer in s.layers if layer in common) for s in sandboxes))


def _diagnoses(reports: Sequence[Report]) -> dict[str, Diagnosis]:
    """The words of all; where two have others for a mistake, always the same ones of them."""
    found = [item for report in reports for item in report.diagnoses.items()]
    return dict(sorted(found, key=lambda item: (item[0], msgspec.json.encode(item[1]))))


def _ignored(reports: Sequence[Report]) -> tuple[Ignored, ...]:
    entries = {entry for report in reports for entry in report.ignored}
    return tuple(sorted(entries, key=lambda e: (e.entry, e.reason.en)))


def _notes(reports: Sequence[Report]) -> Iterable[Text]:
    for what, of in (("kadai", "kadai"), ("Python", "python"), ("NumPy", "numpy")):
        versions = _all(getattr(report, of) for report in reports)
        if " / " in versions:
            yield Text(
                f"the reports were made with several versions of {what}: {versions}",
                f"結果を作った {what} のバージョンが異なります: {versions}",
            )
    if not reports[0].secret_fingerprint or not reports[0].assignment_digest:
        yield Text(
            "the reports do not say with which secret and which tests they were made; see that both were the same",
            "結果には、どのシークレットとどのテストによるものかが書かれていません。同じであることを確かめてください",
        )
