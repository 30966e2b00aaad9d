"""Renders the pages from their templates.

Everything that may come from a submission is hostile. Three things stand against it: jinja2 escapes every
expression, `_shown` makes what is invisible visible before that, and a content security policy lets a browser
load nothing and run nothing but the script whose digest it names.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.reports.adjustments import adjustments, tallies
from autograder.reports.concerns import concerns_of
from autograder.reports.evidence_shown import pictures_of, table_of
from autograder.reports.html.code import code_of, line_of
from autograder.reports.html.details import Row, detail_rows
from autograder.reports.html.histogram import histogram
from autograder.reports.html.to_mend import causes_of
from autograder.reports.summary import CheckSummary, Mistake, Reason, summarise
from autograder.reports.taken import ABOUT_FILES, doubts, file_taken, passed_over
from autograder.reports.words import OUTCOMES, SIGNS, STATUSES, made_with, per_cent
from autograder.text import Language, Text, clip, one_line, visible


class Pages:
    """The pages of one report. `links` has the address of each submission's page, seen from the index."""

    def __init__(self, report: Report, links: dict[str, str], language: Language) -> None:
        self._report = report
        self._links = links
        self._language = language
        self._shared = {
            "report": report,
            "legend": report.legend,
            "title": report.title or Text.same(report.assignment),
            "made": made_with(report),
        }

    def index(self) -> str:
        """The page of the class."""
        summary = summarise(self._report)
        return page(
            "index.html",
            self._language,
            **self._shared,
            summary=summary,
            numbers={check.id: i for i, check in enumerate(self._report.checks, 1)},
            histogram=histogram(summary.bins),
            links=self._links,
            rank=list(OUTCOMES).index,
            by_check=lambda s: {c.id: c for c in s.checks},
            ways=_ways,
            concerns=concerns_of(self._report),
            mistakes_of=_numbers_of(summary.mistakes),
            tallies=tuple(tallies(self._report.submissions)),
            adjusted=[(r, lines) for r in self._report.submissions if (lines := adjustments(r, self._report.legend))],
        )

    def submission(self, result: SubmissionResult, *, own: bool = False) -> str:
        """The page of one submission; its student's `own` leads to nobody else's."""
        legend, evidence = self._report.legend, result.evidence
        numbered = list(enumerate(result.checks, 1))
        before, after = (None, None) if own else self._beside(result.id)
        return page(
            "submission.html",
            self._language,
            **self._shared,
            own=own,
            before=before,
            after=after,
            result=result,
            failed=[(n, check) for n, check in numbered if check.outcome != "passed"],
            passed=[(n, check) for n, check in numbered if check.outcome == "passed"],
            causes=causes_of(result, legend),
            untouched=any(a.kind == "untouched" for a in result.attention),
            doubts=list(doubts(result, ABOUT_FILES)),
            file=file_taken(result),
            others=list(passed_over(result)),
            adjustments=adjustments(result, legend),
            rows=_rows,
            where=lambda check: line_of(check, evidence) if check.outcome != "passed" else None,
            pictures=lambda check: pictures_of(check, evidence),
            values=lambda check: table_of(check, evidence),
            code=code_of(evidence, result.checks),
        )

    def _beside(self, id: str) -> list[tuple[str, str] | None]:
        """The submissions before and after one, with the addresses of their pages seen from its own."""
        ids = list(self._links)
        at = ids.index(id)
        around = (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)
        return [(other, self._links[other].rpartition("/")[2]) if other is not None else None for other in around]


def page(template: str, language: Language, **values: Any) -> str:
    """A page, complete in itself: of `values` the template says which it needs."""
    style, script = _asset("style.css"), _asset("script.js")
    return (
        _templates()
        .get_template(template)
        .render(
            values,
            language=language,
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
        )
    )


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters.update(
        clip=clip,
        one_line=one_line,
        gist=_gist,
        breakable=_breakable,
        entry=_entry,
        points=_points,
        svg=Markup,
        per_cent=per_cent,
    )
    environment.globals.update(OUTCOMES=OUTCOMES, SIGNS=SIGNS, STATUSES=STATUSES)
    return environment


def _numbers_of(mistakes: Sequence[Mistake]) -> dict[str, list[int]]:
    """By submission, the mistakes that were recognised in it, by number."""
    found: dict[str, list[int]] = {}
    for number, mistake in enumerate(mistakes, 1):
        for id in mistake.submissions:
            found.setdefault(id, []).append(number)
    return found


def _rows(check: CheckResult) -> tuple[Row, ...]:
    return detail_rows(check.details)


def _ways(check: CheckSummary) -> tuple[list[Reason], list[Reason]]:
    """The ways to fail a check that several submissions share, and those of single ones."""
    several = [r for r in check.reasons if len(r.submissions) > 1]
    return several, [r for r in check.reasons if len(r.submissions) == 1]


def _asset(name: str) -> str:
    # Written into the page as they are, so line ends must be those that the policy's digests were made from.
    return resources.files("autograder.reports.html").joinpath("templates", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _shown(value: Any) -> Any:
    """jinja2 calls this on every value that a template writes."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _breakable(name: str) -> Markup:
    """An identifier that may be broken after an underscore."""
    return Markup(str(escape(visible(name))).replace("_", "_<wbr>"))


def _gist(text: Text) -> Text:
    """A sentence on one line."""
    return Text(one_line(text.en), one_line(text.ja))


def _entry(value: Any) -> str:
    """An entry of an array: NaN and infinities are texts in a report."""
    return f"{value:.6g}" if isinstance(value, float) else clip(str(value), 20, 20)


def _points(number: float) -> str:
    return f"{number:g}"
