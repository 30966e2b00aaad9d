"""`kadai validate` on small courses: what is in order, and each way to fall short with its sentence."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

import pytest
from tiny_course import TinyCourse, run_kadai

from autograder.course import Course
from autograder.grading.channel import Ready
from autograder.grading.classroom.collector_process import collect
from autograder.grading.classroom.executor import Graded
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.job import Job, Marked
from autograder.grading.not_run import faulty
from autograder.grading.results import SandboxInfo, result_of
from autograder.grading.validation.findings import Kind
from autograder.grading.validation.validate import Silent, validate
from autograder.text import Text

SOUND = """
    import numpy as np


    def double(x):
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION


    def descend(w, rate, steps):
        ### BEGIN SOLUTION
        losses = []
        for _ in range(steps):
            losses.append(float(np.sum((w - 1) ** 2)))
            w = w - rate * 2 * (w - 1)
        return losses
        ### END SOLUTION
"""
SOUND_CHECKS = """
    import numpy as np
    from autograder.testing import TrajectoryBand, assert_close, assert_trajectory, assert_unchanged, points

    @points(2)
    def test_double(submission, rng):
        for x in rng.normal(size=(2, 3)):
            given = x.copy()
            assert_close(submission.double(given), 2 * x)
            assert_unchanged(given, x)

    @points(3)
    def test_descend(submission, reference, rng):
        inputs = {"w": rng.normal(size=4), "rate": 0.1, "steps": 6}
        band = TrajectoryBand.from_reference(reference.descend, inputs)
        assert_trajectory(submission.descend(inputs["w"].copy(), 0.1, 6), band)
        given = -inputs["w"]
        assert_close(submission.descend(given, 0.1, 6), reference.descend(-inputs["w"], 0.1, 6))
        assert_unchanged(given, -inputs["w"])
"""
SOUND_PUBLIC = """
    def test_shown(submission):
        assert submission.double(2) == 4
"""
SOUND_MISCONCEPTIONS = """
    from autograder.testing import misconception

    WORDS = {"en": "Wrong.", "ja": "違います。", "ask_en": "Why?", "ask_ja": "なぜですか。"}
    misconception("triples", change=[("2 * x", "3 * x")], fails=["double", "shown"], **WORDS)
    misconception("slow", change=[("rate * 2", "rate")], fails=["descend"], **WORDS)
    misconception("slightly_slow", change=[("rate * 2", "rate * 1.98")], fails=["descend"], **WORDS)
"""
SOUND_EQUIVALENTS = """
    from autograder.testing import equivalent, equivalent_mutant

    equivalent("sum", change=[("2 * x", "x + x")], why="the same")
    equivalent("other_order", change=[("rate * 2 * (w - 1)", "(w * rate * 2 - rate * 2)")], why="the same")
    equivalent_mutant(
        "losses.append(float(np.sum((w - 1) ** 2)))",
        "losses.append(float(np.sum((1 - w) ** 2)))",
        why="the square does not know the sign",
    )
"""
SOUND_TOML = """
    [charged_more.descend]
    en = "It is most of the work."
    ja = "課題の大部分です。"
"""

POOR = """
    import numpy as np


    def double(x):
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION


    def half(x):
        ### BEGIN SOLUTION
        return x / 2
        ### END SOLUTION


    def scale(x):
        ### BEGIN SOLUTION
        x *= 2
        return x
        ### END SOLUTION


    def unseen(x):
        ### BEGIN SOLUTION
        return x + y
        ### END SOLUTION
"""
POOR_CHECKS = """
    import numpy as np
    from autograder.testing import assert_close, points

    @points(2)
    def test_double(submission):
        assert submission.double(0.3) == 0.6, "double(0.3) is 0.6"

    @points(1)
    def test_half(submission):
        x = np.array([1.5, 2.7])
        assert_close(submission.half(x.copy()), x / 2)

    @points(1)
    def test_scale(submission):
        x = np.array([1.5, 2.7])
        assert_close(submission.scale(x), x)

    @points(1)
    def test_shape(submission):
        assert np.shape(submission.half(np.ones(3))) == (3,)

    @points(1)
    def test_nothing(submission):
        pass
"""
POOR_MISCONCEPTIONS = """
    from autograder.testing import misconception

    WORDS = {"en": "Wrong.", "ja": "違います。", "ask_en": "Why?", "ask_ja": "なぜですか。"}
    misconception("accepted", change=[("x / 2", "x * 0.5")], fails=["half"], **WORDS)
    misconception("elsewhere", change=[("2 * x", "4 * x")], fails=["half"], **WORDS)
    misconception("never_the_same", change=[("2 * x", "np.random.default_rng().random()")], fails=["double"], **WORDS)
    misconception("triples", change=[("2 * x", "3 * x")], fails=["double"], **WORDS)
    misconception("thrice", change=[("2 * x", "x + x + x")], fails=["double"], **WORDS)
    misconception("not_a_number", change=[("x / 2", "x * np.nan")], fails=["half"], **WORDS)
"""
POOR_EQUIVALENTS = """
    from autograder.testing import equivalent, equivalent_mutant, unswept

    equivalent("nearly", change=[("2 * x", "2 * x + 1e-3")], why="not the same, in truth")
    equivalent_mutant("return x + y", "return (x - y)", why="nobody asks")
    equivalent_mutant("return x / 2", "return (x * 2)", why="a claim that is not true")
    unswept("float32:*", why="0.6 has no float32")
    unswept("shared:Net.w", why="there is no such class")
    unswept("float32:half", why="not needed")
    equivalent_mutant("return x / 3", "return (x * 3)", why="a line that has changed since")
"""
Findings = Mapping[tuple[str, str], Mapping[str, Any]]


def add(course: TinyCourse, id: str, reference: str, checks: str, misconceptions: str, equivalents: str) -> None:
    course.assignment(id=id, reference=reference, hidden=checks)
    course.write(f"assignments/{id}/misconceptions.py", misconceptions)
    course.write(f"assignments/{id}/equivalents.py", equivalents)


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    add(tiny_shared, "sound", SOUND, SOUND_CHECKS, SOUND_MISCONCEPTIONS, SOUND_EQUIVALENTS)
    tiny_shared.write("assignments/sound/test_public.py", SOUND_PUBLIC)
    tiny_shared.write("assignments/sound/assignment.toml", SOUND_TOML)
    add(tiny_shared, "poor", POOR, POOR_CHECKS, POOR_MISCONCEPTIONS, POOR_EQUIVALENTS)
    tiny_shared.assignment(
        id="contradiction",
        hidden='def test_double(submission):\n    assert submission.double(3) == 7, "double(3) is 7"\n',
    )
    return tiny_shared


@pytest.fixture(scope="module")
def poor(course: TinyCourse) -> Findings:
    """The findings on the assignment where everything falls short."""
    run = run_kadai("validate", "poor", "--jobs", "1", "--json", "poor.json", cwd=course.root)
    assert run.returncode == 1, run.stderr
    (result,) = json.loads((course.root / "poor.json").read_text())
    findings = {(f["kind"], f["id"]): f for f in result["findings"]}
    for finding in findings.values():  # the terminal shows all that falls short, and only that
        shown = f"poor: {heading(finding)}" in run.stdout
        assert shown is not finding["good"]
    return findings


def heading(finding: Mapping[str, Any]) -> str:
    """What a finding is called."""
    kind = str(finding["kind"]).replace("_", " ")
    return kind if kind == finding["id"] else f"{kind} {finding['id']}"


def problem(findings: Findings, kind: str, id: str) -> str:
    finding = findings[kind, id]
    assert not finding["good"]
    return str(finding["problem"])


def test_a_sound_assignment_is_in_order(course: TinyCourse) -> None:
    run = run_kadai("validate", "sound", "--jobs", "1", "--json", "sound.json", cwd=course.root)
    (result,) = json.loads((course.root / "sound.json").read_text())
    wrong = [f for f in result["findings"] if not f["good"]]
    assert wrong == []
    assert run.returncode == 0
    assert "validating sound" in run.stderr
    kinds = {f["kind"] for f in result["findings"]}
    assert kinds == set(get_args(Kind))
    (band,) = result["bands"]
    assert band["check"] == "descend"
    assert band["steps"] == 6
    assert band["float64"][0] <= band["float64"][1] < 1e-10 < band["float32"][0]
    assert band["equivalent"]["id"] in ("sum", "other_order")
    assert band["equivalent"]["used"] < 0.1
    assert (band["separated"], band["compared"]) == (2, 3)  # of those that it saw, triples is right about descend
    assert band["misconception"]["id"] == "slightly_slow"
    assert band["misconception"]["step"] == 1
    assert band["misconception"]["used"] > 100
    assert "slightly_slow" in run.stdout
    regions = {region["id"]: region for region in result["costs"]["regions"]}
    assert {id: (region["lost"], region["own"], region["excess"]) for id, region in regions.items()} == {
        "double": (2.0, 2.0, 0.0),
        "descend": (3.0, 3.0, 0.0),
    }
    assert (result["costs"]["median"], result["costs"]["largest"]) == (0.6, 0.6)
    assert "descend is declared to cost more: 60% unwritten" in run.stdout
    assert "It is most of the work." in run.stdout


def test_a_reference_without_full_marks(course: TinyCourse) -> None:
    run = run_kadai("validate", "contradiction", "--no-mutants", "--jobs", "1", cwd=course.root)
    assert run.returncode == 1
    assert "contradiction: reference\n" in run.stdout
    assert "double: fault: This check does not pass on the reference solution either" in " ".join(run.stdout.split())


def test_a_stub_that_passes(poor: Findings) -> None:
    assert problem(poor, "stub", "stub") == "passes nothing"


def test_a_misconception_that_is_accepted(poor: Findings) -> None:
    assert problem(poor, "misconception", "accepted") == "half should reject it but says passed"


def test_a_misconception_that_other_checks_reject(poor: Findings) -> None:
    said = problem(poor, "misconception", "elsewhere")
    assert said == "half should reject it but says passed; double should accept it but rejects it"


def test_a_misconception_without_a_diagnosis(poor: Findings) -> None:
    assert problem(poor, "misconception", "never_the_same") == "diagnosed as nothing"


def test_misconceptions_that_no_check_can_tell_apart(poor: Findings) -> None:
    for one, other in (("triples", "thrice"), ("thrice", "triples")):
        assert problem(poor, "misconception", one).startswith(
            f"behaves like {other} in every check, so that neither is named"
        )


def test_a_misconception_is_run_in_all_checks_but_once(course: TinyCourse, poor: Findings) -> None:
    """As a submission; it serves all that are compared with it. One that is never the same is not taken at its word."""
    kept = [path.stem for path in (course.root / ".kadai" / "traces").glob("poor-*/*")]
    graded = {name.partition("-")[0] for name in kept if name.endswith("-met")}
    assert graded == {id for kind, id in poor if kind == "misconception"}
    assert {name.partition("-")[0] for name in kept if name.endswith("-whole")} == {"never_the_same"}


def test_a_misconception_that_shows_too_little_to_be_named(poor: Findings) -> None:
    finding = poor["misconception", "not_a_number"]
    assert finding["good"]
    assert finding["diagnosed"] == "nothing"


def test_an_equivalent_that_is_rejected(poor: Findings) -> None:
    assert problem(poor, "equivalent", "nearly").startswith("double: failed: double(0.3) is 0.6")


def test_a_mutant_that_survives(poor: Findings) -> None:
    survivors = {f["diff"] for f in poor.values() if f.get("problem") == "survives: no check notices it"}
    assert "-    return x + y\n+    pass" in survivors
    assert all("x + y" in diff or "x *= 2" in diff for diff in survivors)


def test_a_mutant_that_could_not_be_graded_is_not_killed(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    assignment = Course(tiny.assignment().root).assignment("tiny")
    checks = next(collect([assignment]))

    class Team:
        ready = Ready(checks, SandboxInfo("standard", ()))

        def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
            for job in jobs:
                broken = faulty(job.id, Text.same("No memory."), checks)
                yield Graded(job, Marked(broken if job.id.startswith("mutant") else result_of(job.id, ())))

    monkeypatch.setattr(LocalExecutor, "start", lambda self, setup: contextlib.nullcontext(Team()))
    (found,) = validate([assignment], Silent(), examiners=1)
    problems = {finding.problem for finding in found.of("mutant")}
    assert problems == {"could not be graded: double: fault: No memory.; zero: fault: No memory."}


def test_a_mutant_that_is_explained(poor: Findings) -> None:
    (explained,) = [f for f in poor.values() if f.get("explained") and f["kind"] == "mutant"]
    assert explained["explained"] == "nobody asks"
    assert explained["good"]


def test_an_explanation_that_is_not_true(poor: Findings) -> None:
    words = "is explained as equivalent, but a check rejects it"
    (finding,) = [f for f in poor.values() if words in f.get("problem", "")]
    assert finding["kind"] == "mutant"
    assert "half" in finding["rejected_by"]


def test_an_explanation_of_a_line_that_has_changed(poor: Findings) -> None:
    said = problem(poor, "mutant", "return x / 3 → return (x * 3)")
    assert said == "equivalents.py explains this mutant, but the reference has no such line"


def test_a_check_that_is_content_with_a_shape(poor: Findings) -> None:
    assert problem(poor, "cheat", "first_argument") == "scale, shape: passed by a module that does no work"
    assert problem(poor, "cheat", "nan") == "scale, shape: passed by a module that does no work"
    assert poor["cheat", "none"]["good"]


def test_a_check_that_expects_what_its_arguments_became(poor: Findings) -> None:
    """Where the reference changes its arguments, too, a vandal cannot be told by that alone."""
    said = problem(poor, "cheat", "overwritten_zeros")
    assert said.startswith("scale: passed by a module that overwrites its arguments; compute what is expected")


def test_a_sweep_that_no_check_notices(poor: Findings) -> None:
    """It says what was done to which function, who accepted it, and what to do."""
    said = problem(poor, "wrong_sweep", "in_place:half:x")
    assert said == (
        "x is changed in place by half; no check with points notices it (accepted by half, shape): hand over copies, "
        "and assert_unchanged() afterwards in a check with points"
    )
    assert ("wrong_sweep", "in_place:scale:x") not in poor  # the reference does so itself
    assert poor["wrong_sweep", "raises:half:ValueError"]["rejected_by"] == ["half", "shape"]


def test_a_right_sweep_that_a_check_rejects(poor: Findings) -> None:
    said = problem(poor, "right_sweep", "float32:double")
    assert said.startswith("double computes in float32: double: failed: double(0.3) is 0.6")
    assert said.endswith("or say unswept('float32:double', why=…) in equivalents.py")


def test_a_sweep_that_is_explained(poor: Findings) -> None:
    explained = poor["right_sweep", "float32:*"]
    assert (explained["good"], explained["explained"]) == (True, "0.6 has no float32")
    words = "equivalents.py explains this sweep, but there is none of that name"
    assert problem(poor, "wrong_sweep", "shared:Net.w") == words
    assert problem(poor, "right_sweep", "float32:half").startswith("is explained in equivalents.py, but all is well")


def test_what_falls_short_is_said_in_japanese_too(poor: Findings) -> None:
    said = [
        f for (kind, _), f in poor.items() if kind in ("stub", "misconception", "mutant", "cheat") and not f["good"]
    ]
    assert {f["kind"] for f in said} == {"stub", "misconception", "mutant", "cheat"}
    assert [f["problem"] for f in said if not re.search("[\u3040-\u30ff]", f.get("problem_ja", ""))] == []


def test_drafts_are_validated_where_they_are_named(tiny: TinyCourse) -> None:
    tiny.assignment()
    tiny.assignment(id="unfinished", toml="draft = true\n", hidden="def test_nothing(submission):\n    assert False\n")
    every = run_kadai("validate", "--no-mutants", "--jobs", "1", cwd=tiny.root)
    assert "left out as drafts: unfinished" in every.stderr
    assert "unfinished" not in every.stdout
    named = run_kadai("validate", "unfinished", "--no-mutants", "--jobs", "1", cwd=tiny.root)
    assert named.returncode == 1
    assert "unfinished" in named.stdout
