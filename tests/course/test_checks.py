"""Checks read from a test file's text, without importing it."""

import sys
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.course.checks import Check, read_checks
from autograder.course.handed_out.release import build
from autograder.errors import UsageError
from autograder.text import Text

FILE = '''
raise RuntimeError("imported")

@kadai.points(2)
@after(helper)
def test_first(submission):
    """One.

    ja: いち。
    """

def helper(): ...

class TestMore:
    @points(value=0.5)
    async def test_second(self): ...

@points(1)
class TestAll:
    def test_third(self): ...
    @points(3)
    def test_fourth(self): ...
    def other(self): ...

def testing(): ...
'''


def test_ids_titles_and_points(tmp_path: Path) -> None:
    path = tmp_path / "test_hidden.py"
    path.write_text(FILE)
    assert read_checks(path) == (
        Check("first", Text("One.", "いち。"), 2.0),
        Check("second", Text("second", "second"), 0.5),
        Check("third", Text("third", "third"), 1.0),
        Check("fourth", Text("fourth", "fourth"), 3.0),
        Check("testing", Text("testing", "testing"), 0.0),
    )
    assert read_checks(tmp_path / "test_public.py") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def test_a(:\n", "line 1: not Python"),
        ("@points(one)\ndef test_a(): ...\n", r"line 1: write the points as a number, as in @points\(3\)"),
        ("@points()\ndef test_a(): ...\n", "line 1: write the points as a number"),
        ("@points(True)\ndef test_a(): ...\n", "line 1: write the points as a number"),
        ("def test_a(): ...\nclass TestA:\n    def test_a(self): ...\n", "the check 'a' exists twice"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "test_hidden.py"
    path.write_text(text)
    with pytest.raises(UsageError, match=says) as error:
        read_checks(path)
    assert str(error.value).startswith(str(path))


def test_a_release_needs_ids_that_nbgrader_takes(soft: Assignment) -> None:
    soft.hidden_tests.write_text("def test_和(submission): ...\n", encoding="utf-8")
    with pytest.raises(UsageError, match="nbgrader cannot name a check '和'"):
        build(soft)
    soft.hidden_tests.write_text("def test_example(submission): ...\n")
    with pytest.raises(UsageError, match=r"the check 'example' is in test_public\.py as well"):
        build(soft)


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("id", Course(ROOT).ids())
def test_pytest_finds_the_same_checks(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebooks' cells must be those that the grader fills in."""
    from autograder.grading.marks import describe

    class Collector:
        items: list[pytest.Item]

        def pytest_collection_finish(self, session: pytest.Session) -> None:
            self.items = session.items

    assignment, collector = Course(ROOT).assignment(id), Collector()
    files = [assignment.public_tests, assignment.hidden_tests]
    monkeypatch.syspath_prepend(str(ROOT / "reference"))
    before = set(sys.modules)
    options = ["--collect-only", "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:terminal"]
    pytest.main([*options, "-c", "/dev/null", "--rootdir", str(ROOT), *map(str, files)], plugins=[collector])
    for name in set(sys.modules) - before:
        del sys.modules[name]
    found = [(c.id, c.title, c.points) for c in describe(collector.items)]
    assert found == [(c.id, c.title, c.points) for path in files for c in read_checks(path)]
