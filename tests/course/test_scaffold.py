"""A new course and a new assignment are complete, and nothing is overwritten."""

import stat
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.catalogue import load_equivalents, load_misconceptions
from autograder.course.handed_out.release import Release
from autograder.course.scaffold import new_assignment, new_course
from autograder.errors import UsageError
from autograder.grading.classroom.collector_process import collect


def test_a_new_course_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KADAI_SECRET", raising=False)
    written = new_course(tmp_path / "new")
    assert all(p.is_file() for p in written)
    course = Course.find(tmp_path / "new")
    assert course.ids() == ("example",)
    assert len(course.secret) == 64
    assert stat.S_IMODE((course.root / ".kadai/secret").stat().st_mode) == 0o600
    assert ".kadai/" in (course.root / ".gitignore").read_text()


def test_every_course_has_its_own_secret(tmp_path: Path):
    secrets = {new_course(tmp_path / n)[0].parent.joinpath(".kadai/secret").read_text() for n in "ab"}
    assert len(secrets) == 2


def test_a_new_assignment_is_complete(tmp_path: Path):
    new_course(tmp_path)
    course = Course(tmp_path)
    new_assignment(course, "two_layer-net")
    assignment = course.assignment("two_layer-net")
    assert assignment.title.en == "Two layer net"
    checks = next(collect([assignment]))
    assert len(load_misconceptions(assignment, [c.id for c in checks])) == 3
    assert len(load_equivalents(assignment)) == 2
    files = Release(assignment, checks).files
    assert {"two_layer-net.py", "two_layer-net.ipynb", "test_public.py"} <= set(files)
    assert b"np.sum" not in files["two_layer-net.py"]
    assert not any("__TITLE__" in p.read_text() or "__ID__" in p.read_text() for p in assignment.folder.iterdir())


def test_nothing_is_overwritten(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("mine")
    with pytest.raises(UsageError, match=r"pyproject\.toml: is there already"):
        new_course(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["pyproject.toml"]
    (tmp_path / "pyproject.toml").unlink()
    new_course(tmp_path)
    with pytest.raises(UsageError, match="is there already"):
        new_assignment(Course(tmp_path), "example")


@pytest.mark.parametrize("id", ["", "a b", "../a", "課題", "-a"])
def test_an_id_is_a_plain_name(tmp_path: Path, id: str):
    new_course(tmp_path)
    with pytest.raises(UsageError, match="cannot be an assignment's id"):
        new_assignment(Course(tmp_path), id)
