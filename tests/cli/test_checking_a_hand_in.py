"""`kadai check` of what a student is about to hand in, and pytest, in a folder of any name and without a course."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse

from autograder.cli.check import check_file
from autograder.course import Course
from autograder.course.handed_out.card import card_of
from autograder.course.handed_out.stubs import stub
from autograder.errors import UsageError

PUBLIC = """
    from autograder.testing import assert_close

    def test_twice(submission, rng):
        x = rng.normal(size=3)
        assert_close(submission.double(x), 2 * x, what="double(x)")
"""
NOTEBOOK = '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": [%s], "metadata": {}}]}'


def notebook(text: str) -> str:
    return NOTEBOOK % json.dumps(text)


@pytest.fixture
def received(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What students receive, in a folder that they have called hw3."""
    course = TinyCourse(tmp_path / "course").assignment(public=PUBLIC)
    tiny = Course(course.root).assignment("tiny")
    blank = stub(tiny.reference_text(), "tiny.py")
    folder = tmp_path / "home" / "hw3"
    folder.mkdir(parents=True)
    (folder / "kadai.json").write_bytes(card_of(tiny))
    (folder / "test_public.py").write_bytes(tiny.public_tests.read_bytes())
    (folder / "tiny.py").write_text(blank, encoding="utf-8")
    (folder / "tiny.ipynb").write_text(notebook(blank), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "path", list(sys.path))
    return folder


def outcomes(path: str, assignment: str | None = None) -> tuple[str | None, list[str]]:
    report, account = check_file(Path(path), assignment, None)
    return account.file, [check.outcome for check in report.submissions[0].checks]


@pytest.mark.parametrize("worked_on", ["tiny.py", "tiny.ipynb"])
def test_of_a_folder_the_file_is_checked_that_would_be_graded(received: Path, worked_on: str) -> None:
    (received / worked_on).write_text(RIGHT if worked_on == "tiny.py" else notebook(RIGHT))
    assert outcomes(".") == (worked_on, ["passed"])
    _, account = check_file(Path(), None, None)
    assert [(p.file, p.reason.en) for p in account.passed_over] == [
        ({"tiny.py": "tiny.ipynb", "tiny.ipynb": "tiny.py"}[worked_on], "It is as it was released.")
    ]


def test_an_untouched_folder(received: Path) -> None:
    assert outcomes(".") == ("tiny.py", ["unwritten"])
    _, account = check_file(Path(), None, None)
    assert [remark.kind for remark in account.attention] == ["untouched"]


def test_of_a_zip_with_a_helper(received: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "mine", raising=False)  # other tests of this process have one, too
    with zipfile.ZipFile("hw.zip", "w") as archive:
        archive.writestr("hana/tiny (1).py", "from mine import two\ndef double(x):\n    return two * x\n")
        archive.writestr("hana/mine.py", "two = 2\n")
        archive.writestr("hana/tiny.ipynb", (received / "tiny.ipynb").read_text())
    assert outcomes("hw.zip") == ("hana/tiny (1).py", ["passed"])
    sys.modules.pop("mine", None)


def test_a_damaged_zip_and_one_without_work_are_told(received: Path) -> None:
    Path("hw.zip").write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"hw\.zip"):
        outcomes("hw.zip")
    with zipfile.ZipFile("hw.zip", "w") as archive:
        archive.writestr("report.txt", "words")
    with pytest.raises(UsageError, match=r"hw\.zip"):
        outcomes("hw.zip")


def test_the_assignment_may_be_named(received: Path) -> None:
    (received / "mine.py").write_text(WRONG)
    assert outcomes("mine.py", "tiny") == (None, ["failed"])
    with pytest.raises(UsageError, match=r"the public tests of 'other' are not here; put the file into") as refused:
        outcomes("mine.py", "other")
    assert "kadai init" not in str(refused.value)


def test_a_damaged_card_is_told(received: Path) -> None:
    (received / "kadai.json").write_text("[")
    with pytest.raises(UsageError, match=r"kadai\.json: is damaged"):
        outcomes(".")


@pytest.mark.parametrize("worked_on", ["tiny.py", "tiny.ipynb"])
def test_pytest_checks_the_file_that_was_worked_on(received: Path, worked_on: str) -> None:
    (received / worked_on).write_text(RIGHT if worked_on == "tiny.py" else notebook(RIGHT))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_public.py"]
    shown = subprocess.run(command, cwd=received, capture_output=True, text=True, timeout=120, check=False).stdout
    assert "1 passed" in shown, shown
    assert f"{worked_on} (to check another file" in shown
