"""Hostile code among data that an assignment ships, and on the screen that a check looks at."""

import os
from pathlib import Path

import pytest
from tiny_course import TinyCourse, by_id, check

from autograder.grading.results import SubmissionResult

REFERENCE = '''
    """Reads a number, and prints it."""


    def number():
        """The number in number.txt."""
        ### BEGIN SOLUTION
        return int(open("number.txt").read())
        ### END SOLUTION


    def show():
        """Print it."""
        ### BEGIN SOLUTION
        print(number())
        ### END SOLUTION
'''
HIDDEN = '''
    from autograder.testing import assert_avoids, assert_printed, points, terminal

    @points(1)
    def test_number(submission, data_folder):
        """The number. ja: 数"""
        assert submission.number() == 4711 == int((data_folder / "number.txt").read_text())

    @points(1)
    def test_show(submission):
        """Prints it. ja: 表示"""
        with terminal(submission) as shown:
            submission.show()
        assert_printed(shown, "4711")

    @points(1)
    def test_written(submission):
        """No loop. ja: ループなし"""
        assert_avoids(submission, "loop", within="show")
'''
RIGHT = 'def number():\n    return int(open("number.txt").read())\ndef show():\n    print(number())\n'
TRY = "import os, pathlib\ndef number():\n    {}\n    return int(open('number.txt').read())\ndef show():\n    pass\n"
PATCHED = "import kadai_sandbox.worker.screen as s\ns.Screen.turn_off = lambda self: {}\n" + RIGHT
CLASS = {
    "removes": TRY.format("os.remove('number.txt')"),
    "renames": TRY.format("os.rename('number.txt', 'other.txt')"),
    "cuts": TRY.format("os.truncate('number.txt', 0)"),
    "opens_for_writing": TRY.format("os.close(os.open('number.txt', os.O_RDWR))"),
    "changes_its_mode": TRY.format("os.chmod('number.txt', 0o666)"),
    "adds": TRY.format("os.close(os.open('more.txt', os.O_WRONLY | os.O_CREAT))"),
    "links": TRY.format("os.symlink('/etc/passwd', 'link')"),
    "climbs": TRY.format("open('../../etc/passwd').read()"),
    "reads_the_tests": TRY.format("open({tests!r}).read()"),
    "answers_with_a_number": PATCHED.format("4711"),
    "answers_with_much": PATCHED.format("'4711' + ' ' * (5 << 20)"),
    "answers_with_an_object": PATCHED.format("s"),
    "says_what_it_likes": PATCHED.format("'4711\\n'").replace("print(number())", "pass"),
    "huge_source": RIGHT + "#" * 500_000,
    "honest": RIGHT,
}


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> dict[str, SubmissionResult]:
    tiny_shared.assignment(HIDDEN, reference=REFERENCE, toml='data = ["number.txt"]\n')
    tiny_shared.write("assignments/tiny/number.txt", "4711\n")
    tests = str(tiny_shared.root / "assignments/tiny/test_hidden.py")
    texts = {name: text.replace("{tests!r}", repr(tests)) for name, text in CLASS.items()}
    return by_id(tiny_shared.grade(tiny_shared.hand_in(**texts)))


@pytest.mark.parametrize("name", [n for n, text in CLASS.items() if "pathlib" in text])
def test_what_is_shipped_can_only_be_read(graded: dict[str, SubmissionResult], name: str) -> None:
    assert check(graded[name], "number").outcome == "error"
    assert any(e in check(graded[name], "number").message.en for e in ("Permission", "Read-only", "FileNotFound"))


@pytest.mark.parametrize("name", ["answers_with_a_number", "answers_with_much", "answers_with_an_object"])
def test_what_cannot_have_been_printed_is_no_text(graded: dict[str, SubmissionResult], name: str) -> None:
    assert check(graded[name], "show").outcome in ("failed", "error", "crashed")
    assert check(graded[name], "written").outcome == "passed"


def test_whoever_says_what_was_printed_has_printed_it(graded: dict[str, SubmissionResult]) -> None:
    """It had to know it: that is all that a screen can tell."""
    assert check(graded["says_what_it_likes"], "show").outcome == "passed"


def test_a_text_too_long_to_be_looked_at_keeps_no_rule(graded: dict[str, SubmissionResult]) -> None:
    assert check(graded["huge_source"], "written").outcome == "failed"
    assert check(graded["huge_source"], "number").outcome == "passed"


def test_the_honest_one_after_them_all_has_everything(graded: dict[str, SubmissionResult]) -> None:
    assert graded["honest"].score == graded["honest"].max_score == 3


def test_other_users_may_not_change_the_copies(tmp_path: Path) -> None:
    from autograder.grading.examiner.data_folder import DataFolder

    (tmp_path / "a.csv").write_text("1")
    folder = DataFolder({"inner/a.csv": tmp_path / "a.csv"})
    try:
        modes = {p.name: oct(p.stat().st_mode & 0o777) for p in (folder.path, *folder.path.rglob("*"))}
        assert set(modes.values()) <= {"0o555", "0o444"}
        assert all(p.stat().st_uid == os.geteuid() for p in folder.path.rglob("*"))
    finally:
        folder.close()
    assert not folder.path.exists()
