"""What is partly right is shown as that, wherever outcomes are shown; what merely ended the program is not."""

import io
import json

import pytest
from page_reader import Page
from rich.console import Console
from sample_reports import BACKWARD, FORWARD, STABLE, report, result, submission

from autograder.grading.outcome_words import OUTCOMES, SIGNS, shown
from autograder.grading.results import CheckResult
from autograder.reports.feedback import submission_text
from autograder.reports.formats import FORMATS, Options
from autograder.reports.html import write
from autograder.reports.markdown import summary_markdown
from autograder.reports.summary import summarise
from autograder.reports.terminal import show_submission
from autograder.structs import replace

PARTLY = replace(result(BACKWARD, "failed", "One of three.", "3 つのうち 1 つ。"), points=1.0)
SAMPLE = report(submission("ann", PARTLY, result(FORWARD, "failed", "No.", "いいえ。")))


@pytest.mark.parametrize(
    ("outcome", "points", "expected"),
    [
        ("failed", 0.0, "failed"),
        ("failed", 1.0, "partly"),
        ("error", 1.0, "partly"),
        ("timeout", 1.0, "timeout"),
        ("crashed", 1.0, "crashed"),
        ("passed", 3.0, "passed"),
        ("failed", 3.0, "failed"),
    ],
)
def test_what_is_shown_of_an_outcome(outcome, points: float, expected: str) -> None:
    assert shown(CheckResult("c", outcome, points, 3.0)) == expected


def test_every_outcome_has_words_and_a_sign_of_its_own() -> None:
    assert OUTCOMES.keys() == SIGNS.keys()
    assert len({*SIGNS.values()}) == len(SIGNS)
    assert all(len(sign) == 1 for sign in SIGNS.values())


def test_pages_show_it_in_its_card_in_the_table_and_in_the_bar(tmp_path) -> None:
    index = Page(write(SAMPLE, tmp_path / "site").read_text("utf-8"))
    own = Page((tmp_path / "site" / "submissions" / "ann.html").read_text("utf-8"))
    assert [kind for kind in own.values("class") if kind.startswith("check is-partly")]
    assert "△ partly passed一部合格 1" in " ".join(own.text.split())
    data = json.loads(index.data)
    ((_, kind, *_),) = data["rows"]
    names = data["outcomes"]
    assert [names[int(digit)] for digit in data["kinds"][kind][1]].count("partly") == 1
    assert ("rect", "class", "partly") in index.attributes
    assert ("td", "class", "partly") in index.attributes


def test_a_class_counts_it_by_itself_and_among_the_wrong() -> None:
    (check,) = [c for c in summarise(SAMPLE).checks if c.id == BACKWARD.id]
    assert check.outcomes == {"partly": 1}
    assert (check.passed, check.wrong) == (0, 1)


def test_a_terminal_and_answers_show_it() -> None:
    out = io.StringIO()
    show_submission(SAMPLE.submissions[0], SAMPLE.legend, Console(file=out, width=200))
    line = next(line for line in out.getvalue().splitlines() if BACKWARD.id in line)
    assert "△ 1/3" in line
    assert "[partly passed]" in line
    assert "△ 一部合格" in submission_text(SAMPLE.submissions[0], SAMPLE.legend, "ja") + summary_markdown(
        SAMPLE.submissions[0], SAMPLE.legend, SAMPLE.title, "ja"
    )


@pytest.mark.parametrize("place", ["gradescope", "prairielearn", "github"])
def test_places_show_it(place: str) -> None:
    written = FORMATS[place].render(SAMPLE, Options()).content.decode()
    assert "△" in written or "partly passed" in written


def test_a_student_is_shown_what_failed_first_and_what_waits_is_folded(tmp_path) -> None:
    waiting = result(STABLE, "unwritten", "Not written yet.", "まだ書かれていません。")
    write(report(submission("ann", waiting, PARTLY)), tmp_path / "site")
    html = (tmp_path / "site" / "submissions" / "ann.html").read_text("utf-8")
    assert html.index("is-partly") < html.index('class="way waiting"') < html.index("is-unwritten")
