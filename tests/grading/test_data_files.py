"""Data that an assignment ships: students receive them, their code and the checks read them, nobody writes them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import TinyCourse, run_kadai

from autograder.course import Course
from autograder.course.data_files import MOST_BYTES, data_files
from autograder.course.handed_out.release import Release
from autograder.errors import UsageError
from autograder.grading.classroom.collector_process import collect
from autograder.grading.validation.validate import Silent, validate

REFERENCE = '''
    """Sums of columns."""

    from pathlib import Path

    import numpy as np

    TABLE = np.loadtxt("table.csv", delimiter=",")


    def total(column):
        """The sum of a column of table.csv."""
        ### BEGIN SOLUTION
        return float(TABLE[:, column].sum())
        ### END SOLUTION


    def words():
        """The words of texts/words.txt."""
        ### BEGIN SOLUTION
        return Path("texts/words.txt").read_text(encoding="utf-8").split()
        ### END SOLUTION
'''
HIDDEN = '''
    import numpy as np
    from autograder.testing import assert_close, points

    @points(1)
    def test_total(submission, reference, data_folder):
        """The sums. ja: 和"""
        table = np.loadtxt(data_folder / "table.csv", delimiter=",")
        for column in range(2):
            assert_close(submission.total(column), reference.total(column))
            assert reference.total(column) == table[:, column].sum()
'''
PUBLIC = '''
    from autograder.testing import points

    @points(1)
    def test_words(submission, data_folder):
        """The words. ja: 単語"""
        assert submission.words() == (data_folder / "texts/words.txt").read_text(encoding="utf-8").split()
'''
TOML = 'data = ["table.csv", "texts/", "dot.png"]\n'
RIGHT = """
import numpy as np
from pathlib import Path
TABLE = np.loadtxt("table.csv", delimiter=",")
def total(column):
    return float(TABLE[:, column].sum())
def words():
    return Path("texts/words.txt").read_text().split()
"""
OTHER_WAYS = """
import csv, os, glob, io
def total(column):
    assert sorted(os.listdir(".")) == ["dot.png", "table.csv", "texts"]
    assert os.path.exists("table.csv") and glob.glob("*.csv") == ["table.csv"]
    with open(os.path.join(os.getcwd(), "table.csv"), newline="") as file:
        return sum(float(row[column]) for row in csv.reader(file))
def words():
    with io.open("texts/words.txt", "a+") as file:
        file.write(" more")
        file.seek(0)
        return file.read().split()[:-1]
"""
WRITES = """
import os
def total(column):
    descriptor = os.open("table.csv", os.O_WRONLY)
    os.write(descriptor, b"0,0")
    return 6.0
def words():
    os.remove("texts/words.txt")
    return ["one"]
"""


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(HIDDEN, PUBLIC, REFERENCE, TOML)
    tiny_shared.write("assignments/tiny/table.csv", "1,2\n3,4\n")
    tiny_shared.write("assignments/tiny/texts/words.txt", "one two\n")
    (tiny_shared.root / "assignments/tiny/dot.png").write_bytes(b"\x89PNG\0\xff")
    return tiny_shared


@pytest.mark.parametrize("text", [RIGHT, OTHER_WAYS])
def test_a_submission_reads_them_as_its_author_does_at_home(course: TinyCourse, text: str) -> None:
    assert course.outcomes(text) == {"total": "passed", "words": "passed"}


def test_nobody_can_change_them(course: TinyCourse) -> None:
    assert course.outcomes(WRITES) == {"total": "error", "words": "error"}
    assert course.outcomes(RIGHT) == {"total": "passed", "words": "passed"}


def test_a_private_file_beside_them_stays_closed(course: TinyCourse) -> None:
    course.write("assignments/tiny/answers.csv", "9,9\n")
    peek = f"def total(column):\n    return open({str(course.root)!r} + '/assignments/tiny/answers.csv').read()\n"
    assert course.outcomes(peek)["total"] == "error"
    assert course.outcomes("def total(column):\n    return open('answers.csv').read()\n")["total"] == "error"


def test_the_copies_are_gone_afterwards(course: TinyCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    course.outcomes(RIGHT)
    assert list(tmp_path.glob("kadai-data-*")) == []


def test_they_are_part_of_the_digest_and_of_the_bundle(course: TinyCourse, tmp_path: Path) -> None:
    assignment = Course(course.root).assignment("tiny")
    before = assignment.digest
    assert assignment.bundle()["assignments/tiny/dot.png"] == b"\x89PNG\0\xff"
    course.write("assignments/tiny/dot.png", "other")
    assert Course(course.root).assignment("tiny").digest != before
    (course.root / "assignments/tiny/dot.png").write_bytes(b"\x89PNG\0\xff")
    assert Course(course.root).assignment("tiny").digest == before


def test_students_receive_them_and_public_checks_find_them(course: TinyCourse, tmp_path: Path) -> None:
    assignment = Course(course.root).assignment("tiny")
    files = Release(assignment, next(collect([assignment]))).files
    assert {"table.csv", "texts/words.txt", "dot.png"} <= files.keys()
    assert json.loads(files["kadai.json"])["data"] == ["dot.png", "table.csv", "texts/words.txt"]
    folder = tmp_path / "received"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "tiny.py").write_text(RIGHT)
    (folder / "tiny.ipynb").unlink()
    for where, name in ((folder, "tiny.py"), (tmp_path, "received/tiny.py")):  # from wherever
        checked = run_kadai("check", name, cwd=where)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    plain = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "received/test_public.py"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTEST_ADDOPTS": ""},
    )  # fmt: skip
    assert "1 passed" in plain.stdout, plain.stdout + plain.stderr


def test_validation_is_green(course: TinyCourse) -> None:
    (found,) = validate([Course(course.root).assignment("tiny")], Silent(), mutants=False)
    assert [f.problem for f in found.findings if not f.good] == []


@pytest.mark.parametrize(
    "name",
    ["missing.csv", "../reference/tiny.py", "test_hidden.py", "/etc/passwd", ".", "nothing/", "link.csv", "notes.md"],
)
def test_what_is_no_data_is_refused(course: TinyCourse, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "assignment"
    (folder / "nothing").mkdir(parents=True)
    (folder / "notes.md").touch()
    (folder / "test_hidden.py").touch()
    (folder / "link.csv").symlink_to("/etc/hostname")
    with pytest.raises(UsageError, match="data") as refused:
        data_files(folder, [name], folder / "assignment.toml")
    assert name in str(refused.value)


def test_too_much_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UsageError, match="MB"):
        data_files(tmp_path, ["large.bin"], tmp_path / "assignment.toml")


def test_a_check_that_asks_for_data_where_there_are_none_is_told(tiny: TinyCourse) -> None:
    hidden = 'def test_x(submission, data_folder):\n    """X. ja: X"""\n'
    result = tiny.assignment(hidden).grade_one("x = 1")
    assert "data = [...]" in result.checks[0].message.en
