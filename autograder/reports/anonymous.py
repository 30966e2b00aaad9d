"""A report that names nobody: what is in it is named here, one by one, so that nothing new gets into it by itself.

Left out is whatever a student may have written, or the system that they hand in to: sources, messages, output, notes,
file names, times, digests. What stays is what kadai and the course say: outcomes, points, mistakes, patterns.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from autograder.grading.results import (
    FORMAT,
    Attention,
    CheckResult,
    Ignored,
    Late,
    Override,
    PassedOver,
    Report,
    SubmissionResult,
    Written,
)
from autograder.reports.words import ATTENTION, KINDS
from autograder.text import NOTHING

_SUFFIXES = (".py", ".ipynb", ".zip")
_DAY = 86_400.0
_FIGURES = ("worst_index", "relative_error", "tolerance", "fraction_wrong", "shapes")
"""Details that are numbers, whatever a submission does."""


def people(report: Report) -> tuple[str, ...]:
    """The ids of all who are named in a report, each once."""
    return tuple(dict.fromkeys((*(s.id for s in report.submissions), *report.not_handed_in)))


def anonymous(report: Report, names: Mapping[str, str]) -> Report:
    """The report under other names, in their order; `names` has one for each of `people`."""
    results = sorted(report.submissions, key=lambda s: names[s.id])
    groups = _numbered("group-{}", (s.group for s in results if s.group))
    traces = _numbered("{}", (d for s in results for c in s.checks for d in _digests(c) if d))
    return Report(
        format=FORMAT,
        assignment=report.assignment,
        sandbox=report.sandbox,
        submissions=tuple(_submission(s, names[s.id], groups, traces) for s in results),
        title=report.title,
        kadai=report.kadai,
        python=report.python,
        numpy=report.numpy,
        created=report.created,
        assignment_digest=report.assignment_digest,
        secret_fingerprint=report.secret_fingerprint,
        checks=report.checks,
        diagnoses={id: msgspec.structs.replace(words, edit=NOTHING) for id, words in report.diagnoses.items()},
        not_handed_in=tuple(sorted(names[id] for id in report.not_handed_in)),
        ignored=tuple(Ignored(str(n), NOTHING) for n, _ in enumerate(report.ignored, 1)),
    )


def _submission(
    result: SubmissionResult, name: str, groups: Mapping[str, str], traces: Mapping[str, str]
) -> SubmissionResult:
    files = _file_names(result)
    return SubmissionResult(
        id=name,
        status=result.status,
        score=result.score,
        graded_score=result.graded_score,
        max_score=result.max_score,
        checks=tuple(_check(check, traces) for check in result.checks),
        file=next(files) if result.file is not None else None,
        passed_over=tuple(PassedOver(file, NOTHING) for file in files),
        attention=tuple(Attention(a.kind, ATTENTION[a.kind]) for a in result.attention),
        group=groups[result.group] if result.group else None,
        overrides=tuple(Override(o.check, o.points, "", "", "") for o in result.overrides),
        late=_late(result.late),
        written=tuple(Written(w.question, w.points, w.max_points) for w in result.written),
    )


def _check(check: CheckResult, traces: Mapping[str, str]) -> CheckResult:
    difference = check.details.get("difference")
    figures = dict(_figures(difference)) if isinstance(difference, dict) else {}
    return CheckResult(
        id=check.id,
        outcome=check.outcome,
        points=check.points,
        max_points=check.max_points,
        message=KINDS[figures["kind"]] if "kind" in figures else NOTHING,
        diagnosis=check.diagnosis,
        seconds=check.seconds,
        shares=tuple(msgspec.structs.replace(s, trace_digest=traces.get(s.trace_digest, "")) for s in check.shares),
        details={"difference": figures} if figures else {},
        ended=check.ended,
        region=check.region,
        trace_digest=traces.get(check.trace_digest, ""),
    )


def _digests(check: CheckResult) -> tuple[str, ...]:
    return (check.trace_digest, *(share.trace_digest for share in check.shares))


def _figures(difference: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """How two arrays differ, in numbers."""
    if difference.get("kind") in KINDS:
        yield "kind", difference["kind"]
        for name in _FIGURES:
            if _is_figure(difference.get(name)):
                yield name, difference[name]


def _is_figure(value: Any) -> bool:
    if isinstance(value, list):
        return all(item is None or _is_figure(item) for item in value)
    return isinstance(value, int | float)


def _late(late: Late | None) -> Late | None:
    """In whole days, begun ones included: the moment is known to whoever can look into the system."""
    return late and Late("", "", math.ceil(late.seconds / _DAY) * _DAY, late.points)


def _file_names(result: SubmissionResult) -> Iterator[str]:
    """A number for each file, the taken one first; of a name only the kind of file is kept."""
    files = [*([result.file] if result.file is not None else []), *(p.file for p in result.passed_over)]
    for number, file in enumerate(files, 1):
        yield f"{number}{next((s for s in _SUFFIXES if file.lower().endswith(s)), '')}"


def _numbered(form: str, values: Iterable[str]) -> dict[str, str]:
    """Names that say no more than which are equal."""
    return {value: form.format(n) for n, value in enumerate(dict.fromkeys(values), 1)}
