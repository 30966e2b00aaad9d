"""docs/instructors-nbgrader.md: every command runs as it stands there, in that order, and does what the page says."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from formgrader import free_port, wait_for
from nbgrader_course import NbgraderCourse
from ordinary_notebook import checks, markdown, solution, write
from term import clean_environment

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "instructors-nbgrader.md"
FENCE = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ACTIVATE = Path(sys.executable).parent / "activate"
ASSIGNMENT = "softmax_with_loss"

PATIENCE = 540  # seconds: thirty commands that import nbgrader take half a minute, at a load of ten far longer

pytestmark = [
    pytest.mark.skipif(not ACTIVATE.exists(), reason="the tests do not run in a virtual environment"),
    pytest.mark.timeout(PATIENCE + 20),
    pytest.mark.slow,
]


class Block(NamedTuple):
    """A fenced block: what is in it, and the file or the program that it is for."""

    language: str
    of: str
    body: str


BLOCKS = [Block(*found) for found in FENCE.findall(PAGE.read_text(encoding="utf-8"))]


class Desk(NamedTuple):
    """The instructor's home after the whole page."""

    home: Path
    said: dict[str, str]
    """Each command's line → what it printed the first time."""

    @property
    def course(self) -> Path:
        return self.home / "kadai"


def copy_of_the_repository(course: Path) -> None:
    """What matters of a fresh clone, already set up."""
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for folder in ("reference", f"assignments/{ASSIGNMENT}", f"student_template/{ASSIGNMENT}"):
        shutil.copytree(ROOT / folder, course / folder, ignore=ignored)
    for name in ("pyproject.toml", "constraints.txt", "Makefile", "nbgrader_config.py"):
        shutil.copy(ROOT / name, course)
    (course / "tools").mkdir()
    (course / "tools" / "install-system-packages.sh").write_text("# is what set up this machine\n")
    (course / ".venv").mkdir()
    (course / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (course / ".venv" / ".kadai-installed").touch()


def submissions_of_ben(folder: Path) -> None:
    """A right solution as the learning management system gives it."""
    nb = json.loads((ROOT / "student_template" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    cells = [c for c in nb["cells"] if c["metadata"]["nbgrader"]["solution"]]
    for cell in cells:
        cell["source"] = "Because." if cell["cell_type"] == "markdown" else ""
    cells[0]["source"] = (ROOT / "examples" / "class" / "aiko" / f"{ASSIGNMENT}.py").read_text(encoding="utf-8")
    folder.mkdir()
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        archive.writestr(f"ben_attempt_2035-01-02-10-00-00_{ASSIGNMENT}.ipynb", json.dumps(nb))


def a_course_of_long_ago(source: Path) -> None:
    """A notebook that knows nothing of kadai."""
    text = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    write(source / "ps1.ipynb", markdown("# Twice"), solution(text), checks("twice", "assert double(3) == 6"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Everything on the page has been done."""
    home = tmp_path_factory.mktemp("instructor")
    desk = Desk(home, {})
    copy_of_the_repository(desk.course)
    submissions_of_ben(home / "Downloads")
    a_course_of_long_ago(home / "old-course/source/ps1")
    script = "".join(step(block, desk) for block in BLOCKS)
    programs = [p for p in os.environ["PATH"].split(os.pathsep) if p != str(ACTIVATE.parent)]  # the page activates it
    environment = {**clean_environment(home), "PATH": os.pathsep.join(programs)}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=desk.course,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    for part in done.stdout.split("\n$$$ ")[1:]:
        line, _, printed = part.partition("\n")
        desk.said.setdefault(line, printed)
    return desk


def step(block: Block, desk: Desk) -> str:
    """A block as lines of the shell: commands as they are, files written or added to; a server has its own test."""
    if block.of == "server":
        return ""
    if block.language == "sh":
        return "".join(f"printf '\\n$$$ %s\\n' {quoted(line)}\n{line}\n" for line in block.body.splitlines())
    target = block.of.replace("~", str(desk.home))
    return f"mkdir -p {Path(target).parent}\ncat >> {target} <<'END OF FILE'\n{block.body}END OF FILE\n"


def quoted(line: str) -> str:
    return "'" + line.replace("'", "'\\''") + "'"


def test_the_page_has_nothing_but_commands_and_files() -> None:
    assert {b.language for b in BLOCKS} == {"sh", "python", "csv"}
    assert [b.of for b in BLOCKS if b.language == "sh" and b.of] == ["server"]
    assert all(b.of for b in BLOCKS if b.language != "sh")


def test_the_class_is_graded(desk: Desk) -> None:
    assert "2 recorded" in desk.said[f"kadai nbgrader autograde {ASSIGNMENT}"]
    assert "1 recorded" in desk.said[f"kadai nbgrader autograde {ASSIGNMENT} --force --student ann"]
    course = NbgraderCourse(desk.course)
    assert {who: course.score(who) for who in ("ann", "ben")} == {"ann": 0, "ben": 10}


def test_marks_and_feedback_are_there(desk: Desk) -> None:
    for name, columns in (("grades.csv", {"score"}), ("questions.csv", {"lms_user_id", "answer-gradient"})):
        with (desk.course / name).open(newline="", encoding="utf-8") as file:
            rows = {row["student_id"]: row for row in csv.DictReader(file)}
        assert columns <= rows["ben"].keys()
        assert {who: row["score"] for who, row in rows.items()} == {"ann": "0.0", "ben": "10.0"}
    assert (desk.course / "feedback" / "ben" / ASSIGNMENT / f"{ASSIGNMENT}.html").exists()
    assert "Releasing feedback for student 'ann'" in desk.said[f"nbgrader release_feedback {ASSIGNMENT} --student ann"]


def test_a_course_of_ones_own_works_with_nbgrader(desk: Desk) -> None:
    own = desk.home / "my-course"
    (example,) = [p.name for p in (own / "assignments").iterdir() if p.is_dir()]
    environment = clean_environment(desk.home)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", example, "--force"]
    done = subprocess.run(command, cwd=own, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert (own / "student_template" / example / f"{example}.ipynb").exists()


def test_a_notebook_is_adopted(desk: Desk) -> None:
    (said,) = [said for line, said in desk.said.items() if line.startswith("kadai nbgrader adopt")]
    assert "ps1: 1 of 1 graded cells translated (1 of 1 points)" in said


def test_the_server_starts_with_formgrader(desk: Desk) -> None:
    (line,) = [b.body.strip() for b in BLOCKS if b.of == "server"]
    port = free_port()
    settings = {"port": port, "port_retries": 0, "allow_root": True, "open_browser": False}
    (desk.home / ".jupyter" / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": settings}))
    log = desk.home / "server.log"
    with log.open("w") as file:
        environment = clean_environment(desk.home)
        server = subprocess.Popen(line.split(), cwd=desk.course, env=environment, stdout=file, stderr=file)
    try:
        wait_for(f"http://127.0.0.1:{port}/api", server)
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert "nbgrader.server_extensions.formgrader | extension was successfully loaded" in log.read_text()
