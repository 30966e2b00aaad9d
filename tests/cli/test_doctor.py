"""``kadai doctor`` says what is in force, and what to do about what is not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny_course import TinyCourse

from autograder.cli import doctor
from autograder.errors import KadaiError, UsageError
from autograder.sandbox import Level, Policy, Sandbox
from autograder.text import Text

Run = Callable[..., Result]
NEEDED = ("rlimits", "seccomp", "no_new_privs")


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(doctor.command, arguments, catch_exceptions=False)


class Pretend:
    """A sandbox with a given assessment."""

    def __init__(self, level: Level) -> None:
        self.assessment = level

    def __enter__(self) -> "Pretend":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def pretend(monkeypatch: pytest.MonkeyPatch, level: str, missing: dict[str, str], *reasons: str) -> None:
    layers = tuple(name for name in doctor.WHAT_FOR if name not in missing)
    monkeypatch.setattr(
        doctor, "Sandbox", lambda private: Pretend(Level(level, layers, missing, tuple(map(Text.same, reasons))))
    )


def test_it_agrees_with_the_sandbox(run: Run):
    with Sandbox() as box:
        assessment = box.assessment
    result = run("--json")
    found = json.loads(result.stdout)
    assert found["level"] == assessment.level
    assert found["layers"] == list(assessment.layers)
    assert set(found["layers"]) | set(found["missing"]) == set(doctor.WHAT_FOR)
    assert result.exit_code == (1 if assessment.level == "weak" else 0)


def test_it_notices_what_is_switched_off(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "Sandbox", lambda private: Sandbox(policy=Policy(seccomp=False), private=private))
    result = run("--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["level"] == "weak"
    assert found["missing"]["seccomp"]["why"] == "switched off"
    assert "a worker can open a socket" in found["reasons"]
    assert found["probe"] == "failed"


@pytest.mark.parametrize(
    ("name", "why", "says"),
    [
        ("namespaces", "bubblewrap is not installed (package bubblewrap)", "apt install bubblewrap"),
        ("seccomp", "no filter of system calls for riscv64 processors", "x86-64 or ARM"),
        ("landlock", "the kernel offers no Landlock", "Linux 5.13"),
        ("user", "/root/x cannot be read by another user", "readable for all users"),
    ],
)
def test_every_gap_has_advice(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, why: str, says: str):
    pretend(monkeypatch, "weak" if name in NEEDED else "standard", {name: why}, f"{name}: {why}")
    result = run()
    shown = " ".join(result.stdout.split())
    assert says in shown
    assert result.exit_code == (1 if name in NEEDED else 0)


def test_a_sandbox_that_does_not_start_is_weak(run: Run, monkeypatch: pytest.MonkeyPatch):
    def fail(private: object) -> Sandbox:
        raise KadaiError("The zygote could not be started: no fork here.")

    monkeypatch.setattr(doctor, "Sandbox", fail)
    result = run()
    assert result.exit_code == 1
    assert "no fork here" in result.stdout


def test_the_table_names_every_layer(run: Run):
    shown = run().stdout
    for name in doctor.WHAT_FOR:
        assert name in shown


def test_it_tries_the_files_of_the_course(run: Run, monkeypatch: pytest.MonkeyPatch, tiny: TinyCourse):
    asked: list[Path] = []
    monkeypatch.setattr(doctor, "Sandbox", lambda private: Sandbox(private=asked.extend(private) or asked))
    assert run("--course", str(tiny.root)).exit_code == 0
    kept = ("assignments", "reference", "shared_checks", ".kadai", ".kadai/secret")
    by_persons = ("overrides.csv", "extensions.csv", "handed_in.csv", "written.csv")
    assert {tiny.root / name for name in (*kept, *by_persons)} == set(asked)


def test_a_course_that_is_none_is_refused(run: Run, tmp_path: Path):
    with pytest.raises(UsageError, match="neither here nor in a folder above"):
        run("--course", str(tmp_path))
