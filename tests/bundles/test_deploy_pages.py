"""docs/deploy: what the pages say is done as it stands there, as far as one machine allows.

Programs of others that would talk to a service (docker, gh) are stand-ins that note what they were asked.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import readers
from emulated import PYTHON, Container, available
from wheels_here import unpack

PAGES = Path(__file__).parents[2] / "docs/deploy"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
KADAI = [sys.executable, "-P", "-c", "from autograder.cli import main; main()"]
STAND_IN = '#!/bin/sh\necho "$(basename "$0") $*" >> "$NOTES"\n'
PROGRAMS = {"docker": STAND_IN, "gh": STAND_IN, "kadai": f'#!/bin/sh\nexec {shlex.join(KADAI)} "$@"\n'}

pytestmark = pytest.mark.slow


def followed(page: str, folder: Path) -> list[str]:
    """Do everything that a page says, in ``course/`` of a folder; what the stand-ins noted."""
    (folder / "programs").mkdir()
    for name, text in PROGRAMS.items():
        program = folder / "programs" / name
        program.write_text(text)
        program.chmod(0o755)
    notes, summary = folder / "notes", folder / "summary.md"
    notes.touch()
    (folder / "pl-my-course").mkdir()
    known = {name: value for name, value in os.environ.items() if name != "KADAI_SECRET"}
    known |= {
        "PATH": f"{folder}/programs:{os.environ['PATH']}",
        "NOTES": str(notes),
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    script = "\n".join(BLOCK.findall((PAGES / page).read_text(encoding="utf-8")))
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder / "course", env=known, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout
    return notes.read_text().splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a course in it that has an assignment."""
    for words in (("init", "course"), ("new", "my_assignment", "--course", "course")):
        subprocess.run([*KADAI, *words], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def test_prairielearn(folder: Path) -> None:
    build, push = followed("prairielearn.md", folder)
    assert build == "docker build -t me/kadai-grader bundle/image"
    assert push == "docker push me/kadai-grader"
    assert (folder / "course/bundle/image/Dockerfile").is_file()
    assert (folder / "pl-my-course/questions/my_assignment/info.json").is_file()
    assert (folder / "pl-my-course/serverFilesCourse/kadai/course/.kadai/secret").is_file()


def test_containers(folder: Path) -> None:
    build, run = followed("containers.md", folder)
    assert build.split()[-1] == "bundle"
    entry = re.search(r"^ENTRYPOINT (.*)$", (folder / "course/bundle/Dockerfile").read_text(), re.MULTILINE)
    assert entry
    words = [*json.loads(entry[1])[1:], *run.partition("registry.example.org/my-course ")[2].split()]
    places = {"/submission": folder / "course/reference", "/srv/course": folder / "course/bundle/course"}
    words = [str(places.get(word, word)) for word in words]
    words[words.index("-o") + 1] = str(folder / "results.json")
    subprocess.run([*KADAI, *words], check=True, capture_output=True)
    assert readers.prairielearn((folder / "results.json").read_bytes())[:2] == (True, 1.0)


def test_github(folder: Path) -> None:
    assert followed("github.md", folder) == ["gh secret set KADAI_SECRET"]
    assert list((folder / "course/bundle/grading").rglob("*.yml"))
    assert (folder / "summary.md").read_text()


def test_classroom50(folder: Path) -> None:
    assert followed("classroom50.md", folder) == []
    assert (folder / "course/bundle/runtime.json").is_file()
    assert (folder / "course/bundle/autograders/my_assignment/autograder.py").is_file()


def test_a_server_with_nbgrader(folder: Path) -> None:
    assert followed("nbgrader-server.md", folder) == []
    page = (PAGES / "nbgrader-server.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", row)
        stem = first.rpartition(".")[0].replace("COURSE", "course")
        for name in (first.replace("COURSE", "course"), *(f"{stem}{o}" if o[0] == "." else o for o in others)):
            assert (folder / "course/bundle" / name).exists(), name


@pytest.mark.skipif(not available(), reason=f"needs root, mount namespaces, and {PYTHON}, which every user can run")
def test_gradescope_from_nothing_to_a_graded_submission() -> None:
    with tempfile.TemporaryDirectory(prefix="kadai-tests-", dir="/var/tmp") as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "course").mkdir()
        assert followed("gradescope.md", folder) == []
        course, root = folder / "course/my-course", folder / "autograder"
        unpack(course / "moving_average.zip", root)
        container = Container(folder)
        home = {"KADAI_HOME": str(container.inside(root / "opt"))}
        built = container.run("bash", container.inside(root / "source/setup.sh"), **home)
        assert built.returncode == 0, built.stderr
        assert built.stdout.rstrip().rpartition("\n")[2].startswith("moving_average: the reference has 10/10")
        scores = []
        for text in ((course / "reference/moving_average.py").read_text(), ""):
            (root / "submission").mkdir(exist_ok=True)
            (root / "submission/moving_average.py").write_text(text)
            done = container.run(container.inside(root / "run_autograder"), **home)
            assert done.returncode == 0, done.stderr
            scores.append(readers.gradescope((root / "results/results.json").read_bytes())[0])
        assert scores == [10, 0]
