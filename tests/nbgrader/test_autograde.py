"""``nbgrader autograde`` and ``kadai nbgrader autograde`` on a class, with real nbgrader and its gradebook."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader_course import RIGHT, WRONG, NbgraderCourse, Notebook, cell_of, nbgrader, said

from autograder.course import Course
from autograder.grading.classroom.classroom import grade
from autograder.grading.classroom.onlookers import Silent
from autograder.grading.results import SubmissionResult
from autograder.nbgrader import classes

Run = Callable[..., Any]
ANSWER = "answer-why"
CHECKS = {"one": 1.0, "large": 2.0, "zero": 3.0}


@pytest.fixture
def autograde(kadai: Run, course: NbgraderCourse) -> Run:
    """``kadai nbgrader autograde tiny`` in the course; the exit code is to be 0 unless said otherwise."""

    def run(*arguments: str, code: int = 0) -> Any:
        ended = kadai("nbgrader", "autograde", "tiny", "--jobs", "1", *arguments, cwd=course.root)
        assert ended.code == code, ended
        return ended

    return run


def test_both_commands_leave_the_same_gradebook_and_the_same_notebooks(course: NbgraderCourse, autograde: Run) -> None:
    nbgrader("db", "assignment", "add", "tiny", "--duedate", "2026-01-02 09:00:00 UTC", cwd=course.root)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    course.hand_in("ann", RIGHT, answer="Because of two.", timestamp="2026-01-02 08:00:00 UTC")
    course.hand_in("ben", WRONG, answer="No idea.", timestamp="2026-01-02 08:00:00 UTC")
    course.hand_in("cem", timestamp="2026-01-02 08:00:00 UTC")
    course.hand_in("dan", RIGHT, timestamp="2026-01-03 08:00:00 UTC")  # late
    course.hand_in("eve", RIGHT, edit=lambda nb: nb["cells"].reverse())
    twin = NbgraderCourse(course.root.parent / "twin")
    shutil.copytree(course.root, twin.root)
    with (twin.root / "nbgrader_config.py").open("a") as config:  # nbgrader's own parts save the scores
        config.write(
            "own = {'SaveGrades': 'SaveAutoGrades', 'SaveLatePenalty': 'AssignLatePenalties'}\n"
            "parts = [p.rpartition('.')[2] for p in AUTOGRADE]\n"
            "c.Autograde.autograde_preprocessors = [AUTOGRADE[0]] + "
            "['nbgrader.preprocessors.' + own.get(p, p) for p in parts[1:]]\n"
        )

    nbgrader("autograde", "tiny", cwd=twin.root)
    autograde()

    assert course.everything() == twin.everything()
    late = {row[0]: row[4] for row in course.everything()["submissions"]}
    assert late == {"ann": None, "ben": None, "cem": None, "dan": 6.0, "eve": 6.0}
    for student in ("ann", "ben", "cem", "dan", "eve"):
        assert course.autograded(student) == twin.autograded(student)
        files = [sorted(f.name for f in (c.root / "autograded" / student / "tiny").iterdir()) for c in (course, twin)]
        assert files[0] == files[1]
        modes = [(c.root / "autograded" / student / "tiny" / "tiny.ipynb").stat().st_mode for c in (course, twin)]
        assert modes[0] == modes[1]


def test_scores_and_messages_stand_in_the_cells(course: NbgraderCourse, autograde: Run) -> None:
    course.hand_in("ann", RIGHT, answer="Because of two.")
    course.hand_in("ben", WRONG)
    autograde()
    assert course.grades("ann") == {**{name: (points, False) for name, points in CHECKS.items()}, ANSWER: (None, True)}
    assert course.grades("ben") == {"one": (0, False), "large": (0, False), "zero": (3, False), ANSWER: (0, False)}
    nb = course.autograded("ben")
    assert "✗ 不合格 / failed  (0 / 2)" in said(nb, "large")
    assert "a large number is doubled" in said(nb, "large")
    assert cell_of(nb, "zero").outputs[-1].data["text/plain"] == "3.0"
    assert "✓ 合格 / passed  (3 / 3)" in said(nb, "zero")


def test_a_manual_grade_is_kept_when_the_class_is_graded_again(course: NbgraderCourse, autograde: Run) -> None:
    course.hand_in("ann", RIGHT, answer="Because of two.")
    autograde()
    why = f"(SELECT id FROM base_cell WHERE name = '{ANSWER}')"
    course.query(f"UPDATE grade SET manual_score = 2.5, needs_manual_grade = 0 WHERE cell_id = {why}")
    assert "1 skipped" in autograde().out
    course.hand_in("ann", WRONG, answer="Because of two.", timestamp="2026-01-05 10:00:00 UTC")
    assert "1 recorded" in autograde().out  # newer work is taken without --force
    rows = course.everything()["grades"]
    assert ("ann", ANSWER, None, 2.5, None, True) in rows
    assert ("ann", "large", 0, None, None, False) in rows


def test_only_the_named_students_are_graded(course: NbgraderCourse, autograde: Run) -> None:
    for student in ("ann", "ben", "123"):
        course.hand_in(student, RIGHT)
    autograde("--student", "123")
    assert [row[0] for row in course.everything()["submissions"]] == ["123"]
    autograde("--student", "a*")
    assert [row[0] for row in course.everything()["submissions"]] == ["123", "ann"]
    assert "nobody like 'x*'" in autograde("--student", "x*", code=2).err


def duplicate(nb: Notebook) -> None:
    """Every check twice, the copy with another text."""
    for cell in [c for c in nb["cells"] if c["metadata"]["nbgrader"]["grade"]]:
        nb["cells"].insert(0, {**json.loads(json.dumps(cell)), "id": f"{cell['id']}x", "source": "4.0"})


def delete(nb: Notebook) -> None:
    """Every graded cell gone, and all that is locked."""
    nb["cells"] = [c for c in nb["cells"] if c["metadata"]["nbgrader"]["solution"] and c["cell_type"] == "code"]


def rewrite(nb: Notebook) -> None:
    """Every check prints full marks and says that it is worth 100 points."""
    for cell in nb["cells"]:
        if cell["metadata"]["nbgrader"].get("points"):
            cell.update(source="100.0", cell_type="code", outputs=[], execution_count=None)
            cell["metadata"]["nbgrader"]["points"] = 100


def turn(nb: Notebook) -> None:
    """Every flag of every cell is the other way round."""
    for cell in nb["cells"]:
        for flag in ("grade", "solution", "locked", "task"):
            cell["metadata"]["nbgrader"][flag] = not cell["metadata"]["nbgrader"].get(flag)


def of_schema_99(nb: Notebook) -> None:
    for cell in nb["cells"]:
        cell["metadata"]["nbgrader"]["schema_version"] = 99


def with_nonsense(nb: Notebook) -> None:
    """Metadata of all kinds where nbgrader expects tables, and cells without an id."""
    kinds: list[Any] = ["text", 3, None, [], {"grade": True}, {"grade_id": 7}, {"grade_id": "nobody", "grade": True}]
    for n, nonsense in enumerate(kinds):
        cell = {"cell_type": "code", "metadata": {"nbgrader": nonsense, "collapsed": 7}, "outputs": 3, "source": ["1"]}
        nb["cells"].insert(n, cell)
    nb["metadata"] = {"kernelspec": 3, "nbgrader": []}


@pytest.mark.parametrize("edit", [duplicate, delete, rewrite, turn, of_schema_99, with_nonsense])
def test_cells_are_restored_whatever_was_done_to_them(
    course: NbgraderCourse, autograde: Run, edit: Callable[[Notebook], None]
) -> None:
    for student, code in (("ann", RIGHT), ("ben", WRONG)):
        course.hand_in(student, code, edit=edit)
    autograde()
    assert {name: course.grades("ann")[name] for name in CHECKS} == {n: (p, False) for n, p in CHECKS.items()}
    assert course.score("ben") == 3
    nb = course.autograded("ben")
    for cell in course.released()["cells"]:
        if cell["metadata"]["nbgrader"]["grade"] and not cell["metadata"]["nbgrader"]["solution"]:
            name = cell["metadata"]["nbgrader"]["grade_id"]
            assert cell_of(nb, name).source == "".join(cell["source"])
            assert cell_of(nb, name).metadata.nbgrader == cell["metadata"]["nbgrader"]


@pytest.mark.parametrize("edit", [duplicate, delete, turn, of_schema_99])
def test_nbgraders_own_command_restores_them_as_well(course: NbgraderCourse, edit: Callable[[Notebook], None]) -> None:
    course.hand_in("ann", RIGHT, edit=edit)
    nbgrader("autograde", "tiny", cwd=course.root)
    assert course.score("ann") == 6


NOISY = "import sys, warnings\ndef double(x):\n    print('x', file=sys.stderr); warnings.warn('w'); return 2 * x\n"
EXITING = "import os\ndef double(x):\n    return 2 * x if x else os._exit(0)\n"
ENDLESS = "def double(x):\n    while x == 0: pass\n    return 2 * x\n"


@pytest.mark.parametrize(("code", "score"), [(NOISY, 6), (EXITING, 3), (ENDLESS, 3)], ids=["stderr", "exit", "endless"])
def test_what_goes_wrong_costs_the_points_of_its_own_check(
    course: NbgraderCourse, autograde: Run, code: str, score: int
) -> None:
    toml = course.root / "assignments" / "tiny" / "assignment.toml"
    toml.write_text("[limits]\ncall_seconds = 0.5\n")
    course.hand_in("ann", code)
    autograde()
    assert course.score("ann") == score


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"{ this is not JSON", "tiny.ipynb", "JSON is broken"),
        (b'{"nbformat": 9, "cells": []}', "tiny.ipynb", "format 9 is unknown"),
        (b'{"nbformat": 4, "cells": 3}', "tiny.ipynb", "is not a notebook"),
        (b"", "tiny.ipynb", "is not a notebook"),
        (None, "", "holds no Python file or notebook"),
    ],
)
def test_what_cannot_be_read_is_recorded_with_a_reason(
    course: NbgraderCourse, autograde: Run, content: bytes | None, name: str, reason: str
) -> None:
    course.hand_in_bytes("ann", content, name)
    course.hand_in("ben", RIGHT)
    ended = autograde()
    assert "ann: no points: " in ended.out
    assert reason in ended.out
    assert course.score("ben") == 6
    assert course.grades("ann") == dict.fromkeys([*CHECKS, ANSWER], (0, False))
    assert reason in said(course.autograded("ann"), "large")
    assert course.everything()["submissions"][0][:2] == ("ann", "2026-01-02 10:00:00.000000")


@pytest.mark.parametrize(
    "worked_on", ["tiny (1).ipynb", "tiny-Copy1.ipynb", "tiny__20221104104101.ipynb", "mine/a.ipynb", "a.py", "tiny.py"]
)
def test_the_file_that_was_worked_on_is_graded_though_the_notebook_is_untouched(
    course: NbgraderCourse, autograde: Run, worked_on: str
) -> None:
    folder = course.hand_in("ann", RIGHT)
    (folder / worked_on).parent.mkdir(exist_ok=True)
    (folder / "tiny.ipynb").rename(folder / worked_on)
    if worked_on.endswith(".py"):
        (folder / worked_on).write_text(RIGHT)
    course.hand_in("ann")
    autograde()
    assert course.score("ann") == 6


def test_a_link_to_the_instructors_notebook_is_not_followed(course: NbgraderCourse, autograde: Run) -> None:
    """nbgrader itself would copy and grade what the link leads to."""
    solution = course.root / "assignments" / "tiny" / "tiny.ipynb"
    reference = course.root / "reference" / "tiny.py"
    course.hand_in_bytes("ann", None).joinpath("tiny.ipynb").symlink_to(solution)
    course.hand_in("ben", "from helper import double").joinpath("helper.py").symlink_to(reference)
    solution.chmod(0o600)
    cems = course.hand_in_bytes("cem", None)
    cems.chmod(0o777)  # cem may write into it, as into an exchange
    (cems / "tiny.ipynb").hardlink_to(solution)
    twin = NbgraderCourse(course.root.parent / "twin")
    shutil.copytree(course.root, twin.root, symlinks=True)
    (twin.root / "submitted" / "cem" / "tiny" / "tiny.ipynb").unlink()
    autograde()
    assert [course.score(student) for student in ("ann", "ben", "cem")] == [0, 0, 0]
    assert not (course.root / "autograded" / "ben" / "tiny" / "helper.py").exists()
    nbgrader("autograde", "tiny", cwd=twin.root, check=False)
    assert [twin.score(student) for student in ("ann", "ben")] == [0, 0]


def test_a_module_beside_the_notebook_can_be_imported(course: NbgraderCourse, autograde: Run) -> None:
    course.hand_in("ann", "from helper import double").joinpath("helper.py").write_text(RIGHT)
    autograde()
    assert course.score("ann") == 6
    assert (course.root / "autograded" / "ann" / "tiny" / "helper.py").exists()


REFERENCE_THAT_GIVES = '''
    """Doubling."""

    import math


    def scaled(x):
        """Given."""
        return 2 * x


    def double(x):
        """Twice x."""
        ### BEGIN SOLUTION
        return scaled(x)
        ### END SOLUTION
'''


def test_given_cells_that_were_changed_get_the_same_marks_without_nbgrader(kadai: Run, tmp_path: Path) -> None:
    course = NbgraderCourse.generated(tmp_path / "course", reference=REFERENCE_THAT_GIVES)
    body = "def double(x):\n    return {}\n"
    hand_ins = {
        "added": ("given-imports", "import math, cmath\nout = 0", body.format("2 * x + cmath.phase(1) + out"), 6),
        "cheat": ("given-scaled", "def scaled(x):\n    return 0", body.format("scaled(x)"), 6),
        "uses_cheat": ("given-scaled", "def scaled(x):\n    return 0", body.format("scaled(x) + 1"), 0),
        "broken": (
            "given-imports",
            "import cmath\ntext = '''",
            body.format("2 * x + cmath.phase(1) + math.floor(0)"),
            6,
        ),
        "honest": ("given-imports", "import math\n", body.format("scaled(x)"), 6),
    }
    for student, (name, text, code, _) in hand_ins.items():
        course.hand_in(student, code, edit=lambda nb, name=name, text=text: cell_of(nb, name).update(source=text))
    ended = kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=course.root)
    class_ = tmp_path / "class"
    shutil.copytree(course.root / "submitted", class_)
    report = grade([class_], assignment="tiny", course=course.root, jobs=1)
    by_file = {s.id: s for s in report.submissions}
    for student, (name, _, _, score) in hand_ins.items():
        assert (course.score(student), by_file[student].score) == (score, score), student
        told = f"(`{name}`)" in ended.out.split(f"{student}: a person should look: ")[-1].split("\n")[0]
        assert told == (student != "honest")
        assert [a.kind for a in by_file[student].attention] == ["given_cell_changed"] * told
    assert "はじめから与えられているセルが変更されています" in said(course.autograded("added"), "one")
    assert cell_of(course.autograded("added"), "given-imports").source == "import math"


def test_a_fault_of_ours_is_left_to_a_person_and_not_charged(course: NbgraderCourse, autograde: Run) -> None:
    hidden = course.root / "assignments" / "tiny" / "test_hidden.py"
    text = hidden.read_text()
    hidden.write_text(text.replace("    assert submission.double(0) == 0", "    submission.double(0); 1 / 0"))
    course.hand_in("ann", RIGHT)
    ended = autograde(code=1)
    assert "ann: recorded, to be graded by hand" in ended.out
    assert course.grades("ann")["zero"] == (None, True)
    assert course.grades("ann")["large"] == (2, False)
    assert "採点側の不具合 / grader's fault" in said(course.autograded("ann"), "zero")


def test_a_graded_cell_without_a_check_is_left_to_a_person(course: NbgraderCourse, autograde: Run) -> None:
    hidden = course.root / "assignments" / "tiny" / "test_hidden.py"
    hidden.write_text(hidden.read_text().replace("test_zero", "test_nought"))
    course.hand_in("ann", RIGHT)
    autograde()
    assert course.grades("ann")["zero"] == (None, True)
    assert "kadai has no check of this name" in said(course.autograded("ann"), "zero")


def test_feedback_shows_the_verdict_and_nothing_of_the_hidden_tests(course: NbgraderCourse, autograde: Run) -> None:
    course.hand_in("ann", WRONG)
    autograde()
    nbgrader("generate_feedback", "tiny", cwd=course.root)
    folder = course.root / "feedback" / "ann" / "tiny"
    page = (folder / "tiny.html").read_text()
    assert "a large number is doubled" in page
    for file in (f for f in folder.rglob("*") if f.is_file()):
        text = file.read_text(errors="replace")
        assert "SECRET" not in text
        assert "314159" not in text
        assert "return 2 * x" not in text


def test_results_come_from_the_journal_whichever_command_graded_first(course: NbgraderCourse, autograde: Run) -> None:
    course.hand_in("ann", RIGHT)
    nbgrader("autograde", "tiny", cwd=course.root)
    assert "1 known already" in autograde("--force").err


def test_what_is_missing_is_said_in_one_sentence(
    course: NbgraderCourse, autograde: Run, kadai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nobody has handed in tiny" in autograde(code=2).err
    (course.root / "gradebook.db").unlink()
    course.hand_in("ann", RIGHT)
    assert "run `nbgrader generate_assignment tiny` first" in autograde(code=2).err
    config = course.root / "nbgrader_config.py"
    config.write_text("c = get_config()\nc.Autograde.autograde_preprocessors = ['nbgrader.preprocessors.Execute']\n")
    assert "runs notebooks in a kernel" in autograde(code=2).err
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "`python -m pip install " in autograde(code=2).err


def test_who_cannot_be_recorded_is_named_and_the_others_are_recorded(course: NbgraderCourse, autograde: Run) -> None:
    course.hand_in("ann", WRONG)
    course.hand_in("ben", RIGHT, answer="Because of two.")  # none of its scores is 0
    course.query(
        "CREATE TRIGGER broken BEFORE UPDATE ON grade WHEN NEW.auto_score = 0 "
        "BEGIN SELECT RAISE(FAIL, 'the disk is full'); END"
    )
    ended = autograde(code=1)
    assert "ann: not recorded" in ended.out
    assert "the disk is full" in ended.out
    assert "Traceback" not in ended.out + ended.err
    assert not (course.root / "autograded" / "ann").joinpath("tiny").exists()
    assert course.score("ben") == 6
    course.query("DROP TRIGGER broken")
    assert "1 recorded" in autograde().out
    assert course.grades("ann")["zero"] == (3, False)


def test_after_an_interruption_the_same_command_goes_on(course: NbgraderCourse, autograde: Run) -> None:
    class Impatient(Silent):
        def result(self, result: SubmissionResult, remembered: bool) -> None:
            raise KeyboardInterrupt

    for student in ("ann", "ben", "cem"):
        course.hand_in(student, f"{RIGHT}# {student}")
    with pytest.raises(KeyboardInterrupt):
        classes.autograde(Course(course.root).assignment("tiny"), jobs=2, progress=Impatient())
    there = [path.parent.name for path in (course.root / "autograded").glob("*/tiny")]
    assert len(there) == 1
    ended = autograde()
    assert "2 recorded" in ended.out
    assert "1 skipped" in ended.out
    assert [course.score(student) for student in ("ann", "ben", "cem")] == [6, 6, 6]


def test_what_is_kept_for_the_other_road_is_said_to_change_nothing(
    course: NbgraderCourse, kadai: Callable[..., Any]
) -> None:
    (course.root / "overrides.csv").write_text("submission,points,reason,who\nalice,1,r,w\n")
    ended = kadai("nbgrader", "autograde", "tiny", "--jobs", "1", cwd=course.root)
    assert "kadai: overrides.csv change nothing here: in nbgrader set marks in formgrader" in ended.err
