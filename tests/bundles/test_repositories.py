"""What grades the students' repositories at GitHub, with stand-ins for GitHub's command and for Git's."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse

Kadai = Callable[..., Any]
STAND_IN = """#!{python}
import json, shutil, sys
from pathlib import Path

here = Path({here!r})
words = sys.argv[1:]
if Path(sys.argv[0]).name == "git":
    print("c" * 40)
elif words[:2] == ["repo", "clone"]:
    if words[2] == "o/gone":
        sys.exit("no such repository")
    shutil.copytree(here / "repositories" / words[2], words[3])
elif words[-1].endswith("/statuses") and "--input" not in words:
    print((here / "statuses.json").read_text())
else:
    with (here / "said.jsonl").open("a") as said:
        said.write(json.dumps([words[1], json.load(sys.stdin)]) + "\\n")
"""


@pytest.fixture
def grading(tiny: TinyCourse, kadai: Kadai, tmp_path: Path) -> Path:
    """The private repository, and beside it what GitHub has."""
    tiny.assignment()
    assert kadai("package", "tiny", "--for", "github", "-o", tmp_path / "bundle", cwd=tiny.root).code == 0
    for name, text in {"o/ann": RIGHT, "o/ben": WRONG}.items():
        (tmp_path / "repositories" / name).mkdir(parents=True)
        (tmp_path / "repositories" / name / "tiny.py").write_text(text)
    (tmp_path / "bin").mkdir()
    for name in ("gh", "git"):
        path = tmp_path / "bin" / name
        path.write_text(STAND_IN.format(python=sys.executable, here=str(tmp_path)))
        path.chmod(0o755)
    (tmp_path / "statuses.json").write_text("[]")
    return tmp_path / "bundle/grading"


def run(grading: Path, *repositories: str) -> "subprocess.CompletedProcess[str]":
    table = "repository,assignment\n" + "".join(f"{name},tiny\n" for name in repositories)
    (grading / "repositories.csv").write_text(table)
    here = grading.parents[1]
    environment = {**os.environ, "PATH": f"{here / 'bin'}:{os.environ['PATH']}", "GH_TOKEN": "a token"}
    return subprocess.run(
        [sys.executable, "grade_repositories.py"],
        cwd=grading,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def said(grading: Path) -> list[tuple[str, dict[str, str]]]:
    path = grading.parents[1] / "said.jsonl"
    return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []


def test_each_commit_gets_a_comment_and_a_status(grading: Path) -> None:
    done = run(grading, "o/ann", "o/gone", "o/ben")
    assert (done.returncode, "not graded: o/gone" in done.stderr) == (1, True)
    places, contents = zip(*said(grading), strict=True)
    commit = "c" * 40
    assert places[:2] == (f"repos/o/ann/commits/{commit}/comments", f"repos/o/ann/statuses/{commit}")
    assert contents[1] == {"state": "success", "context": "kadai/tiny", "description": "100.0%"}
    assert contents[3] == {"state": "failure", "context": "kadai/tiny", "description": "33.3%"}
    assert "1 / 3" in contents[2]["body"]


def test_what_is_answered_is_not_graded_again(grading: Path) -> None:
    statuses = [{"context": "kadai/tiny", "state": "failure"}]
    (grading.parents[1] / "statuses.json").write_text(json.dumps(statuses))
    assert run(grading, "o/ann").returncode == 0
    assert said(grading) == []
