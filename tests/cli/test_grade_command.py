"""`kadai grade`: what it writes, what it says, how it ends."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse

Kadai = Callable[..., Any]

CLASS = {
    "alice": RIGHT,
    "bob": WRONG,
    "loops": "def double(x):\n    while True: pass\n",
}
HIDDEN = """
    from autograder.testing import after, fail, points

    @points(0.1)
    def test_double(submission):
        \"""double(3) is 6.

        ja: double(3) は 6 です。
        \"""
        if submission.double(3) != 6:
            fail("double(3) is 6.", "double(3) は 6 です。")

    @points(0.7)
    @after(test_double)
    def test_zero(submission):
        assert submission.double(0) == 0
"""

BY_PERSONS = (
    "graded_score", "overrides", "due", "handed_in", "late_seconds", "extension", "late_points", "mark",
)  # fmt: skip


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    tiny.assignment(HIDDEN, toml="[limits]\ncall_seconds = 0.3\n")
    folder = tiny.hand_in(**CLASS)
    (folder / "binary.py").write_bytes(b"\x00\x01\xff" * 100)
    (folder / "prose.py").write_text("This is my homework, dear teacher\n")
    (folder / "notes.ipynb").write_text("{not json")
    (folder / "essay.docx").write_bytes(b"PK\x03\x04nothing")
    return tiny


def test_the_reports_of_a_class(course: TinyCourse, kadai: Kadai) -> None:
    grade = ("grade", "class", "--assignment", "tiny", "--jobs", "2")
    ended = kadai(*grade, "--json", "out/r.json", "--csv", "out/r.csv", "--html", "pages", cwd=course.root)
    assert ended.code == 0, ended.err
    assert "7/7 graded" in ended.err
    assert "7 submissions" in ended.out
    report = json.loads((course.root / "out/r.json").read_text(encoding="utf-8"))
    assert report["format"] == 2
    assert report["assignment"] == "tiny"
    assert set(report["sandbox"]) == {"level", "layers"}
    assert report["sandbox"]["level"] in ("strong", "standard", "weak")
    submissions = {s["id"]: s for s in report["submissions"]}
    assert list(submissions) == ["alice", "binary", "bob", "essay", "loops", "notes", "prose"]
    for submission in submissions.values():
        assert {"id", "status", "score", "max_score", "checks"} <= set(submission)
        assert submission["max_score"] == 0.8
        assert [c["id"] for c in submission["checks"]] == ["double", "zero"]
        for check in submission["checks"]:
            assert {"id", "outcome", "points", "max_points", "message", "diagnosis", "seconds"} <= set(check)
            assert isinstance(check["seconds"], float)
    assert {i: s["status"] for i, s in submissions.items()} == {
        "alice": "graded",
        "binary": "unreadable",
        "bob": "graded",
        "essay": "unreadable",
        "loops": "graded",
        "notes": "unreadable",
        "prose": "graded",
    }
    assert submissions["alice"]["score"] == 0.8
    outcomes = {i: [c["outcome"] for c in s["checks"]] for i, s in submissions.items()}
    assert outcomes["bob"] == ["failed", "skipped"]
    assert outcomes["loops"] == ["timeout", "skipped"]
    assert outcomes["prose"] == ["error", "skipped"]
    assert submissions["bob"]["checks"][0]["message"]["en"] == "double(3) is 6."
    assert submissions["bob"]["checks"][0]["diagnosis"] is None
    for name in ("binary", "essay", "notes"):
        assert submissions[name]["score"] == 0
        assert submissions[name]["reason"]["en"] != submissions[name]["reason"]["ja"] != ""
    rows = list(csv.DictReader((course.root / "out/r.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["id", "status", "score", "max_score", "double", "zero", "reason", "unwritten", *BY_PERSONS]
    assert (rows[0]["id"], rows[0]["score"], rows[0]["double"], rows[0]["zero"]) == ("alice", "0.8", "0.1", "0.7")
    assert (rows[1]["status"], rows[1]["reason"]) == ("unreadable", submissions["binary"]["reason"]["en"])
    assert (course.root / "pages/index.html").is_file()


def test_one_submission_is_shown_in_full_and_in_japanese(course: TinyCourse, kadai: Kadai) -> None:
    ended = kadai("grade", "class/bob.py", "--assignment", "tiny", "--lang", "ja", cwd=course.root)
    assert ended.code == 0
    assert "double(3) は 6 です。" in ended.out
    assert "double(3) is 6" not in ended.out


def test_standard_output_holds_the_json_alone(course: TinyCourse, kadai: Kadai) -> None:
    ended = kadai("grade", "class/alice.py", "--assignment", "tiny", "--json", "-", cwd=course.root)
    assert json.loads(ended.out)["submissions"][0]["score"] == 0.8
    assert "alice" in ended.err


def test_a_fault_of_ours_is_exit_code_1(course: TinyCourse, kadai: Kadai) -> None:
    course.assignment(HIDDEN + "\n    def test_broken(submission):\n        submission.double(undefined_name)\n")
    ended = kadai("grade", "class/alice.py", "--assignment", "tiny", "--json", "r.json", cwd=course.root)
    assert ended.code == 1
    (submission,) = json.loads((course.root / "r.json").read_text())["submissions"]
    assert submission["status"] == "fault"
    assert "Traceback" not in ended.err


def test_the_python_call_is_the_command(course: TinyCourse) -> None:
    import autograder

    report = autograder.grade(course.root / "class/alice.py", assignment="tiny", course=course.root, jobs=1)
    assert report.submissions[0].score == 0.8


def test_a_file_that_cannot_be_written_is_named(course: TinyCourse, kadai: Kadai) -> None:
    course.write("taken", "a file")
    grade = ("grade", "class/alice.py", "--assignment", "tiny")
    ended = kadai(*grade, "--json", "taken/r.json", cwd=course.root)
    assert ended.code == 2
    assert ended.err.splitlines()[-1].startswith("kadai: taken/r.json: cannot be written")
    assert [p.name for p in course.root.iterdir() if p.name.startswith(".kadai-")] == []


def _usage(tiny: TinyCourse) -> dict[str, tuple[list[str | Path], list[str]]]:
    class_ = ["grade", "class", "--assignment", "tiny"]
    return {
        "missing folder": (["grade", "klass", "--assignment", "tiny"], ["klass: there is no such file or folder"]),
        "unknown assignment": (["grade", "class", "--assignment", "tiney"], ["'tiney'", "did you mean 'tiny'?"]),
        "empty class": (["grade", "empty", "--assignment", "tiny"], ["empty: there is no submission in it"]),
        "nobody of that id": ([*class_, "--only", "aa"], ["--only aa", "did you mean 'a'?"]),
        "no such system": ([*class_, "--from", "canvass"], ["--from", "canvas"]),
        "no such roster": ([*class_, "--roster", "gone.csv"], ["gone.csv: cannot be read"]),
        "no process": ([*class_, "--jobs", "0"], ["--jobs"]),
        "no number": ([*class_, "--jobs", "many"], ["--jobs"]),
        "two places": ([*class_, "--jobs", "2", "--dask", "tcp://127.0.0.1:1"], ["--jobs and --dask"]),
        "one output": ([*class_, "--json", "-", "--csv", "-"], ["--json - and --csv -"]),
        "not a course": ([*class_, "--course", ".."], ["neither here nor in a folder above", "kadai init"]),
        "no such course": ([*class_, "--course", "nowhere"], ["nowhere: there is no such folder"]),
        "no paths": (["grade", "--assignment", "tiny"], ["PATH"]),
        "no assignment": (["grade", "class"], ["--assignment"]),
        "broken settings": (["grade", "class", "--assignment", "broken"], ["broken/assignment.toml", "not valid TOML"]),
        "unknown key": (["grade", "class", "--assignment", "typo"], ["typo/assignment.toml", "did you mean 'limits'?"]),
        "broken test": (["grade", "class", "--assignment", "syntax"], ["syntax", "test_hidden.py", "SyntaxError"]),
        "unknown command": (["grad"], ["'grad'"]),
        "report": (["report", "class/a.py"], ["class/a.py: not a kadai report"]),
        "no report": (["report", "missing.json"], ["missing.json"]),
        "check what": (["check", "missing.py"], ["missing.py: there is no such file"]),
        "watch what": (["watch", "missing.py"], ["missing.py: there is no such file"]),
        "check without tests": (["check", "class/a.py"], ["class/a.py", "test_public.py"]),
        "release what": (["release", "tiney"], ["did you mean 'tiny'?"]),
        "validate what": (["validate", "tiney"], ["did you mean 'tiny'?"]),
        "new again": (["new", "tiny"], ["is there already"]),
        "new badly": (["new", "a/b"], ["'a/b' cannot be an assignment's id"]),
        "init again": (["init"], ["is there already"]),
    }


@pytest.mark.parametrize("case", list(_usage(None)))  # type: ignore[arg-type]
def test_wrong_usage_is_one_clear_sentence_and_exit_code_2(tiny: TinyCourse, kadai: Kadai, case: str) -> None:
    tiny.assignment()
    tiny.hand_in(a=RIGHT)
    tiny.write("other/a.py", RIGHT)
    (tiny.root / "empty").mkdir()
    tiny.assignment(id="broken", toml="title = \n")
    tiny.assignment(id="typo", toml="[limit]\n")
    tiny.assignment(id="syntax", hidden="def test_a(:\n")
    arguments, words = _usage(tiny)[case]
    ended = kadai(*arguments, cwd=tiny.root)
    assert ended.code == 2, ended
    assert ended.out == ""
    assert "Traceback" not in ended.err
    *usage, sentence = ended.err.strip().splitlines()
    assert all(line.startswith(("Usage:", "Try ")) or not line for line in usage), ended.err
    for word in words:
        assert word in sentence


def test_outside_of_a_course(tmp_path: Path, kadai: Kadai) -> None:
    ended = kadai("grade", ".", "--assignment", "tiny", cwd=tmp_path)
    assert ended.code == 2
    assert "--course DIR" in ended.err
    assert len(ended.err.splitlines()) == 1
