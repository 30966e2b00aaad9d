"""A whole class with attacks of every kind among honest students, graded by ``kadai grade``: all get what they earn."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attack_arena import fresh_files, victim
from attack_files import HERE, Attack, attacks

ROOT = HERE.parents[1]
FAMILIES = ("exits", "files", "kernel", "network", "processes", "python", "resources", "wire")
EVERY = 5  # of the attacks of a family, one in so many sits in the class
NAMES = (  # of files
    "-rf",
    "=cmd|' C'!A0",
    "\x1b[2J\x1b]0;owned\x07",
    "%2e%2e%2f",
    "con",
    "a\nb",
    "\u202egnp",
    "<script>alert(1)<",
    "x" * 200,
)

GRADERS = ["alice.py", "class", "reference.py", "test_hidden.py"]  # files that the attacks are after
GLUE = """

def softmax(x):
    return {call}


cross_entropy = lambda y, t: softmax(y)


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.x = x
        return softmax(x)

    def backward(self, dout=1.0):
        return softmax(self.x)
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real assignment, with short limits."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "assignments/softmax_with_loss", root / "assignments/softmax_with_loss")
    shutil.copytree(ROOT / "reference", root / "reference", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "pyproject.toml").write_text(
        "[tool.kadai.limits]\ncall_seconds = 1\nwall_factor = 2\nsubmission_seconds = 4\noutput_limit_mb = 1\n"
    )
    return root


@pytest.fixture(scope="module")
def graded(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], Any, set[int]]]:
    """The report on the class, the finished command, and the attacker's victim and who was there before."""
    folder = tmp_path_factory.mktemp("graded")
    with fresh_files(folder / "grader") as files, victim() as process:
        arena = {**files, "victim": process.pid, "tcp": 9, "udp": 9, "unix": "/nowhere", "abstract": "nowhere"}
        fill(folder / "class", arena, (course / "reference/softmax_with_loss.py").read_text())
        before = processes()
        command = [
            sys.executable, "-c", "from autograder.cli import main; main()", "grade", str(folder / "class"),
            "--assignment", "softmax_with_loss", "--course", str(course), "--json", str(folder / "report.json"),
            "--csv", str(folder / "report.csv"), "--html", str(folder / "html"), "--jobs", "2",
        ]  # fmt: skip
        (folder / "temporary").mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "temporary")}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert process.poll() is None  # the attackers' victim lives
        assert list((folder / "temporary").iterdir()) == []
        assert sorted(p.name for p in (folder / "grader").rglob("*")) == GRADERS
        assert (folder / "report.json").exists(), done.stderr
        yield json.loads((folder / "report.json").read_text()), done, processes() - before


def fill(folder: Path, arena: dict[str, Any], honest: str) -> None:
    """The class: attacks of every family, honest neighbours between them, and some with hostile names."""
    for family in FAMILIES:
        for attack in chosen(family):
            put(folder / f"{family}-{attack.name}", as_submission(attack, arena))
        put(folder / f"{family}-honest", honest + f"\n# after the attacks of the family {family}\n")
    for number, name in enumerate(NAMES):
        (folder / f"{name}.py").write_text(honest + f"\n# with a strange name: {number}\n")


def chosen(family: str) -> list[Attack]:
    """Those that sit in the class: not those that only sleep, since each of their checks would take seconds."""
    return [attack for attack in attacks(family) if "wall" not in attack.header.get("ENDS", ())][::EVERY]


def as_submission(attack: Attack, arena: dict[str, Any]) -> str:
    """The attack, sitting in every function that the checks call."""
    call = "total(x)" if "def total" in attack.text else "double(x)" if attack.family == "python" else "attack(ARENA)"
    return f"ARENA = {arena!r}\n{attack.text}{GLUE.format(call=call)}"


def put(folder: Path, text: str) -> None:
    """One student's folder."""
    folder.mkdir(parents=True)
    (folder / "softmax_with_loss.py").write_text(text)
    (folder / "forge.py").write_text((HERE / "forge.py").read_text())


def processes() -> set[int]:
    """The examiners, zygotes and workers on this machine."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"sandbox/worker/boot.py" in words or b"autograder.grading.examiner" in words:
                found.add(int(entry.name))
    return found


def test_the_class_is_graded_to_the_end(graded: tuple[dict[str, Any], Any, set[int]]):
    report, done, _ = graded
    assert done.returncode == 0, done.stderr
    assert all(s["status"] == "graded" for s in report["submissions"])
    assert len(report["submissions"]) == sum(len(chosen(f)) + 1 for f in FAMILIES) + len(NAMES)


def test_honest_neighbours_have_full_marks(graded: tuple[dict[str, Any], Any, set[int]]):
    honest = {s["id"]: s["score"] for s in graded[0]["submissions"] if not s["id"].startswith(tuple(FAMILIES))}
    honest |= {s["id"]: s["score"] for s in graded[0]["submissions"] if s["id"].endswith("-honest")}
    assert len(honest) == len(FAMILIES) + len(NAMES)
    assert set(honest.values()) == {10.0}


def test_no_attack_is_worth_a_point(graded: tuple[dict[str, Any], Any, set[int]]):
    attackers = [s for s in graded[0]["submissions"] if s["id"].startswith(tuple(f"{f}-" for f in FAMILIES))]
    scores = {s["id"]: s["score"] for s in attackers if not s["id"].endswith("-honest")}
    assert {id: score for id, score in scores.items() if score > 0} == {}


def test_nothing_drives_a_terminal(graded: tuple[dict[str, Any], Any, set[int]]):
    report, done, _ = graded
    exact = ("id", "file")  # as they came, for programs; what shows them makes them safe
    results = [{key: value for key, value in s.items() if key not in exact} for s in report["submissions"]]
    for text in (done.stdout, done.stderr, *strings({**report, "submissions": results})):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)


def strings(value: Any) -> Iterator[str]:
    """All texts in a report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def test_nothing_is_left_behind(graded: tuple[dict[str, Any], Any, set[int]]):
    mine = {pid for pid in graded[2] if Path(f"/proc/{pid}").exists() and parent_is_gone(pid)}
    assert mine == set()


def parent_is_gone(pid: int) -> bool:
    """Whether a process belongs to nobody any more (others, of tests that run beside this one, have a parent)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1] == "1"
    except OSError:
        return False
