"""``kadai merge``: reports of colleagues who graded a part of the class each."""

from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_schema import valid
from sample_reports import BACKWARD, CHECKS, FAULTY, STABLE, UNREADABLE, report, submission, unstable, wrong_gradient

from autograder.errors import UsageError
from autograder.grading.not_run import cut_short, faulty
from autograder.grading.results import Ignored, Override, Report, SandboxInfo, SubmissionResult
from autograder.reports import json as json_report
from autograder.reports.merging import merge
from autograder.text import Text

replace = msgspec.structs.replace


def made(*submissions: SubmissionResult, **more) -> Report:
    return report(
        *submissions, **{"assignment_digest": "a", "secret_fingerprint": "5ec7e7", "python": "3.12.1", **more}
    )


def merged(*reports: Report) -> Report:
    return merge([(f"{i}.json", one) for i, one in enumerate(reports)]).report


@pytest.fixture
def saved(tmp_path):
    """Writes reports; their files."""

    def save(*reports: Report) -> list[Path]:
        files = [tmp_path / f"{i}.json" for i in range(len(reports))]
        for file, content in zip(files, reports, strict=True):
            file.write_bytes(json_report.render(content))
        return files

    return save


def test_the_reports_of_three_colleagues_become_one(kadai, saved, tmp_path) -> None:
    parts = (
        made(submission("mio"), submission("alice", wrong_gradient(BACKWARD))),
        made(submission("ben")),
        made(UNREADABLE),
    )
    ended = kadai("merge", *saved(*parts), "-o", tmp_path / "class.json", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "")
    assert "4 submissions of 3 reports" in ended.err
    whole = valid(json_report.read(tmp_path / "class.json"))
    assert whole == made(*(s for part in parts for s in part.submissions))


def test_what_a_report_knows_beside_the_results_is_kept() -> None:
    late = {"created": "2026-11-20T23:30:00+00:00", "python": "3.11.2", "not_handed_in": ("ben", "zoe")}
    early = {"created": "2026-11-21T08:00:00+09:00", "ignored": (Ignored("index.html", Text.same("a page")),)}
    one = made(sandbox=SandboxInfo("strong", ("rlimits", "landlock")), diagnoses={}, **late)
    other = made(submission("ben"), **early)
    whole = merge([("1.json", one), ("2.json", other)])
    assert whole.report.created == late["created"]
    assert whole.report.python == "3.11.2 / 3.12.1"
    assert whole.report.sandbox == SandboxInfo("standard", ("rlimits", "landlock"))
    assert whole.report.not_handed_in == ("zoe",)
    assert [entry.entry for entry in whole.report.ignored] == ["index.html"]
    assert whole.report.diagnoses == other.diagnoses
    assert [note.en for note in whole.notes] == [
        "the reports were made with several versions of Python: 3.11.2 / 3.12.1"
    ]


@pytest.mark.parametrize(
    ("unlike", "said"),
    [
        ({"assignment": "layers"}, "of another assignment"),
        ({"secret_fingerprint": "ffff"}, "graded with another secret"),
        ({"secret_fingerprint": ""}, "graded with another secret"),
        ({"assignment_digest": "b"}, "graded with other tests"),
        ({"checks": CHECKS[:-1]}, "graded with other tests"),
    ],
)
def test_marks_that_are_not_alike_are_refused(kadai, saved, tmp_path, unlike, said) -> None:
    files = saved(made(submission("ben")), made(submission("mio"), **unlike))
    ended = kadai("merge", *files, "-o", tmp_path / "class.json", cwd=tmp_path)
    assert ended.code == 2
    assert f"1.json: {said} than" in ended.err
    assert not (tmp_path / "class.json").exists()


def test_the_same_work_graded_twice_is_one() -> None:
    one = submission("ben", unstable(STABLE), digest="1")
    slower = replace(one, checks=tuple(replace(check, seconds=9.0) for check in one.checks))
    assert len(merged(made(one), made(slower)).submissions) == 1


def test_other_work_under_one_id_is_refused_with_both_files(kadai, saved, tmp_path) -> None:
    files = saved(made(submission("ben", digest="1")), made(submission("ben", digest="2")))
    ended = kadai("merge", *files, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert f"ben is in {files[0]} and in {files[1]}: other work" in ended.err


def test_another_mark_for_the_same_work_is_for_a_person_to_decide() -> None:
    machine = submission("ben", unstable(STABLE), digest="1")
    by_hand = replace(machine, score=10.0, overrides=(Override(STABLE.id, 1.0, "fine", "kim", "2026-11-20"),))
    with pytest.raises(UsageError, match="the same work, with another result"):
        merged(made(machine), made(by_hand))


@pytest.mark.parametrize(
    "not_a_grade",
    [
        faulty(FAULTY.id, Text.same("The examiner died."), CHECKS, digest="1"),
        replace(FAULTY, digest=""),
        submission(FAULTY.id, digest="1", attention=(cut_short(),)),
    ],
)
def test_a_grade_counts_where_the_other_is_none(not_a_grade) -> None:
    grade = submission(FAULTY.id, unstable(STABLE), digest="1")
    assert merged(made(grade), made(not_a_grade)) == merged(made(not_a_grade), made(grade)) == made(grade)


def test_a_report_of_two_results_of_one_id_is_refused() -> None:
    with pytest.raises(UsageError, match=r"0\.json: holds two results of 'ben'"):
        merged(made(submission("ben"), submission("ben")))


def test_a_merged_report_can_be_read_shown_and_merged_again(kadai, saved, tmp_path) -> None:
    parts = made(submission("ben")), made(submission("mio"), numpy="2"), made(submission("zoe"), numpy="3")
    whole = merged(*parts)
    assert merged(merged(*parts[:2]), parts[2]) == whole
    ended = kadai("report", *saved(whole), cwd=tmp_path)
    assert ended.code == 0
    assert "NumPy 2 / 3" in ended.out


VERSIONS = st.sampled_from(["", "1", "2", "1 / 3"])
DATES = st.sampled_from(["", "2026-11-20T23:30:00+00:00", "2026-11-21T08:00:00+09:00"])
LAYERS = st.sampled_from([(), ("a",), ("b", "a"), ("a", "b")])
SANDBOXES = st.builds(SandboxInfo, st.sampled_from(["weak", "standard", "strong"]), LAYERS)


@st.composite
def parts(draw) -> list[Report]:
    """Reports of parts of a class, as three colleagues may have made them."""
    names = draw(st.lists(st.text(max_size=8), unique=True, min_size=1, max_size=8))
    some = st.lists(st.sampled_from(names), unique=True)
    return [
        made(
            *(submission(id, digest=id) for id in draw(some)),
            kadai=draw(VERSIONS),
            created=draw(DATES),
            sandbox=draw(SANDBOXES),
            not_handed_in=tuple(draw(some)),
        )
        for _ in range(draw(st.integers(1, 3)))
    ]


@given(parts())
def test_the_order_of_the_reports_does_not_matter(reports: list[Report]) -> None:
    assert all(merged(*order) == merged(*reports) for order in permutations(reports))


@given(parts())
def test_nobody_is_lost_and_nobody_is_there_twice(reports: list[Report]) -> None:
    whole = merged(*reports)
    assert [s.id for s in whole.submissions] == sorted({s.id for r in reports for s in r.submissions})
    assert merged(whole, whole) == merged(whole)
    assert merged(whole, *reports) == whole
