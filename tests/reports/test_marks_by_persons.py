"""Marks that persons have set, and lateness, are shown wherever a mark is."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import Page
from report_schema import valid
from rich.console import Console
from sample_reports import BACKWARD, FAULTY, FORWARD, report, result, submission

from autograder.grading.persons import with_lateness, with_overrides, with_written
from autograder.grading.results import WHOLE, Late, Override, Report, SubmissionResult, Written
from autograder.reports import csv as csv_report
from autograder.reports.adjustments import adjustments, duration
from autograder.reports.export_format import Options
from autograder.reports.formats import FOR_ONE, FORMATS, render
from autograder.reports.given import given as given_to
from autograder.reports.html import write, write_students
from autograder.reports.roster import parse_roster
from autograder.reports.summary import summarise
from autograder.reports.terminal import show_class, show_submission

OVERRIDE = Override(BACKWARD.id, 2.0, "only the sign is wrong", "M. Sato", "2026-11-21T10:00:00+09:00")
WRITTEN = (Written("why", 1.5, 2.0, "names the mean", "R. Abe"), Written("how", None, 1.0))
LATE = Late("2026-11-20T23:59:59+09:00", "2026-11-22T01:30:00+09:00", 91_801.0, 1.25, "ill")


def marked() -> SubmissionResult:
    """9.25 of 13: 7 of 10 by the machine, 9 with the override, 10.5 with the answer, less 1.25."""
    machines = submission("hana", result(BACKWARD, "failed", "wrong sign", "符号が違います"))
    return with_lateness(with_overrides(with_written(machines, WRITTEN), [OVERRIDE]), LATE)


@pytest.fixture
def sample() -> Report:
    return valid(report(marked(), submission("ken")))


def shown(sample: Report, language: str = "en") -> str:
    out = io.StringIO()
    console = Console(file=out, width=300, highlight=False)
    show_class(sample, console, language)
    show_submission(sample.submissions[0], sample.legend, console, language)
    return out.getvalue()


def test_the_marks_are_as_this_file_says() -> None:
    hana = marked()
    assert (hana.graded_score, hana.score, hana.max_score, hana.mark) == (7.0, 10.5, 13.0, 9.25)


def test_the_terminal_shows_the_mark_and_what_it_is_made_of(sample: Report) -> None:
    text = shown(sample)
    for line in (
        "marks set by a person (overrides.csv): 1 (hana)",
        "late: 1 (hana), 1.25 points taken",
        "written answers not wholly marked: 1 (hana)",
        "hana: 9.25 / 13; ",
        "2 points, set by M. Sato on 2026-11-21: only the sign is wrong [automatically: 0]",
        "Written answer why: 1.5 / 2 (marked by R. Abe): names the mean",
        "Written answer how: not marked yet, of 1",
        "Handed in 1 d 1 h late (due 2026-11-20 23:59 +0900, extended: ill): 1.25 points are taken",
        f"2/{BACKWARD.max_points:g}  {BACKWARD.id}",
    ):
        assert line in text


def test_it_does_so_in_japanese(sample: Report) -> None:
    text = shown(sample, "ja")
    for line in (
        "人が決めた点数（overrides.csv）: 1 件（hana）",
        "2 点（M. Satoさんによる変更、2026-11-21）: only the sign is wrong（自動採点では 0 点）",
        "記述問題 how: 未採点（1 点満点）",
        "提出が 1 日 1 時間遅れました（締切 2026-11-20 23:59 +0900、延長: ill）: 1.25 点減点",
    ):
        assert line in text


def test_the_table_has_columns_for_it(sample: Report) -> None:
    hana, ken = csv.DictReader(io.StringIO(csv_report.render(sample)))
    assert [hana[c] for c in ("score", "graded_score", "max_score", "mark")] == ["10.5", "7", "13", "9.25"]
    assert [hana[c] for c in (BACKWARD.id, "answer-why", "answer-how")] == ["2", "1.5", ""]
    assert hana["overrides"] == f"{BACKWARD.id}: only the sign is wrong (M. Sato)"
    assert [hana[c] for c in ("due", "handed_in", "late_seconds", "extension", "late_points")] == [
        LATE.due, LATE.handed_in, "91801", "ill", "1.25",
    ]  # fmt: skip
    assert [ken[c] for c in ("mark", "overrides", "late_points", "answer-why")] == ["10", "", "", ""]


def test_the_pages_say_who_to_the_lecturer_and_why_to_both(sample: Report, tmp_path: Path) -> None:
    write(sample, tmp_path / "site")
    write_students(sample, tmp_path / "students")
    index, page = (Page((tmp_path / name).read_text("utf-8")) for name in ("site/index.html", "students/hana.html"))
    assert "9.25" in page.text
    for words in ("only the sign is wrong", "names the mean", "1.25 points are taken"):
        assert words in index.text
        assert words in page.text
    for name in ("M. Sato", "R. Abe"):
        assert name in index.text
        assert name not in page.text


def test_the_figures_of_a_class_are_of_the_marks(sample: Report) -> None:
    assert summarise(sample).mean == pytest.approx((9.25 + 10) / 2)


@pytest.mark.parametrize("name", ["canvas", "moodle", "table", "sakai", "brightspace", "blackboard"])
def test_gradebooks_get_the_mark_and_it_is_said_that_lateness_is_in_it(name: str, sample: Report) -> None:
    roster = parse_roster(
        "Username,Student,Student ID,OrgDefinedId,End-of-Line Indicator\nhana,hana,hana,hana,#\n", "r.csv"
    )
    export = render(name, sample, Options(roster=roster))
    (row,) = (line for line in export.text.splitlines() if "hana" in line)
    assert "9.25" in row
    assert "lateness is taken (1.25 points, 1 submissions)" in " ".join(map(str, export.notes))


def test_gradescope_adds_up(sample: Report) -> None:
    document = json.loads(render("gradescope", sample, Options(submission="hana")).text)
    assert document["score"] == 9.25
    assert sum(test["score"] for test in document["tests"]) == 10.5
    assert sum(test["max_score"] for test in document["tests"]) == 13
    assert "only the sign is wrong" in document["output"]
    assert "M. Sato" not in str(document)


def test_prairielearn_gets_the_mark_that_counts(sample: Report) -> None:
    document = json.loads(render("prairielearn", sample, Options(submission="hana")).text)
    assert document["score"] == 9.25 / 13
    assert "names the mean" in document["message"]


def test_junit_has_the_mark(sample: Report) -> None:
    suite = ET.fromstring(render("junit", sample, Options(submission="hana")).text).find("testsuite")
    assert {p.get("name"): p.get("value") for p in suite.iter("property")}["score"] == "9.25"
    assert "only the sign is wrong" in suite.find("system-out").text


def test_students_are_not_told_who(sample: Report) -> None:
    text = str(given_to(sample.submissions[0], sample.legend))
    assert "only the sign is wrong" in text
    assert "M. Sato" not in text
    assert "R. Abe" not in text


def test_where_the_grader_failed_the_mark_of_a_person_is_exported() -> None:
    by_hand = with_overrides(FAULTY, [Override(WHOLE, 4.0, "read by hand", "w", "")])
    roster = parse_roster(f"Username\n{FAULTY.id}\n", "r.csv")
    assert ",4" in render("moodle", report(by_hand), Options(roster=roster)).text
    assert json.loads(render("gradescope", report(by_hand), Options()).text)["score"] == 4
    assert (summarise(report(by_hand)).faults, summarise(report(FAULTY)).faults) == (0, 1)


@given(st.floats(1e-6, 1e9))
def test_a_time_span_is_said_in_its_two_largest_units(seconds: float) -> None:
    units = {"d": 1440, "h": 60, "min": 1}
    words = duration(seconds).en.split()
    minutes = sum(int(n) * units[unit] for n, unit in zip(words[::2], words[1::2], strict=True))
    assert len(words) in (2, 4)
    assert 0 <= max(round(seconds / 60), 1) - minutes < (60 if minutes >= 1440 else 1)


HOSTILE = st.text(st.characters(), max_size=30)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_what_a_person_wrote_is_one_line(reason: str, who: str, when: str) -> None:
    result = with_overrides(submission("a"), [Override(FORWARD.id, 1.0, reason, who, when)])
    result = with_lateness(
        with_written(result, [Written(reason, 1.0, 2.0, who, when)]), Late(when, when, 60.0, 0.0, reason)
    )
    for sentence in adjustments(result, report(result).legend):
        for text in (sentence.en, sentence.ja):
            assert "\n" not in text


def test_all_formats_are_here_that_hold_marks() -> None:
    tried = {"canvas", "moodle", "table", "sakai", "brightspace", "blackboard", "gradescope", "junit"}
    assert set(FORMATS) - FOR_ONE.keys() - tried == {
        "manaba"
    }  # whose sheet has a form of its own, filled as those of the others
