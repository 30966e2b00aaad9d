"""The formats of places where one submission is graded as it arrives, by their readers."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import readers
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import (
    BACKWARD,
    CRASHED,
    EVIL,
    FAULTY,
    FORWARD,
    STABLE,
    UNREADABLE,
    raised,
    report,
    result,
    submission,
    unstable,
    wrong_gradient,
)

from autograder.errors import KadaiError, UsageError
from autograder.grading.not_run import cut_short, out_of_time
from autograder.grading.results import CheckInfo, Report
from autograder.reports.due_dates import read_metadata
from autograder.reports.export_format import Export, Options
from autograder.reports.formats import FOR_ONE
from autograder.reports.formats.classroom50 import whole
from autograder.reports.markdown import block, plain
from autograder.structs import replace
from autograder.text import Text

ANY = st.text(st.characters(), max_size=60)
WHY = Text("The grader itself failed.", "採点側の不具合です。")


def exported(name: str, sample: Report, **options: Any) -> Export:
    return FOR_ONE[name].render(sample, Options(**options))


def read(name: str, export: Export) -> object:
    """What the place makes of it; whatever is wrong with it is an AssertionError."""
    reader: Callable[[Any], object] = getattr(readers, name)
    return reader(export.printed if name == "github" else export.content)


# All of them


@pytest.mark.parametrize("name", FOR_ONE)
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("sample", [submission("a"), UNREADABLE, CRASHED, EVIL, submission("b", raised(FORWARD))])
def test_whatever_comes_is_what_the_place_reads(name: str, language: str, sample: Any) -> None:
    read(name, exported(name, report(sample), language=language))


@pytest.mark.parametrize("name", FOR_ONE)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_where_there_is_no_result_the_place_is_told_so(name: str, language: str) -> None:
    with pytest.raises(KadaiError, match="grade again"):
        exported(name, report(FAULTY))
    export = FOR_ONE[name].without_result(WHY, Options(language=language))
    read(name, export)
    everything = export.text + export.printed + "".join(text.decode() for text in export.beside.values())
    assert WHY.in_(language) in everything


@pytest.mark.parametrize("name", FOR_ONE)
@settings(max_examples=30)
@given(ANY, ANY, ANY)
def test_no_text_leaves_its_place(name: str, id: str, title: str, said: str) -> None:
    check = result(CheckInfo("c" + title, Text("e" + title, "j" + title), 1.0, True), "failed", said, said, output=said)
    read(name, exported(name, report(submission("s" + id, check), title=Text(title, title))))


# Gradescope


def test_gradescope_shows_the_total_at_once_and_names_mistakes_in_tags() -> None:
    score, tests = readers.gradescope(exported("gradescope", report(submission("a", wrong_gradient(BACKWARD)))).content)
    assert score == sum(test["score"] for test in tests) == 7
    assert {test["visibility"] for test in tests} == {"visible"}  # anything else would hide the total, too
    assert any("batch" in tag or "averaged" in tag or "divided" in tag for tag in tests[5]["tags"])
    assert "**→ " in tests[5]["output"]


def test_gradescope_keeps_the_last_score_where_grading_failed() -> None:
    export = FOR_ONE["gradescope"].without_result(WHY, Options(last_score=7.5))
    assert readers.gradescope(export.content)[0] == 7.5
    assert "your last hand-in stands" in json.loads(export.text)["output"]


METADATA = {
    "created_at": "2026-07-01T14:22:32.365935-07:00",
    "assignment": {"due_date": "2026-07-31T23:00:00.000000-07:00", "late_due_date": None},
    "users": [{"name": "Student User", "email": "student@example.com"}],
    "previous_submissions": [{"score": 3.0}, {"score": 4.5}],
}


def metadata(folder: Path, **changed: Any) -> Path:
    path = folder / "submission_metadata.json"
    path.write_text(json.dumps(METADATA | changed))
    return path


def test_the_last_of_all_due_dates_counts(tmp_path: Path) -> None:
    due = datetime.fromisoformat(METADATA["assignment"]["due_date"])
    hand = read_metadata(metadata(tmp_path))
    assert (hand.due, hand.last_score) == (due, 4.5)
    assert (hand.is_over(due - timedelta(seconds=1)), hand.is_over(due + timedelta(seconds=1))) == (False, True)
    late = {"due_date": METADATA["assignment"]["due_date"], "late_due_date": "2026-08-02T23:00:00-07:00"}
    assert read_metadata(metadata(tmp_path, assignment=late)).due == due + timedelta(days=2)
    extended = [{"assignment": {"due_date": "2026-08-05T23:00:00-07:00"}}]
    assert read_metadata(metadata(tmp_path, users=extended)).due == due + timedelta(days=5)


def test_without_a_due_date_nothing_is_ever_over(tmp_path: Path) -> None:
    hand = read_metadata(metadata(tmp_path, assignment={"due_date": None}, previous_submissions=[]))
    assert (hand.due, hand.last_score) == (None, None)
    assert not hand.is_over(datetime(3000, 1, 1).astimezone())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"assignment": 1}', '{"assignment": {"due_date": "soon"}}'])
def test_a_file_that_says_nothing_of_due_dates(tmp_path: Path, text: str) -> None:
    path = tmp_path / "submission_metadata.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"submission_metadata.json: is no submission_metadata.json"):
        read_metadata(path)


# PrairieLearn


def test_prairielearn_counts_a_part_of_all_points() -> None:
    counted, score, tests = readers.prairielearn(
        exported("prairielearn", report(submission("a", wrong_gradient(BACKWARD)))).content
    )
    assert (counted, score) == (True, 0.7)
    assert sum(test["points"] for test in tests) == 7
    assert tests[5]["name"].startswith("✗ ")


def test_what_cannot_be_read_costs_no_attempt_at_prairielearn() -> None:
    assert readers.prairielearn(exported("prairielearn", report(UNREADABLE)).content) == (False, 0.0, [])


def test_a_slow_machine_costs_no_attempt_but_a_loop_does() -> None:
    infos = report().checks
    assert not readers.prairielearn(exported("prairielearn", report(out_of_time("a", infos))).content)[0]
    late = replace(result(BACKWARD, "timeout"), ended="deadline", points=0.0)
    slow = replace(submission("a", late), attention=(cut_short(),))
    assert not readers.prairielearn(exported("prairielearn", report(slow)).content)[0]
    loop = replace(result(FORWARD, "timeout"), ended="timeout", points=0.0)
    loops = replace(submission("a", loop, late), attention=(cut_short(),))
    assert readers.prairielearn(exported("prairielearn", report(loops)).content)[0]


def test_prairielearn_takes_no_more_than_a_megabyte() -> None:
    checks = [
        result(CheckInfo(f"c{n}", Text("t", "t"), 1.0, True), "failed", "課題" * 9_000, output="x" * 20_000)
        for n in range(60)
    ]
    sample = replace(submission("a"), checks=tuple(checks))
    counted, _, tests = readers.prairielearn(exported("prairielearn", report(sample)).content)
    assert counted
    assert len(tests) == 60
    assert tests[0]["message"]


# Classroom 50


@pytest.mark.parametrize(("points", "times"), [([3, 2], 1), ([0.5, 1.5], 2), ([0.25, 0.5, 1.25], 4), ([0.1, 0.2], 10)])
def test_points_become_whole(points: list[float], times: int) -> None:
    assert whole(points) == times


def test_classroom50_gets_whole_points_and_a_page_for_the_release() -> None:
    export = exported("classroom50", report(submission("a", wrong_gradient(BACKWARD))))
    document = readers.classroom50(export.content)
    assert (document["score"], document["max-score"]) == (14, 20)
    assert document["review"] == readers.RUNNER["COMMIT_URL"]
    assert set(export.beside) == {"release-body.md"}
    assert "7 / 10" in export.beside["release-body.md"].decode()


def test_out_of_its_runner_classroom50_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUBMISSION_TAG")
    with pytest.raises(UsageError, match="lacks SUBMISSION_TAG"):
        exported("classroom50", report(submission("a")))


# GitHub


def test_github_points_at_the_line() -> None:
    failed = replace(raised(FORWARD), line=31)
    sample = replace(submission("a", failed, unstable(STABLE)), file="src/softmax_with_loss.py")
    commands = readers.github(exported("github", report(sample)).printed)
    assert [kind for kind, _, _ in commands] == ["error", "error"]
    assert {properties["file"] for _, properties, _ in commands} == {"src/softmax_with_loss.py"}
    assert "31" in [properties.get("line") for _, properties, _ in commands]


def test_github_is_given_no_line_of_a_notebook() -> None:
    sample = replace(submission("a", replace(raised(FORWARD), line=31)), file="work.ipynb")
    ((_, properties, _),) = readers.github(exported("github", report(sample)).printed)
    assert (properties["file"], "line" in properties) == ("work.ipynb", False)


def test_a_message_cannot_end_a_command() -> None:
    hostile = replace(unstable(STABLE), message=Text.same("a\n::add-mask::b\r\n::error::c%0A::stop"))
    (command,) = readers.github(exported("github", report(submission("a", hostile))).printed)
    assert command[2].startswith("a\n::add-mask::b")


# Markdown


@given(ANY)
def test_a_line_stays_a_line_without_marks(text: str) -> None:
    line = plain(text.replace("`", ""))
    assert "\n" not in line
    assert not set(line) & set("*_[]<>|\\~`")
    assert not line.startswith(("-", "+", "=", "#"))
    assert "://" not in line


def test_code_between_backticks_stays_code() -> None:
    assert plain("no `soft_max` here, `") == "no `soft_max` here, &#96;"


@given(st.text(st.sampled_from("`\na"), max_size=40))
def test_nothing_ends_a_block_but_its_own_fence(text: str) -> None:
    first, *rest, last = block(text).split("\n")
    fence = first.removesuffix("text")
    assert set(fence) == {"`"}
    assert last == fence
    assert not any(line.strip().startswith(fence) for line in rest)
