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


def test_in_a_repository_init_says_which_lines_to_add_and_goes_on_once_they_are_there(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'mine'\n")
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    for name, line in (("pyproject.toml", "[tool.kadai]"), (".gitignore", ".kadai/")):
        with pytest.raises(UsageError, match="add these lines") as refused:
            new_course(tmp_path)
        assert str(refused.value).startswith(str(tmp_path / name))
        _, _, lines = str(refused.value).partition("\n\n")
        assert line in lines
        with (tmp_path / name).open("a") as file:
            file.write(f"\n{lines}")
        assert not (tmp_path / "assignments").exists()
    new_course(tmp_path)
    assert Course(tmp_path).ids() == ("example",)
    assert (tmp_path / "pyproject.toml").read_text().startswith("[project]\nname = 'mine'\n")


def test_init_uses_the_folders_that_are_named_already(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[tool.kadai]\nassignments = 'tasks'\nreference = 'solutions'\n")
    new_course(tmp_path)
    course = Course(tmp_path)
    assert course.ids() == ("example",)
    assert course.assignment("example").reference_path == tmp_path / "solutions/example.py"


@pytest.mark.parametrize(
    ("id", "says"),
    [
        *((id, "use letters, digits, _ and -, and begin with a letter") for id in ("", "a b", "../a", "課題", "-a")),
        ("1abc", "begin with a letter"),
        ("2-layers", "begin with a letter"),
        ("class", "'class' is a word of Python"),
        ("None", "'None' is a word of Python"),
        (
            "numpy",
            "a student's numpy.py would be imported in the place of .*numpy.*; choose another name, such as 'my_numpy'",
        ),
        ("pytest", "in the place of .*pytest"),
        ("statistics", "in the place of .*statistics.py"),
        ("sys", "in the place of Python itself"),
        ("autograder", "in the place of .*autograder"),
        ("misconceptions", "another use for a file misconceptions.py"),
        ("test_public", "another use for a file test_public.py"),
        ("test-hidden", "another use for a file test_hidden.py"),
        ("conftest", "another use for a file conftest.py"),
    ],
)
def test_an_id_is_the_name_of_a_module_that_is_nobodys(tmp_path: Path, id: str, says: str):
    new_course(tmp_path)
    with pytest.raises(UsageError, match=f"^'.*' cannot be an assignment's id: .*{says}"):
        new_assignment(Course(tmp_path), id)
    assert Course(tmp_path).ids() == ("example",)
