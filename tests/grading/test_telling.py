"""What a student reads where something is not written yet, not Python, or where it stands."""

import linecache
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import RIGHT, TinyCourse, run_kadai

from autograder.course import Course
from autograder.course.handed_out.card import card_of
from autograder.grading.in_process.module import load
from autograder.grading.in_process.notebook import cell_checker
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.results import SubmissionResult

PUBLIC = """
    def test_double(submission):
        assert submission.double(3) == 6

    def test_zero(submission):
        assert submission.double(0) == 0
"""
STUB = '''\
def double(x):
    """Twice."""
    raise NotImplementedError  # YOUR CODE HERE / ここにコードを書く
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What students receive, but for the stub."""
    TinyCourse(tmp_path / "course").assignment()
    handed_out = tmp_path / "received"
    handed_out.mkdir()
    (handed_out / "kadai.json").write_bytes(card_of(Course(tmp_path / "course").assignment("tiny")))
    (handed_out / "test_public.py").write_text(dedent(PUBLIC))
    return handed_out


def checked(folder: Path, text: str) -> SubmissionResult:
    (folder / "tiny.py").write_text(text, encoding="utf-8")
    (result,) = run_public_checks(folder / "test_public.py", load(folder / "tiny.py"), "tiny.py").submissions
    return result


def test_a_stub_is_not_written_yet(folder: Path) -> None:
    for check in checked(folder, STUB).checks:
        assert check.outcome == "unwritten"
        assert check.message.en == "`double` is not written yet (tiny.py, line 3)."
        assert check.message.ja == "`double` はまだ書かれていません（tiny.py の 3 行目）。"


def test_what_raises_for_itself_is_an_error(folder: Path) -> None:
    for text in (
        STUB.replace("NotImplementedError", 'NotImplementedError("soon")'),
        STUB.replace("NotImpl", "ValueError  # "),
    ):
        linecache.clearcache()
        assert {c.outcome for c in checked(folder, text).checks} == {"error"}


def test_a_syntax_error_is_told_once_with_its_line_and_text(folder: Path) -> None:
    result = checked(folder, "x = 1\ndef double(x:\n    return 2 * x\n")
    (note,) = result.notes
    assert note.en.startswith("tiny.py, line 2: SyntaxError")
    assert note.ja.startswith("tiny.py の 2 行目: SyntaxError")
    assert "def double(x:" in note.en
    for check in result.checks:
        assert check.message.en == "Your file does not define `double`. See the error above."


def test_what_fails_at_the_top_level_is_told_with_its_line_and_text(folder: Path) -> None:
    (note,) = checked(folder, RIGHT + "print(1 / 0)\n").notes
    assert note.en == "tiny.py, line 3: ZeroDivisionError: division by zero\n    print(1 / 0)"


def test_check_says_that_more_is_checked_later(folder: Path) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    assert "when your work is graded" in run_kadai("check", "tiny.py", cwd=folder).stdout
    (folder / "tiny.py").write_text(STUB, encoding="utf-8")
    ended = run_kadai("check", "tiny.py", "--lang", "ja", cwd=folder)
    assert ended.returncode == 1
    assert "まだ書かれていません" in ended.stdout
    assert "採点では" not in ended.stdout


def test_a_notebook_says_it_in_the_language_that_is_chosen(folder: Path) -> None:
    namespace: dict[str, object] = {}
    linecache.cache["<cell 3>"] = (len(STUB), None, STUB.splitlines(keepends=True), "<cell 3>")
    exec(compile(STUB, "<cell 3>", "exec"), namespace)
    check = cell_checker(namespace, folder / "test_public.py")
    shown = repr(check("double"))
    assert "□ double" in shown
    assert "(cell 3, line 3)" in shown
    check.language = "ja"
    assert "（セル 3 の 3 行目）" in repr(check("double"))
    namespace["double"] = lambda x: 2 * x
    assert "when your work is graded" in repr(cell_checker(namespace, folder / "test_public.py")())


@pytest.mark.parametrize(
    ("text", "said"), [(STUB, "is not written yet (tiny.py, line 3)"), ("", "does not define `double`")]
)
def test_pytest_shows_a_sentence_and_no_traceback(folder: Path, text: str, said: str) -> None:
    (folder / "tiny.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_public.py"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False).stdout
    assert said in shown
    assert "Error" not in shown
    assert "2 failed" in shown
    assert len(shown.splitlines()) < 25
