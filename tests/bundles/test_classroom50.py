"""The autograder.py of a bundle for Classroom 50, in a student's checkout; pip is a stand-in: all is installed here."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import readers
from test_packages import PUBLIC
from tiny_course import HIDDEN, RIGHT, WRONG, TinyCourse

Kadai = Callable[..., Any]


@pytest.fixture
def run(tiny: TinyCourse, kadai: Kadai, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    tiny.write("assignments/tiny/table.csv", "1\n")
    tiny.assignment(HIDDEN, PUBLIC, toml='data = ["table.csv"]\n')
    (tmp_path / "stand_ins/pip").mkdir(parents=True)
    for name in ("__init__.py", "__main__.py"):  # without the first, the real one would be found
        (tmp_path / "stand_ins/pip" / name).write_text("")

    def grade(text: str, *more: str, folder: str = ".git", **files: str) -> dict[str, Any]:
        ended = kadai("package", "tiny", "--for", "classroom50", "-o", tmp_path / "bundle", *more, cwd=tiny.root)
        assert ended.code == 0, ended.err
        checkout = tmp_path / "checkout"
        (checkout / folder).mkdir(parents=True)
        for name, content in {"tiny.py": text, **{f"{n}.py": c for n, c in files.items()}}.items():
            (checkout / name).write_text(content)
        environment = {**os.environ, **readers.RUNNER, "PYTHONPATH": str(tmp_path / "stand_ins")}
        script = tmp_path / "bundle/autograders/tiny/autograder.py"
        done = subprocess.run([sys.executable, script], cwd=checkout, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        document = readers.classroom50((checkout / "result.json").read_bytes())
        return document | {"body": (checkout / "release-body.md").read_text()}

    return grade


@pytest.mark.parametrize(("text", "score"), [(RIGHT, 1), (WRONG, 0)])
def test_public_checks_are_worth_a_point_each(run: Callable[..., dict[str, Any]], text: str, score: int) -> None:
    document = run(text)
    assert (document["score"], document["max-score"]) == (score, 1)
    assert document["body"].startswith("## ")


def test_tests_of_the_checkout_count_for_nothing(run: Callable[..., dict[str, Any]]) -> None:
    document = run(WRONG, test_public="def test_one():\n    'Fine.'\n")
    assert (document["score"], [test["test-name"] for test in document["tests"]]) == (0, ["double(1) is 2."])


@pytest.mark.parametrize("text", ["import os\nos._exit(0)\n", "while True: pass\n"])
def test_what_ends_the_checks_or_never_ends_is_answered(run: Callable[..., dict[str, Any]], text: str) -> None:
    document = run(text, "--deadline", "5")
    assert (document["score"], document["tests"]) == (0, [])
    assert "did not come to their end" in document["body"]


def test_what_the_checkout_calls_as_we_call_ours_is_in_nobodys_way(run: Callable[..., dict[str, Any]]) -> None:
    document = run(RIGHT, folder="test_public.py", pip="1 / 0\n", autograder="1 / 0\n")
    assert (document["score"], document["max-score"]) == (1, 1)


def test_published_tests_give_the_points_of_the_assignment(run: Callable[..., dict[str, Any]]) -> None:
    document = run(WRONG, "--publish-hidden-tests")
    assert (document["score"], document["max-score"]) == (1, 3)


def test_nothing_to_check_is_answered(
    tiny: TinyCourse, kadai: Kadai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.assignment(HIDDEN, PUBLIC)
    for name, value in readers.RUNNER.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "empty").mkdir()
    out = tmp_path / "result.json"
    words = ("--assignment", "tiny", "--to", "classroom50", "-o", out)
    ended = kadai("check", tmp_path / "empty", *words, cwd=tiny.root)
    assert ended.code == 0, ended.err
    assert readers.classroom50(out.read_bytes())["tests"] == []
    assert "no Python file" in (tmp_path / "release-body.md").read_text()
