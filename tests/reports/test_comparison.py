"""``kadai compare``: whose mark moved between two reports, by how much, because of which check, and why."""

import csv
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_reader import Page
from sample_reports import (
    BACKWARD,
    CHECKS,
    DOUT,
    FAULTY,
    FORWARD,
    HOSTILE,
    STABLE,
    UNREADABLE,
    class_of,
    raised,
    report,
    result,
    submission,
    unstable,
    wrong_gradient,
)

from autograder.errors import UsageError
from autograder.grading.results import (
    WHOLE,
    CheckInfo,
    CheckResult,
    Late,
    Override,
    Report,
    SubmissionResult,
    Written,
    result_of,
    total,
)
from autograder.reports import json as json_report
from autograder.reports.comparison import comparison_page, comparison_table
from autograder.reports.comparison.comparing import Comparison, compare
from autograder.text import Text

NAMES = ("old.json", "new.json")
replace = msgspec.structs.replace


def made(*submissions: SubmissionResult, **more) -> Report:
    """A report that says with what it was made."""
    return report(
        *submissions,
        **{"assignment_digest": "a" * 64, "secret_fingerprint": "5ec7e7", "python": "3.12.1", "numpy": "2.1.0", **more},
    )


def compared(old: Report, new: Report) -> Comparison:
    return compare(old, new, NAMES)


@pytest.fixture
def saved(tmp_path):
    """Writes two reports; their files."""

    def save(old: Report, new: Report) -> tuple[Path, Path]:
        files = tmp_path / "old.json", tmp_path / "new.json"
        for file, content in zip(files, (old, new), strict=True):
            file.write_bytes(json_report.render(content))
        return files

    return save


# Why


def test_a_changed_test_is_the_assignment(kadai, saved, tmp_path) -> None:
    old = made(submission("alice", digest="1"), submission("ben", digest="2"))
    new = made(
        submission("alice", wrong_gradient(BACKWARD), digest="1"), submission("ben", digest="2"), assignment_digest="b"
    )
    ended = kadai("compare", *saved(old, new), cwd=tmp_path)
    assert ended.code == 0
    assert "0 up, 1 down, 1 with the same share" in ended.out
    assert "alice  100.0 % → 70.0 %  (10/10 → 7/10)  the assignment\n" in ended.out
    assert "backward_matches_the_numerical_gradient: ✓ passed 3/3 → ✗ failed 0/3" in ended.out
    assert "the assignment: aaaaaaaa → b" in ended.out
    assert "ben" not in ended.out
    assert ended.err == ""


def test_changed_work_is_the_work(kadai, saved, tmp_path) -> None:
    old = made(submission("alice", unstable(STABLE), digest="1"))
    new = made(submission("alice", digest="2"))
    ended = kadai("compare", *saved(old, new), "--lang", "ja", cwd=tmp_path)
    assert "alice  90.0 % → 100.0 %  (9/10 → 10/10)  提出物\n" in ended.out
    assert "softmax_is_stable_for_large_logits: ✗ 不合格 0/1 → ✓ 合格 1/1" in ended.out
    assert "submission" not in ended.out


@pytest.mark.parametrize(
    ("field", "value", "cause"),
    [
        ("kadai", "9.9", "kadai"),
        ("python", "3.13.0", "python"),
        ("numpy", "3.0", "numpy"),
        ("secret_fingerprint", "ffff", "secret"),
    ],
)
def test_what_a_report_was_made_with_is_a_cause(field, value, cause) -> None:
    old = made(submission("alice", digest="1"))
    new = made(submission("alice", unstable(STABLE), digest="1"), **{field: value})
    assert [change.causes for change in compared(old, new).students] == [(cause,)]


def test_several_causes_are_all_said() -> None:
    old = made(submission("alice", digest="1"))
    new = made(submission("alice", unstable(STABLE), digest="2"), assignment_digest="b", numpy="9")
    assert compared(old, new).students[0].causes == ("work", "tests", "numpy")


def test_a_persons_mark_is_a_persons_and_not_the_assignments() -> None:
    machine = submission("alice", wrong_gradient(BACKWARD), digest="1")
    override = Override(BACKWARD.id, 2.0, "right up to a factor", "kim", "2026-11-20T10:00:00+09:00")
    by_hand = replace(machine, score=total((machine.score, 2.0)), overrides=(override,))
    change = compared(made(machine), made(by_hand, assignment_digest="b")).students[0]
    assert change.causes == ("person",)
    assert (change.delta, change.elsewhere) == (2.0, 0.0)
    assert change.moved[0].after.by_hand


def test_lateness_is_lateness() -> None:
    late = Late("2026-11-20T00:00:00+09:00", "2026-11-21T00:00:00+09:00", 86400.0, 2.0)
    on_time = submission("alice", digest="1")
    change = compared(made(on_time), made(replace(on_time, late=late))).students[0]
    assert (change.causes, change.delta, change.elsewhere, change.direction) == (("late",), -2.0, -2.0, "down")


def test_a_mark_for_the_whole_or_for_an_answer_is_a_persons(kadai, saved, tmp_path) -> None:
    one = submission("alice", digest="1")
    override = Override(WHOLE, 4.0, "copied", "kim", "2026-11-20T10:00:00+09:00")
    whole = replace(one, score=4.0, overrides=(override,))
    change = compared(made(one), made(whole)).students[0]
    assert (change.causes, change.delta, change.moved) == (("person",), -6.0, ())
    ended = kadai("compare", *saved(made(one), made(whole)), cwd=tmp_path)
    assert "a mark for the whole: -6" in ended.out
    answered = replace(one, score=12.0, max_score=13.0, written=(Written("why", 2.0, 3.0),))
    unmarked = replace(one, max_score=13.0, written=(Written("why", None, 3.0),))
    change = compared(made(unmarked), made(answered)).students[0]
    assert (change.causes, change.delta, change.elsewhere) == (("person",), 2.0, 0.0)
    assert "why: 0/3 → 2/3 (by hand)" in kadai("compare", *saved(made(unmarked), made(answered)), cwd=tmp_path).out


def test_what_no_record_explains_is_said(kadai, saved, tmp_path) -> None:
    files = saved(made(submission("alice", digest="1")), made(submission("alice", unstable(STABLE), digest="1")))
    ended = kadai("compare", *files, cwd=tmp_path)
    assert "nothing that reports record" in ended.out
    assert "1 results differ although" in ended.err


def test_a_fault_has_no_score_and_is_neither_up_nor_down(kadai, saved, tmp_path) -> None:
    files = saved(made(submission(FAULTY.id, digest="1")), made(FAULTY))
    ended = kadai("compare", *files, cwd=tmp_path)
    assert "0 up, 0 down, 0 with the same share of all points, 1 without a score" in ended.out
    assert f"{FAULTY.id}  100.0 % → –  (10/10 → ?)  a fault of the grader" in ended.out


def test_one_that_could_not_be_read_is_not_called_other_work() -> None:
    change = compared(made(UNREADABLE), made(submission(UNREADABLE.id, digest="1"), kadai="9")).students[0]
    assert change.causes == ("reading", "kadai")


def test_unlike_and_unknown_secrets_are_warned_of(kadai, saved, tmp_path) -> None:
    same = submission("alice", digest="1")
    ended = kadai("compare", *saved(made(same), made(same, secret_fingerprint="ffff")), cwd=tmp_path)
    assert (ended.code, "(5ec7e7 and ffff)" in ended.err) == (0, True)
    ended = kadai("compare", *saved(report(same), report(same)), cwd=tmp_path)
    assert "do not say which secret" in ended.err


# The points of the assignment


def without(check: CheckInfo, *submissions: SubmissionResult) -> Report:
    """A report of the assignment without one check."""
    left = (result_of(s.id, tuple(c for c in s.checks if c.id != check.id), digest=s.digest) for s in submissions)
    return made(*left, checks=tuple(c for c in CHECKS if c.id != check.id), assignment_digest="b")


def test_a_smaller_maximum_moves_nobody_by_itself(kadai, saved, tmp_path) -> None:
    students = [submission(f"s{i}", digest=str(i)) for i in range(16)]
    ended = kadai("compare", *saved(made(*students), without(DOUT, *students)), cwd=tmp_path)
    assert "16 in both: 0 up, 0 down, 16 with the same share" in ended.out
    assert f"−1   0    16     -16  {DOUT.id}" in ended.out
    assert "s3" not in ended.out


def test_whom_the_removed_check_had_cost_goes_up() -> None:
    students = submission("a", wrong_gradient(DOUT), digest="1"), submission("b", wrong_gradient(FORWARD), digest="2")
    found = compared(made(*students), without(DOUT, *students))
    assert [(c.id, c.direction, c.delta) for c in found.students] == [("b", "down", -1.0), ("a", "up", 0.0)]
    assert found.count("up") == 1


def test_who_is_new_who_is_gone_and_who_may_be_one(kadai, saved, tmp_path) -> None:
    old = made(submission("itoann_1_2_x", digest="1"), submission("ben", digest="2"))
    new = made(submission("1", digest="1"), submission("ben", digest="2"), submission("mio", digest="3"))
    ended = kadai("compare", *saved(old, new), cwd=tmp_path)
    assert "only in the new report: 1, mio" in ended.out
    assert "only in the old report: itoann_1_2_x" in ended.out
    assert "itoann_1_2_x and 1 handed in the same" in ended.out


def test_two_assignments_are_refused(kadai, saved, tmp_path) -> None:
    files = saved(made(), made(assignment="layers"))
    ended = kadai("compare", *files, cwd=tmp_path)
    assert ended.code == 2
    assert "old.json is a report of softmax_with_loss" in ended.err
    assert "one of layers" in ended.err


def test_two_results_of_one_id_are_refused() -> None:
    twice = made(submission("alice"), submission("alice"))
    with pytest.raises(UsageError, match=r"new\.json: holds two results of 'alice'"):
        compared(made(), twice)


# Table and page


def test_the_table_has_everybody_and_no_formula(kadai, saved, tmp_path) -> None:
    old = made(submission("=cmd()", unstable(STABLE), digest="1"), submission("ben", digest="2"), submission("gone"))
    new = made(submission("=cmd()", digest="2"), submission("ben", digest="2"), submission("new"))
    ended = kadai("compare", *saved(old, new), "--csv", "-", cwd=tmp_path)
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert [(r["id"], r["change"], r["difference"]) for r in rows] == [
        ("ben", "same", "0"), ("'=cmd()", "up", "1"), ("new", "new", ""), ("gone", "gone", ""),
    ]  # fmt: skip
    assert rows[1]["because"] == "work"
    assert rows[1]["checks"] == f"{STABLE.id}: ✗ failed 0/1 → ✓ passed 1/1"
    assert "1 up" in ended.err  # standard output is the table's


def test_the_page_says_all_in_both_languages_and_obeys_nobody() -> None:
    old = made(submission(HOSTILE, digest="1"), submission("gone"), UNREADABLE, FAULTY)
    new = made(submission(HOSTILE, raised(FORWARD), digest="2"), submission("new"), UNREADABLE, FAULTY, numpy="9")
    shown = Page(comparison_page.render(compared(old, new), "ja"))
    for expected in ("the work", "提出物", "NumPy: 2.1.0 → 9", "Only in the new report", "新しい結果だけにある提出"):
        assert expected in shown.text
    assert shown.tags.count("script") == 1
    assert "img" not in shown.tags
    assert "\x1b" not in shown.text


def test_a_large_class_is_shown_in_part(kadai, saved, tmp_path) -> None:
    old = made(*(submission(f"s{i:03}", digest="1") for i in range(60)))
    new = made(*(submission(f"s{i:03}", *(result(c, "failed") for c in CHECKS), digest="2") for i in range(60)))
    ended = kadai("compare", *saved(old, new), cwd=tmp_path)
    assert "… and 20 more" in ended.out
    assert "… and 4 more checks" in ended.out


# What always holds

OUTCOMES = st.sampled_from(["passed", "failed", "error", "timeout", "crashed", "skipped", "unwritten"])


@st.composite
def reports(draw) -> Report:
    """A report of any checks, with any results."""
    worth = draw(st.dictionaries(st.sampled_from("pqrst"), st.sampled_from([0.0, 0.1, 0.5, 1.0, 3.0]), min_size=1))
    infos = tuple(CheckInfo(id, Text.same(id), points, False) for id, points in worth.items())
    students = draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    return made(*(draw(_submissions(id, infos)) for id in students), checks=infos, numpy=draw(st.sampled_from("12")))


@st.composite
def _submissions(draw, id: str, infos: tuple[CheckInfo, ...]) -> SubmissionResult:
    outcomes = [draw(OUTCOMES) for _ in infos]
    checks = (
        CheckResult(i.id, o, i.max_points if o == "passed" else 0.0, i.max_points)
        for i, o in zip(infos, outcomes, strict=True)
    )
    graded = result_of(id, tuple(checks), digest=draw(st.sampled_from(["", "1", "2"])))
    late = draw(st.sampled_from([None, Late("", "", 60.0, 0.25)]))
    return replace(graded, late=late if graded.score >= 0.25 else None)


@given(reports())
def test_a_report_compared_with_itself_says_nothing(one: Report) -> None:
    found = compared(one, one)
    assert (found.differences, found.checks, found.shown, found.arrived, found.gone) == ((), (), (), (), ())
    assert found.count("same") == len(one.submissions)


def test_a_class_compared_with_itself_says_nothing(kadai, saved, tmp_path) -> None:
    sample = class_of(30)
    assert "Nothing has changed." in kadai("compare", *saved(sample, sample), cwd=tmp_path).out


@given(reports(), reports())
def test_the_deltas_of_checks_and_lateness_sum_to_the_totals(old: Report, new: Report) -> None:
    found = compared(old, new)
    for change in found.students:
        late = [side.late.points if side.late else 0.0 for side in (change.after, change.before)]
        assert change.elsewhere == total((late[1], -late[0]))
    both = {c.id for c in found.students}
    sums = [total(s.score for s in side.submissions if s.id in both) for side in (new, old)]
    assert total(c.points for c in found.checks) == total((sums[0], -sums[1]))


@given(reports(), reports())
def test_the_other_way_round_up_is_down(old: Report, new: Report) -> None:
    there, back = compared(old, new), compared(new, old)
    assert there.count("up") == back.count("down")
    assert {s.id for s in there.arrived} == {s.id for s in back.gone}
    assert {c.id for c in there.shown} == {c.id for c in back.shown}


@given(reports(), reports())
def test_everybody_is_in_the_table_once(old: Report, new: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_table.render(compared(old, new)))))
    ids = {s.id for s in (*old.submissions, *new.submissions)}
    assert sorted(row["id"] for row in rows) == sorted(ids)


@given(reports(), reports())
def test_whoever_moved_has_a_cause(old: Report, new: Report) -> None:
    for change in compared(old, new).shown:
        assert change.causes
