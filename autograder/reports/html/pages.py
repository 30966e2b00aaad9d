"""Renders the pages from their templates.

Everything that may come from a submission is hostile. Three things stand against it: jinja2 escapes every
expression, `markup.written` makes what is invisible visible before that, and a content security policy lets a browser
load nothing and run nothing but the script whose digest it names.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.course.handouts import place_of
from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.grading.shown import pictures_of, table_of
from autograder.reports.adjustments import adjustments, tallies
from autograder.reports.concerns import Concern, concerns_of
from autograder.reports.html import markup
from autograder.reports.html.class_lists import ClassLists
from autograder.reports.html.class_table import SHOWN, TOP, WHOLE, ClassTable
from autograder.reports.html.code import code_of, line_of
from autograder.reports.html.details import Row, detail_rows
from autograder.reports.html.groups import groups_of
from autograder.reports.html.histogram import histogram
from autograder.reports.html.to_mend import causes_of
from autograder.reports.summary import Summary, summarise
from autograder.reports.taken import ABOUT_FILES, doubts, file_taken, passed_over
from autograder.reports.words import OUTCOMES, SIGNS, STATUSES, made_with, per_cent, shown
from autograder.text import Language, Text, clip, one_line

INDEX, GROUPS = "index.html", "groups.html"
_WAITING = ("unwritten", "skipped")
"""Outcomes of what has nothing to mend: it is not written yet, or waits for what it builds on."""

_SCRIPTS = {"index.html": ("class.js",), "gradebook.html": ("table.js",)}
"""What templates need besides the script of all pages."""


class Pages:
    """The pages of one report. `links` has the address of each submission's page, seen from the index."""

    def __init__(self, report: Report, links: dict[str, str], language: Language) -> None:
        self._report = report
        self._links = links
        self._ids = list(links)
        self._places = {id: place for place, id in enumerate(links)}
        self._language = language
        self._cards: dict[tuple[object, ...], Markup] = {}
        self._shared = {
            "report": report,
            "legend": report.legend,
            "title": report.title or Text.same(report.assignment),
            "made": made_with(report),
        }

    def of_class(self) -> dict[str, str]:
        """The page of the class, and that with the code of those who behave alike, by file name."""
        summary, concerns = summarise(self._report), concerns_of(self._report)
        lists = ClassLists(self._report, summary, concerns)
        groups, places = groups_of(self._report, summary, lists)
        return {
            INDEX: self._index(summary, concerns, lists, places),
            GROUPS: page("groups.html", self._language, **self._shared, links=self._links, groups=groups, SHOWN=SHOWN),
        }

    def _index(
        self, summary: Summary, concerns: tuple[Concern, ...], lists: ClassLists, places: Mapping[str, str]
    ) -> str:
        adjusted = [(r, lines) for r in self._report.submissions if (lines := adjustments(r, self._report.legend))]
        return page(
            "index.html",
            self._language,
            **self._shared,
            summary=summary,
            numbers={check.id: i for i, check in enumerate(self._report.checks, 1)},
            histogram=histogram(summary.bins),
            links=self._links,
            lists=lists,
            table=ClassTable(self._report, self._links, lists),
            side_by_side=places,
            SHOWN=SHOWN,
            TOP=TOP,
            concerns=concerns,
            tallies=tuple(tallies(self._report.submissions)),
            adjusted=adjusted[:WHOLE],
            more_adjusted=len(adjusted[WHOLE:]),
        )

    def submission(self, result: SubmissionResult, *, own: bool = False) -> str:
        """The page of one submission; its student's `own` leads to nobody else's."""
        legend, evidence = self._report.legend, result.evidence
        numbered = list(enumerate(result.checks, 1))
        before, after = (None, None) if own else self._beside(result.id)
        causes, about = causes_of(result, legend), ABOUT_FILES if own else (*ABOUT_FILES, "refused")
        return page(
            "submission.html",
            self._language,
            **self._shared,
            own=own,
            before=before,
            after=after,
            result=result,
            failed=[(n, check) for n, check in numbered if check.outcome not in ("passed", *_WAITING)],
            waiting=[(n, check) for n, check in numbered if check.outcome in _WAITING],
            passed=[(n, check) for n, check in numbered if check.outcome == "passed"],
            causes=causes,
            tally=Counter(map(shown, result.checks)),
            once=self._once,
            untouched=any(a.kind == "untouched" for a in result.attention),
            doubts=[doubt for doubt in doubts(result, about) if doubt not in [cause.title for cause in causes]],
            file=file_taken(result),
            others=list(passed_over(result)),
            adjustments=adjustments(result, legend),
            rows=_rows,
            where=lambda check: line_of(check, evidence) if check.outcome != "passed" else None,
            pictures=lambda check: pictures_of(check, evidence),
            values=lambda check: table_of(check, evidence),
            code=code_of(evidence, result.checks),
            handout_at=partial(place_of, self._report.handout),
        )

    def _once(
        self, card: Callable[[CheckResult, int], Markup], check: CheckResult, number: int, result: SubmissionResult
    ) -> Markup:
        """The card of a check, made once for all who passed it and of whom there is nothing else to say."""
        arrays = result.evidence.arrays if result.evidence else {}
        own = (check.message, check.details, check.diagnosis, check.output, check.id in arrays)
        if shown(check) != "passed" or any(own):
            return card(check, number)
        key = (number, check.id, result.points_of(check), check.max_points, f"{check.seconds:.1f}")
        if key not in self._cards:
            self._cards[key] = card(check, number)
        return self._cards[key]

    def _beside(self, id: str) -> list[tuple[str, str] | None]:
        """The submissions before and after one, with the addresses of their pages seen from its own."""
        ids, at = self._ids, self._places[id]
        around = (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)
        return [(other, self._links[other].rpartition("/")[2]) if other is not None else None for other in around]


def page(template: str, language: Language, **values: Any) -> str:
    """A page, complete in itself: of `values` the template says which it needs."""
    return _templates().get_template(template).render(values, language=language, **_assets(template))


@cache
def _assets(template: str) -> dict[str, Markup | str]:
    style, script = _asset("style.css"), "".join(map(_asset, ("script.js", *_SCRIPTS.get(template, ()))))
    return {"style": Markup(style), "script": Markup(script), "policy": _policy(style, script)}


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=markup.written,
    )
    environment.filters.update(
        clip=clip,
        one_line=one_line,
        gist=markup.gist,
        coded=markup.coded,
        breakable=markup.breakable,
        entry=markup.entry,
        points=markup.points,
        row=markup.row,
        shown=shown,
        svg=Markup,
        per_cent=per_cent,
    )
    environment.globals.update(
        t=markup.t,
        both=markup.both,
        outcome=markup.outcome,
        OUTCOMES=OUTCOMES,
        SIGNS=SIGNS,
        STATUSES=STATUSES,
        Text=Text,
        shown=shown,
    )
    return environment


def _rows(check: CheckResult) -> tuple[Row, ...]:
    return detail_rows(check.details)


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
