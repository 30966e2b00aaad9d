"""Renders the pages from their templates.

Everything that may come from a submission is hostile. Three things stand against it: jinja2 escapes every
expression, `_shown` makes what is invisible visible before that, and a content security policy lets a browser
load nothing and run nothing but the script whose digest it names.
"""

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.reports.adjustments import adjustments, tallies
from autograder.reports.html.details import Row, detail_rows
from autograder.reports.html.histogram import histogram
from autograder.reports.summary import CheckSummary, Reason, summarise, why_a_person
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
            why=why_a_person,
            tallies=tuple(tallies(self._report.submissions)),
            adjusted=[(r, lines) for r in self._report.submissions if (lines := adjustments(r, self._report.legend))],
        )

    def submission(self, result: SubmissionResult) -> str:
        """The page of one submission."""
        added = adjustments(result, self._report.legend)
        about = {
            "doubts": list(doubts(result, ABOUT_FILES)),
            "file": file_taken(result),
            "others": list(passed_over(result)),
        }
        return page(
            "submission.html", self._language, **self._shared, **about, result=result, rows=_rows, adjustments=added
        )


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
        clip=clip, one_line=one_line, gist=_gist, breakable=_breakable, points=_points, per_cent=per_cent
    )
    environment.globals.update(OUTCOMES=OUTCOMES, SIGNS=SIGNS, STATUSES=STATUSES)
    return environment


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


def _points(number: float) -> str:
    return f"{number:g}"
