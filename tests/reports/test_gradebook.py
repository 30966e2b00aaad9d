"""``kadai gradebook``: students by assignments."""

import csv
import io
from pathlib import Path
from statistics import mean, median

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import Page
from sample_reports import (
    BACKWARD,
    CHECKS,
    FAULTY,
    HOSTILE,
    UNREADABLE,
    class_of,
    report,
    submission,
    wrong_gradient,
)

from autograder.errors import UsageError
from autograder.grading.results import Late, Override, Report, SubmissionResult, Written, total
from autograder.reports import json as json_report
from autograder.reports.gradebook import gradebook_page, gradebook_table
from autograder.reports.gradebook.gathering import Gradebook, gather
from autograder.reports.roster import parse_roster
from autograder.text import Text

replace = msgspec.structs.replace
WRONG = wrong_gradient(BACKWARD)


def of(assignment: str, *submissions: SubmissionResult, **more) -> Report:
    return report(
        *submissions, assignment=assignment, title=Text(f"About {assignment}", f"{assignment} の課題"), **more
    )


def gathered(*reports: Report, roster: str | None = None) -> Gradebook:
    known = None if roster is None else parse_roster(roster, "roster.csv")
    return gather([(f"{i}.json", one) for i, one in enumerate(reports)], known)


@pytest.fixture
def saved(tmp_path):
    """Writes reports; their files."""

    def save(*reports: Report) -> list[Path]:
        files = [tmp_path / f"{i}.json" for i in range(len(reports))]
        for file, content in zip(files, reports, strict=True):
            file.write_bytes(json_report.render(content))
        return files

    return save


LATE = Late("2026-11-20T00:00:00+09:00", "2026-11-21T02:00:00+09:00", 93_600.0, 1.5)
BY_HAND = Override(BACKWARD.id, 2.0, "right up to a factor", "kim", "2026-11-22T00:00:00+09:00")
ALICE = replace(submission("alice", WRONG), score=9.0, overrides=(BY_HAND,))
BEN = replace(submission("ben"), late=LATE)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_marks_are_those_that_count_and_what_is_missing_is_not_nought(kadai, saved, tmp_path) -> None:
    files = saved(of("nets", ALICE, BEN, UNREADABLE), of("layers", submission("alice"), FAULTY, not_handed_in=("ben",)))
    ended = kadai("gradebook", *files, "--csv", tmp_path / "marks.csv", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    shown = [line.split() for line in ended.out.splitlines()]
    assert ["alice", "9✎", "10", "19"] in shown
    assert ["ben", "8.5L", "–", "8.5", "1"] in shown
    assert ["s2599", "0!", "–", "0", "1"] in shown
    assert [FAULTY.id, "–", "?", "0", "1"] in shown
    rows = {row["submission"]: row for row in rows_of((tmp_path / "marks.csv").read_text("utf-8"))}
    assert list(rows) == ["(points possible)", "alice", "ben", "s2599", FAULTY.id, "(mean)", "(median)"]
    assert (rows["alice"]["nets"], rows["alice"]["nets graded"], rows["alice"]["nets by_hand"]) == ("9", "7", "9")
    assert (rows["ben"]["nets"], rows["ben"]["nets graded"], rows["ben"]["nets late"]) == ("8.5", "10", "1.5")
    assert (rows["ben"]["layers"], rows["ben"]["layers note"]) == ("", "not handed in")
    assert (rows["s2599"]["nets"], rows["s2599"]["nets note"]) == ("0", "unreadable")
    assert (rows[FAULTY.id]["layers"], rows[FAULTY.id]["layers note"]) == ("", "no mark yet: grade again")
    assert [rows[id]["sum"] for id in ("(points possible)", "alice", "ben")] == ["20", "19", "8.5"]
    assert [rows["(mean)"]["layers"], rows["(median)"]["nets"]] == ["10", "8.5"]


def test_written_answers_count_and_unmarked_ones_are_said(kadai, saved, tmp_path) -> None:
    answered = replace(submission("alice"), score=12.0, max_score=13.0, written=(Written("why", 2.0, 3.0),))
    unmarked = replace(submission("ben"), max_score=13.0, written=(Written("why", None, 3.0),))
    ended = kadai("gradebook", *saved(of("nets", answered, unmarked)), "--csv", "-", "--lang", "ja", cwd=tmp_path)
    rows = {row["submission"]: row for row in rows_of(ended.out)}
    assert (rows["alice"]["nets"], rows["ben"]["nets"], rows["(points possible)"]["nets"]) == ("12", "10", "13")
    assert rows["ben"]["nets note"] == "記述問題が未採点"
    assert "2 人、課題 1 件、合計 13 点" in ended.err


ROSTER = """Student,ID,SIS Login ID,Section,nets (4711)
    Points Possible,,,,10
"Mori, Mio",3,mio,B,
"Ito, Ann",1,alice,A,5
"=HYPERLINK(1)",2,ben,A,
"""


def test_the_rosters_order_and_names_are_kept_and_whoever_is_absent_is_there(kadai, saved, tmp_path) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    files = saved(of("nets", ALICE, BEN), of("layers", submission("1"), submission("2")))  # by another column
    ended = kadai("gradebook", *files, "--roster", "roster.csv", "--csv", "-", cwd=tmp_path)
    assert ended.code == 0
    rows = rows_of(ended.out)[1:-2]
    assert [row["Student"] for row in rows] == ["Mori, Mio", "Ito, Ann", "'=HYPERLINK(1)"]
    assert list(rows[0])[:8] == ["submission", "Student", "ID", "SIS Login ID", "Section", "nets", "layers", "sum"]
    assert [(row["submission"], row["sum"], row["missing"]) for row in rows] == [
        ("", "0", "2"), ("alice / 1", "19", "0"), ("ben / 2", "18.5", "0"),
    ]  # fmt: skip
    assert "Ito, Ann" in ended.err  # where the table is shown


def test_whom_the_roster_does_not_know_stands_at_the_end_and_is_told(kadai, saved, tmp_path) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    files = saved(of("nets", ALICE, submission("stranger")), of("layers", submission("stranger"), submission("alice")))
    ended = kadai("gradebook", *files, "--roster", "roster.csv", "--csv", "marks.csv", cwd=tmp_path)
    assert ended.code == 1
    assert "fits stranger; they stand at the end" in ended.err
    rows = rows_of((tmp_path / "marks.csv").read_text("utf-8"))
    assert [(r["submission"], r["sum"]) for r in rows][4:-2] == [("stranger", "20")]


def test_a_roster_of_kadais_ids_is_enough(tmp_path) -> None:
    found = gathered(of("nets", ALICE), roster="submission,氏名\nalice,伊藤 杏\nzoe,\n")
    assert found.about == ("submission", "氏名")
    assert [s.about for s in found.students] == [("alice", "伊藤 杏"), ("zoe", "")]
    assert [row["submission"] for row in rows_of(gradebook_table.render(found))][1:-2] == ["alice", "zoe"]


def test_two_reports_of_one_assignment_are_refused(kadai, saved, tmp_path) -> None:
    files = saved(of("nets", ALICE), of("layers"), of("nets", BEN))
    ended = kadai("gradebook", *files, cwd=tmp_path)
    assert ended.code == 2
    assert f"{files[0]} and {files[2]} are both reports of nets" in ended.err
    assert "kadai merge" in ended.err


def test_many_assignments_still_fit_on_a_terminal(kadai, saved, tmp_path) -> None:
    ended = kadai("gradebook", *saved(*(of(f"week{n}", ALICE) for n in range(14))), cwd=tmp_path)
    assert "More assignments than fit here" in ended.out
    assert "126" in ended.out


def test_the_page_says_all_in_both_languages_and_obeys_nobody() -> None:
    hostile = replace(submission(HOSTILE), overrides=(BY_HAND,))
    page = Page(gradebook_page.render(gathered(of("nets", ALICE, BEN, hostile, FAULTY), class_of(20)), "ja"))
    for expected in ("About nets", "nets の課題", "by hand", "採点者による", "1 d 2 h late (−1.5)", "未提出", "Find"):
        assert expected in page.text
    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    assert page.tags.count("table") == 1
    assert not [value for value in page.values("href") if value.startswith("http")]


def test_an_empty_course_has_a_gradebook() -> None:
    found = gathered(of("nets"))
    assert (found.students, found.most, found.sums()) == ((), total(c.max_points for c in CHECKS), (None, None))
    assert [row["nets"] for row in rows_of(gradebook_table.render(found))] == ["10", "", ""]
    assert Page(gradebook_page.render(found)).tags


def test_two_results_of_one_id_are_refused() -> None:
    with pytest.raises(UsageError, match=r"0\.json: holds two results of 'alice'"):
        gathered(of("nets", ALICE, ALICE))


NAMES = st.text(min_size=1, max_size=12)
CLASSES = st.lists(st.lists(NAMES, unique=True, max_size=6), min_size=1, max_size=4)


@given(CLASSES, st.data())
def test_nobody_is_lost_or_swapped(classes: list[list[str]], data: st.DataObject) -> None:
    marks = {(n, id): data.draw(st.floats(0, 10)) for n, ids in enumerate(classes) for id in ids}
    reports = [
        of(f"week{n}", *(replace(submission(id), score=marks[n, id]) for id in ids)) for n, ids in enumerate(classes)
    ]
    found = gathered(*reports)
    assert {s.ids for s in found.students} == {(id,) for ids in classes for id in ids}
    for student in found.students:
        assert student.marks == tuple(marks.get((n, student.ids[0])) for n in range(len(classes)))
        assert student.sum == total(mark for mark in student.marks if mark is not None)
    for n, ids in enumerate(classes):
        own = [marks[n, id] for id in ids]
        column = found.columns[n]
        assert (column.mean, column.median) == ((mean(own), median(own)) if own else (None, None))
    table = list(csv.reader(io.StringIO(gradebook_table.render(found))))
    assert len(table) == 1 + 1 + len(found.students) + 2
    assert {len(row) for row in table} == {len(table[0])}


@given(st.lists(NAMES, unique=True, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_rosters_rows_are_all_there_in_its_order(ids: list[str], random) -> None:
    order = random.sample(range(len(ids)), len(ids))
    text = io.StringIO()
    csv.writer(text).writerows([["submission", "name"], *([f"n{i}", f"student {i}"] for i in order)])
    graded = [submission(f"n{i}") for i in order if random.random() < 0.7]
    found = gathered(of("nets", *graded), roster=text.getvalue())
    assert [s.about[1] for s in found.students] == [f"student {i}" for i in order]
    assert [bool(s.ids) for s in found.students] == [f"n{i}" in {g.id for g in graded} for i in order]
    assert not found.strangers
