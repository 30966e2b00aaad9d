"""What a lecturer wants to know of a class."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import (
    BACKWARD,
    CRASHED,
    DOUT,
    ENTROPY,
    FAULTY,
    FORWARD,
    STABLE,
    UNREADABLE,
    raised,
    report,
    result,
    skipped,
    submission,
    transposed,
    unstable,
    wrong_gradient,
)

from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.reports.summary import summarise, why_a_person


def scored(*scores: float, top: float) -> Report:
    """A report on submissions with these scores, without checks."""
    return report(*(SubmissionResult(f"s{i:03}", "graded", s, s, top, ()) for i, s in enumerate(scores)), checks=())


def check_in(summary, info):
    return next(c for c in summary.checks if c.id == info.id)


@given(
    st.lists(st.floats(0, 1), max_size=30),
    st.sampled_from([0.3, 0.5, 1.0, 3.0, 6.5, 7.0, 10.0, 12.0, 20.0, 33.0, 100.0, 250.0]),
)
def test_every_score_is_in_one_bin_that_holds_it(fractions: list[float], top: float) -> None:
    scores = [round(f * top, 1) for f in fractions]
    bins = summarise(scored(*scores, top=max(top, *scores, 0))).bins
    assert sum(b.count for b in bins) == len(scores)
    for b in bins[:-1]:
        assert b.count == sum(b.low - 1e-9 <= s < b.high - 1e-9 for s in scores)
    assert [b.high for b in bins[:-1]] == [b.low for b in bins[1:]]


@pytest.mark.parametrize(("top", "count"), [(10, 10), (7, 7), (3, 6), (100, 10), (20, 10), (13, 13), (0.5, 10)])
def test_bins_have_round_edges(top: float, count: int) -> None:
    assert len(summarise(scored(0.0, top, top=top)).bins) == count


def test_an_empty_class_and_a_class_without_points_have_a_summary() -> None:
    assert summarise(report()).bins[0].count == 0
    assert summarise(scored(0.0, top=0.0)).full_marks == 0


def test_what_the_grader_did_wrong_does_not_change_the_scores() -> None:
    alone = summarise(report(submission("a"), CRASHED))
    both = summarise(report(submission("a"), CRASHED, FAULTY))
    assert (both.mean, both.median, both.zero, both.faults) == (alone.mean, alone.median, 0, 1)


def test_checks_come_with_the_most_often_failed_first_and_skipped_ones_do_not_count() -> None:
    summary = summarise(
        report(
            submission("a", raised(FORWARD), skipped(BACKWARD), skipped(DOUT)),
            submission("b", raised(FORWARD), skipped(BACKWARD), skipped(DOUT)),
            submission("c", unstable(STABLE)),
        )
    )
    assert [c.id for c in summary.checks[:2]] == [FORWARD.id, STABLE.id]
    assert check_in(summary, BACKWARD).wrong == 0
    assert check_in(summary, BACKWARD).reasons == ()


def test_those_who_did_the_same_thing_are_grouped_by_diagnosis_then_trace_then_message() -> None:
    def other(line: int) -> CheckResult:
        return raised(ENTROPY, line)

    summary = summarise(
        report(
            *(submission(f"a{i}", transposed(ENTROPY)) for i in range(3)),
            *(submission(f"b{i}", other(i)) for i in range(2)),
            submission("c", result(ENTROPY, "failed", "Something else.")),
        )
    )
    reasons = check_in(summary, ENTROPY).reasons
    assert [r.submissions for r in reasons] == [("a0", "a1", "a2"), ("b0", "b1"), ("c",)]
    assert reasons[0].text.ja.startswith("結果の shape")


def test_a_mistake_counts_students_once_and_names_all_checks_where_it_shows() -> None:
    wrong = (wrong_gradient(BACKWARD), wrong_gradient(DOUT))
    summary = summarise(report(submission("a", *wrong), submission("b", *wrong), submission("c", unstable(STABLE))))
    assert [m.submissions for m in summary.mistakes] == [("a", "b"), ("c",)]
    assert summary.mistakes[0].checks == (BACKWARD.id, DOUT.id)


def test_an_unreadable_submission_says_nothing_about_the_checks_but_needs_a_person() -> None:
    summary = summarise(report(UNREADABLE, submission("a")))
    assert all(c.reasons == () for c in summary.checks)
    assert [why_a_person(s).en for s in summary.for_a_person] == ["s2599.py, line 12: invalid syntax."]


def test_why_a_crash_needs_a_person() -> None:
    assert why_a_person(CRASHED).ja == "プログラムが os._exit(0) で終了しました。"


def test_a_check_that_only_the_best_pass_discriminates() -> None:
    """Of twelve, six pass everything; the others fail two checks: each of these says who can do the other."""
    weak = [
        submission(f"w{i}", result(BACKWARD, "failed", "No.", "x"), result(STABLE, "failed", "No.", "x"))
        for i in range(6)
    ]
    found = summarise(report(*weak, *(submission(f"s{i}") for i in range(6))))
    figures = {check.id: check.discrimination for check in found.checks}
    assert figures[BACKWARD.id] == pytest.approx(1.0)
    assert figures[FORWARD.id] is None  # all passed
    assert found.quartiles == (min(s.mark for s in report(*weak).submissions), 10.0)
