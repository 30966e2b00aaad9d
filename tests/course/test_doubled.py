"""A graded name with two definitions is noted, and which one answers; so is one that a cell only writes to a file."""

from pathlib import Path

import pytest
from test_choosing import notebook
from tiny_course import TinyCourse

from autograder.course import Course
from autograder.course.handed_in.choosing import choose
from autograder.course.handed_in.trees import Folder
from autograder.text import Text

RIGHT = "def double(x):\n    return 2 * x\n"
STUB = "def double(x):\n    raise NotImplementedError\n"


def notes(tmp_path: Path, name: str, text: str) -> tuple[Text, ...]:
    course = TinyCourse(tmp_path / "course").assignment()
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return choose(Folder(folder), Course(course.root).assignment("tiny")).account.notes


@pytest.mark.parametrize(
    ("name", "text", "en", "ja"),
    [
        ("tiny.ipynb", notebook(RIGHT, "x = 1", STUB), "in cell 1 and in cell 3: the definition in cell 3 counts",
         "採点されるのはセル 3 の定義です"),
        ("tiny.ipynb", notebook(RIGHT + RIGHT), "in cell 1, line 1 and in cell 1, line 3",
         "セル 1 の 3 行目の定義です"),
        ("tiny.py", STUB + "\n" + RIGHT, "in tiny.py, line 1 and in tiny.py, line 4: the definition in tiny.py, line 4",
         "tiny.py の 4 行目の定義です"),
    ],
)  # fmt: skip
def test_the_definition_that_counts_is_said(tmp_path: Path, name: str, text: str, en: str, ja: str) -> None:
    (note,) = notes(tmp_path, name, text)
    assert note.en.startswith("`double` is defined ")
    assert en in note.en
    assert ja in note.ja


@pytest.mark.parametrize(
    "cells",
    [
        (RIGHT,),
        (RIGHT, "double(2)"),
        (RIGHT, "text = '''\ndef double(x): pass\n'''"),
        (RIGHT, "class Other:\n    def double(self): pass"),
        (RIGHT, "def other(): pass", "def other(): pass"),
    ],
)
def test_one_definition_is_no_news(tmp_path: Path, cells: tuple[str, ...]) -> None:
    assert notes(tmp_path, "tiny.ipynb", notebook(*cells)) == ()


def test_what_is_only_written_into_a_file_is_said(tmp_path: Path) -> None:
    (note,) = notes(tmp_path, "tiny.ipynb", notebook("x = 1", f"%%writefile mine.py\n{RIGHT}"))
    assert note.en.startswith("Cell 2 only writes `double` into the file mine.py (%%writefile)")
    assert note.ja.startswith("セル 2 は `double` をファイル mine.py に書き込むだけで")


@pytest.mark.parametrize("cell", ["from mine import double", "import mine", "%run mine.py", RIGHT])
def test_what_is_used_of_a_written_file_is_no_news(tmp_path: Path, cell: str) -> None:
    assert notes(tmp_path, "tiny.ipynb", notebook(f"%%writefile mine.py\n{RIGHT}", cell)) == ()


def test_a_large_text_is_not_looked_through(tmp_path: Path) -> None:
    assert notes(tmp_path, "tiny.py", STUB + "x = 1\n" * 100_000 + RIGHT) == ()
