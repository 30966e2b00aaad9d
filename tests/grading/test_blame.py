"""A mistake in a hidden test is told as the author's, with file and line; never as the student's."""

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, check, run_kadai

HIDDEN = """\
import pytest
from autograder.testing import points

@points(1)
def test_typo_in_a_fixture(submission, rgn):
    assert submission.double(1) == 2

@pytest.fixture
def asks(refrence):
    return refrence

def test_typo_inside_a_fixture(submission, asks):
    assert submission.double(1) == 2

def test_unknown_fixture(submission, zzzzzzzz):
    assert submission.double(1) == 2

def test_name(submission):
    assert submission.double(1) == nowhere

def test_type(submission):
    got = submission.double(1)
    assert got == len(5)

def test_nothing_of_the_submission(submission):
    {}["key"]

def test_import(submission):
    import no_such_module

def test_in_a_call_back(submission):
    assert submission.double(Twice()) == 2

class Twice:
    def __rmul__(self, other):
        return other

def test_only_when_wrong(submission):
    if submission.double(1) != 2:
        nowhere

def test_where_nothing_can_be_decided(submission):
    from autograder.testing import assert_gradient
    assert_gradient(submission.double(1), of=abs, at=0.0)
"""
EXPECTED = {
    "typo_in_a_fixture": ("line 5: fixture 'rgn' not found; did you mean rng?", "'rgn' がありません。 rng のこと"),
    "typo_inside_a_fixture": ("line 9: fixture 'refrence' not found; did you mean reference?", "9 行目"),
    "unknown_fixture": ("line 15: fixture 'zzzzzzzz' not found", "15 行目"),
    "name": ("line 19: NameError: name 'nowhere' is not defined", "19 行目: NameError"),
    "type": ("line 23: TypeError: object of type 'int' has no len()", "23 行目: TypeError"),
    "nothing_of_the_submission": ("line 26: KeyError: 'key'", "26 行目"),
    "import": ("line 29: ModuleNotFoundError: No module named 'no_such_module'", "29 行目"),
    "where_nothing_can_be_decided": ("line 44: Inconclusive: 1 of 1 slopes cannot be measured", "44 行目"),
    "in_a_call_back": ("line 32: TypeError: A hidden test hands over a Twice", "32 行目"),
}  # fmt: skip


@pytest.fixture(scope="module")
def results(tiny_shared: TinyCourse):
    tiny_shared.assignment(HIDDEN)
    tiny_shared.hand_in(right=RIGHT, wrong=WRONG)
    return {s.id: s for s in tiny_shared.grade().submissions}


@pytest.mark.parametrize("student", ["right", "wrong"])
@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_told_as_the_authors(results, student: str, name: str) -> None:
    result = check(results[student], name)
    assert result.outcome == "fault"
    assert f"test_hidden.py {EXPECTED[name][0]}" in result.message.en
    assert EXPECTED[name][1] in result.message.ja
    assert "your code" not in result.message.en
    assert "あなたのコード" not in result.message.ja


def test_a_mistake_that_only_a_wrong_answer_reaches(results) -> None:
    assert check(results["right"], "only_when_wrong").outcome == "passed"
    result = check(results["wrong"], "only_when_wrong")
    assert result.outcome == "failed"
    assert "mistake of its own" in result.message.en
    assert "test_hidden.py line 40: NameError" in result.message.en
    assert "40 行目" in result.message.ja


def test_validate_says_so_too(tiny: TinyCourse) -> None:
    tiny.assignment("def test_double(submission, rgn):\n    assert submission.double(1) == 2\n")
    run = run_kadai("validate", "tiny", "--no-mutants", "--jobs", "1", cwd=tiny.root)
    assert run.returncode == 1
    shown = " ".join(run.stdout.split())
    assert "test_hidden.py line 1: fixture 'rgn' not found; did you mean rng?" in shown
    assert "your code" not in shown


def test_pytest_shows_the_authors_mistake_in_process_too(tiny: TinyCourse) -> None:
    tiny.assignment(public="def test_double(submission, rgn):\n    assert submission.double(1) == 2\n")
    tiny.write("work/tiny.py", RIGHT)
    run = run_kadai("check", tiny.root / "work" / "tiny.py", "--assignment", "tiny", cwd=tiny.root)
    assert "fixture 'rgn' not found; did you mean rng?" in " ".join((run.stdout + run.stderr).split())
