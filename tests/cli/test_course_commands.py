"""`kadai init`, `new` and `release`: from nothing to a class that is graded."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tiny_course import TinyCourse

Kadai = Callable[..., Any]


def test_from_nothing_to_a_graded_class(tmp_path: Path, kadai: Kadai) -> None:
    assert kadai("init", "course", cwd=tmp_path).code == 0
    course = tmp_path / "course"
    assert kadai("new", "second", cwd=course).code == 0
    released = kadai("release", cwd=course)
    assert released.code == 0, released
    assert kadai("release", "--check", cwd=course).code == 0
    (tmp_path / "class").mkdir()
    shutil.copy(course / "reference/second.py", tmp_path / "class/right.py")
    shutil.copy(course / "student_template/second/second.py", tmp_path / "class/stub.py")
    shutil.copy(course / "student_template/second/second.ipynb", tmp_path / "class/stub_notebook.ipynb")
    ended = kadai("grade", "../class", "--assignment", "second", "--csv", "-", cwd=course)
    assert ended.code == 0, ended.err
    rows = [line.split(",") for line in ended.out.splitlines()]
    assert [(r[0], r[2]) for r in rows[1:]] == [("right", "10"), ("stub", "0"), ("stub_notebook", "0")]


def test_release_check_tells_drift(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment(public="def test_double_3(submission):\n    assert submission.double(3) == 6\n")
    ended = kadai("release", "--check", cwd=tiny.root)
    assert ended.code == 1
    assert "missing" in ended.out
    assert not (tiny.root / "student_template").exists()  # --check writes nothing
    assert kadai("release", "tiny", cwd=tiny.root).code == 0
    ended = kadai("release", "--check", cwd=tiny.root)
    assert (ended.code, ended.out) == (0, "tiny: up to date\n")
    stub = tiny.root / "student_template/tiny/tiny.py"
    assert "return 2 * x" not in stub.read_text(encoding="utf-8")
    stub.write_text("print('by hand')\n")
    ended = kadai("release", "--check", cwd=tiny.root)
    assert ended.code == 1
    assert "by hand" in ended.out
    assert "kadai release" in ended.err
    assert stub.read_text() == "print('by hand')\n"
    assert kadai("release", cwd=tiny.root).code == 0
    assert kadai("release", "--check", cwd=tiny.root).code == 0
