"""Checks in the student's own process: plain pytest and the notebook's last cell (`kadai check`: tests/cli)."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import RIGHT, WRONG

PUBLIC = """
    from autograder.testing import after, assert_close, points

    @points(1)
    def test_double(submission):
        \"""double(3) is 6.

        ja: double(3) は 6 です。
        \"""
        assert_close(submission.double(3), 6, what="double(3)")

    @after(test_double)
    def test_text(submission, rng):
        n = int(rng.integers(5))
        assert submission.double("a" * n) == "a" * 2 * n
"""


QUICK = ("-p", "no:hypothesispytest")  # importing it would take longer than the test


def python(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=100, check=False)


def pytest_in(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return python(
        "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", *QUICK, "test_public.py", *arguments, cwd=folder
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "test_public.py").write_text(dedent(PUBLIC))
    return folder


def test_plain_pytest_in_the_students_folder(folder: Path) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    ended = pytest_in(folder)
    assert ended.returncode == 0, ended.stdout
    assert "2 passed" in ended.stdout
    (folder / "tiny.py").write_text(WRONG)
    ended = pytest_in(folder)
    assert ended.returncode == 1
    assert "double(3)" in ended.stdout
    assert "1 failed, 1 skipped" in ended.stdout
    assert "builds on 'double'" in ended.stdout


def test_the_file_saved_last_is_checked_and_named(folder: Path) -> None:
    module, notebook = folder / "tiny.py", folder / "tiny.ipynb"
    module.write_text(WRONG)
    notebook.write_text(nbformat.writes(new_notebook(cells=[new_code_cell(dedent(RIGHT))])))
    for newer, older, said in ((notebook, module, "2 passed"), (module, notebook, "1 failed")):
        os.utime(older, (1, 1))
        os.utime(newer, (2, 2))
        ended = pytest_in(folder)
        assert said in ended.stdout
        assert f"kadai checked {newer}" in ended.stdout


def test_plain_pytest_on_another_file(folder: Path) -> None:
    (folder / "tiny.py").write_text(WRONG)
    (folder / "second_try.py").write_text(RIGHT)
    assert "2 passed" in pytest_in(folder, "--submission", "second_try.py").stdout
    (folder / "tiny.py").unlink()
    assert "2 passed" in pytest_in(folder).stdout  # the only one there is
    (folder / "third_try.py").write_text(RIGHT)
    ended = pytest_in(folder)
    assert "Name it with --submission FILE" in ended.stdout
    assert ended.returncode == 1


def test_plain_pytest_in_a_course_checks_the_reference(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "assignments/tiny"
    home.mkdir(parents=True)
    (tmp_path / "reference").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.kadai]\n")
    (tmp_path / "reference/tiny.py").write_text(RIGHT)
    (home / "assignment.toml").write_text("")
    (home / "test_public.py").write_text(dedent(PUBLIC))
    ended = pytest_in(home)
    assert "2 passed" in ended.stdout, ended.stdout


def test_plain_pytest_knows_the_marks_even_when_strict(folder: Path) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    assert pytest_in(folder, "--strict-markers", "-W", "error").returncode == 0


NOTEBOOK = """
from autograder import cell_checker

def double(x):
    return 3 * x

first = cell_checker(globals(), "test_public.py")()
print(first)

def double(x):
    return 2 * x

print(cell_checker(globals(), "test_public.py")())
open("test_public.py", "a").write("\\n\\ndef test_more(submission):\\n    submission.triple\\n")
print(cell_checker(globals(), "test_public.py")())
print(cell_checker(globals(), "not_here.py")())
"""


def test_the_last_cell_of_a_notebook(folder: Path) -> None:
    ended = python("-c", NOTEBOOK, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    first, second, third, fourth = [*ended.stdout.split("public checks pass")[1:], ""]
    assert ended.stdout.startswith("0 / 2")
    assert "✗ double  failed" in first
    assert "– text  not run" in first
    assert "double(3)" in first
    assert "double(3) が" not in first  # one language at a time
    assert second.splitlines()[1:3] == ["✓ double", "✓ text"]
    assert "more  error" in third or "more  failed" in third  # a newer test file is noticed
    assert "not_here.py" in third
    assert fourth == ""


CELLS = """
from autograder import cell_checker

check = cell_checker(globals(), "test_public.py")

def double(x):
    return 3 * x

values = [check("double"), check("text"), check("not_shown_to_students"), check()]

def double(x):
    return 2 * x

values += [check("text")]
check.language = "ja"
exec(compile("def double(x):\\n    raise NotImplementedError\\n", "/tmp/ipykernel_12/34.py", "exec"))  # as kernels do
values += [check("double")]
exec(compile("def double(x):\\n    return 4 * x\\n", "/tmp/ipykernel_12/35.py", "exec"))
values += [check("double")]
open("test_public.py", "w").write("def broken(:")
values += [check("double"), cell_checker(globals(), "elsewhere/test_public.py")("double")]
for value in values:
    print(f"{value}|")
print(values[0]._repr_html_())
"""


def test_the_check_cells_of_a_notebook(folder: Path) -> None:
    ended = python("-c", CELLS, cwd=folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    one, skipped, hidden, both, mended, blank, named, broken, missing, html = ended.stdout.split("|\n")
    assert one.startswith("✗ double  failed\n    double(3)")
    assert "text" not in one  # that one check and no other
    assert 'check.language = "ja"' in one
    assert skipped.startswith("– text  not run")  # what it builds on was run
    assert "check.language" not in skipped  # once is enough
    assert hidden == "– run after you hand in"
    assert both.startswith("0 / 2 public checks pass")
    assert mended == "✓ text"
    assert blank.startswith("E double  エラー\n    NotImplementedError\n    セル の 2 行目, double: ")
    assert "調べているのは`double`（セル の 1 行目）です。" in named
    assert "test_public.py の 1 行目: SyntaxError" in broken
    assert "test_public.py is not in" in missing
    assert ">double</code>" in html
    assert "double(3) is 6." in html
    assert "double(3) は 6 です。" not in html


def test_a_result_in_a_notebook_cannot_break_its_page(folder: Path) -> None:
    (folder / "test_public.py").write_text("def test_it(submission):\n    assert False, '<script>x</script>'\n")
    program = "from autograder import cell_checker; print(cell_checker(globals())('it')._repr_html_())"
    shown = python("-c", program, cwd=folder).stdout
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_the_plugin_is_light() -> None:
    """It is loaded by every pytest run of an environment that has kadai installed."""
    heavy = ["numpy", "matplotlib", "nbformat", "jinja2", "rich", "autograder.sandbox", "autograder.course"]
    program = f"import sys, autograder.grading.fixtures; print([m for m in {heavy} if m in sys.modules])"
    assert python("-c", program, cwd=Path.cwd()).stdout.strip() == "[]"


def test_pytest_itself_stays_light_with_the_plugin(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("import sys\ndef test_light():\n    assert 'numpy' not in sys.modules\n")
    ended = python("-m", "pytest", "-q", "-p", "no:cacheprovider", *QUICK, cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout
