"""What students run works on Windows' Python, and with nothing compiled but NumPy: see ``like_windows``."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PUBLIC = '''
import numpy as np
from autograder.testing import after, assert_close, points

@points(1)
def test_double(submission, rng):
    """Twice.

    ja: 2 倍です。
    """
    x = rng.normal(size=3)
    assert_close(submission.double(x), 2 * x, what="double(x)")

@after("double")
def test_zero(submission):
    assert submission.double(0) == 0
'''
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_public.py").write_text(PUBLIC, encoding="utf-8")
    (tmp_path / "tiny.py").write_text(RIGHT)
    return tmp_path


def run(code: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A program that sees such a Python, in a student's folder."""
    program = f"import like_windows\nlike_windows.like_windows()\n{textwrap.dedent(code)}"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=200,
        check=False,
        env={**os.environ, "PYTHONPATH": str(TESTS), "PYTHONIOENCODING": "utf-8", **environment},
    )


def kadai(folder: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return run(f"import sys; sys.argv[1:] = {words!r}\nfrom autograder.cli import main; main()", folder, **environment)


def test_check(folder: Path) -> None:
    ended = kadai(folder, "check", "tiny.py")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "2 of 2" in ended.stdout
    (folder / "tiny.py").write_text(WRONG.replace("\n", "\r\n"), newline="")
    ended = kadai(folder, "check", "tiny.py", "--lang", "ja")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "2 倍です。" in ended.stdout


def test_check_writes_a_page_with_pictures(folder: Path) -> None:
    (folder / "tiny.py").write_text(WRONG)
    ended = kadai(folder, "check", "tiny.py", "--html", "page.html", "--lang", "ja")
    assert (ended.returncode, ended.stderr) == (1, "")
    page = (folder / "page.html").read_text("utf-8")
    assert '<html lang="ja">' in page
    assert "すべての要素が違います。" in page
    assert "<svg" in page
    assert "× 1.5" in page


def test_check_of_a_notebook(folder: Path) -> None:
    cell = '{"cell_type": "code", "source": ["def double(x):\\n", "    return 2 * x"], "metadata": {"kadai": null}}'
    (folder / "tiny.ipynb").write_text('{"nbformat": 4, "metadata": {}, "cells": [%s]}' % cell)  # noqa: UP031
    ended = kadai(folder, "check", "tiny.ipynb")
    assert (ended.returncode, ended.stderr) == (0, "")
    (folder / "tiny.ipynb").write_text("{")
    ended = kadai(folder, "check", "tiny.ipynb")
    assert ended.returncode == 2
    assert "JSON" in ended.stderr


def test_pytest(folder: Path) -> None:
    ended = run("import pytest, sys\nsys.exit(pytest.main(['-q', 'test_public.py', '-p', 'no:cacheprovider']))", folder)
    assert ended.returncode == 0, ended.stdout
    assert "2 passed" in ended.stdout


def test_the_checks_of_a_notebook(folder: Path) -> None:
    ended = run(
        """
        from autograder import cell_checker
        def double(x): return 2 * x
        check = cell_checker(globals(), "test_public.py")
        print(check("double"), check("double")._repr_html_(), check("hidden"))
        """,
        folder,
    )
    assert ended.returncode == 0, ended.stderr
    assert "✓ double" in ended.stdout
    assert ">double</code>" in ended.stdout
    assert "after you hand in" in ended.stdout


def test_watch(folder: Path) -> None:
    """It checks once, and ends as Ctrl-C ends it, which comes here when it waits after it has told."""
    ended = run(
        """
        import sys, time, signal
        from autograder.cli import main, watch
        class Clock:
            told = False
            def strftime(self, text):
                self.told = True
                return text
            def sleep(self, seconds):
                if self.told: raise KeyboardInterrupt
                time.sleep(seconds)
        watch.time = Clock()
        sys.argv[1:] = ["watch", "tiny.py"]
        main()
        """,
        folder,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "2 of 2" in ended.stdout


def test_what_is_for_instructors_ends_in_a_sentence(folder: Path) -> None:
    ended = run(
        """
        import sys
        from autograder.cli.main import COMMANDS, FOR_STUDENTS, main
        for command in COMMANDS.keys() - set(FOR_STUDENTS):
            sys.argv[1:] = [command, "tiny.py"]
            try:
                main()
            except SystemExit as end:
                assert end.code == 2, (command, end.code)
        """,
        folder,
    )
    assert ended.returncode == 0, ended.stderr
    lines = ended.stderr.splitlines()
    assert len(lines) > 8
    for line in lines:
        assert re.match("kadai: `kadai [a-z]+` needs .*`kadai check`", line)
    assert any(line.startswith("kadai: `kadai grade` needs Linux") for line in lines)
