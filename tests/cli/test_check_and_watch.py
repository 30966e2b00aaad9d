"""`kadai check` and `kadai watch`: what students use."""

import json
import os
import re
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import RIGHT, WRONG, run_kadai, start_kadai

PUBLIC = """
    from autograder.testing import assert_close

    def test_double(submission):
        \"""Twice.

        ja: 2 倍です。
        \"""
        assert_close(submission.double(3), 6, what="double(3)")

    def test_zero(submission):
        assert submission.double(0) == 0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_public.py").write_text(dedent(PUBLIC))
    return tmp_path


def notebook(*cells: str) -> str:
    made: list[dict[str, object]] = [
        {"cell_type": "code", "source": c, "metadata": {}, "outputs": [], "execution_count": None} for c in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def test_the_exit_code_says_whether_all_pass(folder: Path) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    ended = run_kadai("check", "tiny.py", cwd=folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Twice." in ended.stdout
    (folder / "tiny.py").write_text(WRONG)
    ended = run_kadai("check", "tiny.py", "--lang", "ja", cwd=folder)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "2 倍です。" in ended.stdout
    assert "double(3) " in ended.stdout
    assert "Twice" not in ended.stdout


def test_a_notebook_and_a_module_that_partly_fails(folder: Path) -> None:
    (folder / "tiny.ipynb").write_text(notebook("%matplotlib inline\n1 / 0", RIGHT, "not python at all"))
    ended = run_kadai("check", "tiny.ipynb", cwd=folder)
    assert ended.returncode == 0, ended
    assert "ZeroDivisionError" in ended.stdout  # noted, and no more
    (folder / "tiny.ipynb").write_text(notebook("def double(x):\n    return undefined_name\n"))
    ended = run_kadai("check", "tiny.ipynb", cwd=folder)
    assert ended.returncode == 1
    assert re.search(r"cell 1, line 2, double: +return undefined_name", ended.stdout)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("tiny.ipynb", "{not json", "tiny.ipynb"), ("tiny.py", "\0", "tiny.py"), ("tiny.txt", "x", "expected a .py")],
)
def test_a_file_that_cannot_be_read(folder: Path, name: str, content: str, words: str) -> None:
    (folder / name).write_text(content)
    ended = run_kadai("check", name, cwd=folder)
    assert ended.returncode == 2, ended
    assert words in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("public", "words"),
    [
        ("def test_a(:\n", "SyntaxError"),
        ("from autograder.testing import after\n@after('b')\ndef test_a(submission): ...\n", "'b', which is no check"),
        ("x = 1\n", "no test function"),
    ],
)
def test_public_tests_that_cannot_be_read(folder: Path, public: str, words: str) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    (folder / "test_public.py").write_text(public)
    ended = run_kadai("check", "tiny.py", cwd=folder)
    assert ended.returncode == 2, ended
    assert words in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within a minute")


def save(file: Path, text: str) -> None:
    """As editors do: never half a file."""
    other = file.with_suffix(".new")
    other.write_text(text)
    other.replace(file)


def test_watch_checks_at_every_save_until_ctrl_c(folder: Path) -> None:
    file = folder / "tiny.py"
    file.write_text(WRONG)
    with start_kadai("watch", "tiny.py", cwd=folder, start_new_session=True) as process:
        lines: list[str] = []
        assert process.stdout is not None
        reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")))  # type: ignore[union-attr]
        reader.start()
        try:
            wait_for(lambda: "1 of 2 checks passed" in "".join(lines))
            save(file, RIGHT)
            wait_for(lambda: "2 of 2 checks passed" in "".join(lines))
            running = folder / "running"
            save(file, f"open({str(running)!r}, 'w').close()\nwhile True: pass\n")
            wait_for(running.exists)
            running.unlink()
            save(file, file.read_text() + "# again\n")  # the endless loop is ended, not waited for
            wait_for(running.exists)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everybody
            assert process.wait(60) == 0
        finally:
            process.kill()
            reader.join(60)
        assert process.stderr is not None
        assert process.stderr.read() == ""
