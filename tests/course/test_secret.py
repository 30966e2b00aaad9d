"""The secret is made once, kept from others, agreed on by all who ask at once, and told apart by its fingerprint."""

import os
import platform
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from tiny_course import RIGHT, TinyCourse

from autograder.course import Course
from autograder.course.secret import fingerprint, make_secret
from autograder.errors import UsageError
from autograder.reports import json as json_report

AT_ONCE = """
import sys
from pathlib import Path
from autograder.course.secret import make_secret
sys.stdin.read()
print(make_secret(Path(sys.argv[1])))
"""


@pytest.fixture(autouse=True)
def _no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KADAI_SECRET")


def test_the_first_grading_makes_it_and_says_so(tiny: TinyCourse, kadai: Callable[..., Any]) -> None:
    file = tiny.assignment().write("alice.py", RIGHT)
    first, second = (kadai("grade", file, "--assignment", "tiny", cwd=tiny.root) for _ in range(2))
    secret = tiny.root / ".kadai/secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert (tiny.root / ".kadai/.gitignore").read_text() == "*\n"
    assert (first.err.count(str(secret)), second.err.count(str(secret))) == (1, 0)
    assert "copy it to colleagues" in first.err
    assert secret.read_text().strip() not in first.err + first.out


def test_new_makes_it_and_check_and_validate_do_not(tiny: TinyCourse, kadai: Callable[..., Any]) -> None:
    tiny.assignment(public="def test_double(submission):\n    assert submission.double(3) == 6\n")
    kadai("check", tiny.write("tiny.py", RIGHT), cwd=tiny.root)
    kadai("validate", "tiny", "--no-mutants", cwd=tiny.root)
    assert not (tiny.root / ".kadai/secret").exists()
    assert str(tiny.root / ".kadai/secret") in kadai("new", "another", cwd=tiny.root).err


def test_a_secret_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("ours\n")
    assert make_secret(tmp_path / "secret") == "ours"
    assert [p.name for p in tmp_path.iterdir()] == ["secret"]


def test_all_who_make_it_at_once_get_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-c", AT_ONCE, str(tmp_path / ".kadai/secret")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, **pipes) for _ in range(4)]  # type: ignore[call-overload]
    got = {process.communicate("", timeout=60)[0] for process in started}
    assert got == {(tmp_path / ".kadai/secret").read_text()}


def test_without_links_it_is_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert len(make_secret(tmp_path / "secret")) == 64
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_where_none_can_be_written_it_must_be_given(
    tiny: TinyCourse, kadai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tiny.assignment().write("alice.py", RIGHT)
    tiny.write(".kadai", "no folder")  # which not even root can write into
    command = ("grade", file, "--assignment", "tiny", "--journal", tiny.root / "journal")
    refused = kadai(*command, cwd=tiny.root)
    assert refused.code == 2
    assert "set KADAI_SECRET" in refused.err
    monkeypatch.setenv("KADAI_SECRET", "given")
    assert kadai(*command, cwd=tiny.root).code == 0


@pytest.mark.parametrize("given", ["", "  "])
def test_an_empty_variable_is_no_secret(tiny: TinyCourse, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("KADAI_SECRET", given)
    assert Course(tiny.root).secret == ""
    tiny.write(".kadai/secret", "kept\n")
    assert Course(tiny.root).secret == "kept"


def test_an_empty_file_is_refused(tiny: TinyCourse) -> None:
    tiny.write(".kadai/secret", "\n")
    with pytest.raises(UsageError, match="is empty"):
        _ = Course(tiny.root).secret


def test_a_report_says_what_made_it(tiny: TinyCourse, kadai: Callable[..., Any]) -> None:
    tiny.assignment().hand_in(alice=RIGHT)
    tiny.write(".kadai/secret", "ours\n")
    one, same = tiny.grade(), tiny.grade()
    tiny.write(".kadai/secret", "theirs\n")
    other = tiny.grade()
    assert one.secret_fingerprint == same.secret_fingerprint == fingerprint("ours") != other.secret_fingerprint
    assert one.assignment_digest == other.assignment_digest == Course(tiny.root).assignment("tiny").digest
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", one.created)
    assert (one.python, one.numpy) == (platform.python_version(), numpy.__version__)
    tiny.write("report.json", json_report.render(one).decode())
    shown = kadai("report", "report.json", cwd=tiny.root).out
    assert all(part in shown for part in (one.secret_fingerprint, one.assignment_digest[:8], one.created, one.numpy))


@pytest.mark.skipif(os.name != "posix", reason="needs a real process")
def test_what_was_graded_with_another_secret_is_not_reused(tiny: TinyCourse) -> None:
    hidden = "def test_it(submission, rng):\n    assert False, str(rng.integers(10**9))\n"
    tiny.assignment(hidden).hand_in(alice=RIGHT)
    messages = set()
    for secret in ("ours", "theirs", "ours"):
        tiny.write(".kadai/secret", secret)
        messages.add(tiny.grade().submissions[0].checks[0].message)
    assert len(messages) == 2
