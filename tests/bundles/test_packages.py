"""`kadai package`: what is in the bundles, with which permissions, and what is never in them."""

import ast
import io
import json
import re
import shutil
import stat
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tiny_course import HIDDEN, TinyCourse

from autograder.bundles.contents import pinned
from autograder.bundles.places import PLACES
from autograder.course.secret import fingerprint

Kadai = Callable[..., Any]
SECRET = "of the tests"
PUBLIC = """
    def test_one(submission):
        "double(1) is 2."
        assert submission.double(1) == 2
"""

MISCONCEPTIONS = """
    from autograder.testing import misconception

    misconception(
        "tripled",
        change=[("return 2 * x", "return 3 * x")],
        fails=["double", "one"],
        en="x is tripled.",
        ja="3 倍になっています。",
        ask_en="What is double(1)?",
        ask_ja="double(1) はいくつですか。",
    )
"""


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(HIDDEN, PUBLIC, id="tiny")
    tiny_shared.write("assignments/tiny/misconceptions.py", MISCONCEPTIONS)
    tiny_shared.write("shared_checks/shared/shared_thing.py", "VALUE = 1\n")
    tiny_shared.assignment(HIDDEN, id="elsewhere", toml='uses = ["shared"]\n')
    return tiny_shared


@pytest.fixture
def package(course: TinyCourse, kadai: Kadai, tmp_path: Path) -> Callable[..., Path]:
    def make(place: str, *more: str, ids: tuple[str, ...] = ("tiny",), out: str = "out") -> Path:
        ended = kadai("package", *ids, "--for", place, "-o", tmp_path / out, *more, cwd=course.root)
        assert ended.code == 0, ended.err
        return tmp_path / out

    return make


def texts(folder: Path) -> dict[str, str]:
    """All files of a bundle, wheels aside, by their names in it."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".whl", ".msgpack")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


# Gradescope


def test_the_zip_is_flat_and_has_what_gradescope_looks_for(package: Callable[..., Path]) -> None:
    out = package("gradescope", out="tiny.zip")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        assert all(stat.S_ISREG(mode) for mode in modes.values()), "no link, no device"
        assert {"setup.sh", "run_autograder", "requirements.txt", "MANIFEST.json", "README.md"} <= set(modes)
        for name in ("setup.sh", "run_autograder"):
            assert stat.S_IMODE(modes[name]) == 0o755
            assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
        assert stat.S_IMODE(modes["course/.kadai/secret"]) == 0o600
        assert archive.read("course/.kadai/secret").decode().strip() == SECRET
        assert not [name for name in modes if "elsewhere" in name or "shared" in name]
        (wheel,) = (name for name in modes if name.endswith(".whl"))
        asked = zipfile.ZipFile(io.BytesIO(archive.read(wheel)))
        metadata = next(name for name in asked.namelist() if name.endswith("/METADATA"))
        assert b"Requires-Dist: msgspec" in asked.read(metadata)


def test_several_assignments_are_several_zips(package: Callable[..., Path], course: TinyCourse, kadai: Kadai) -> None:
    out = package("gradescope", ids=("tiny", "elsewhere"))
    assert sorted(path.name for path in out.iterdir()) == ["elsewhere.zip", "tiny.zip"]
    with zipfile.ZipFile(out / "elsewhere.zip") as archive:
        assert "course/shared_checks/shared/shared_thing.py" in archive.namelist()
    ended = kadai("package", "tiny", "elsewhere", "--for", "gradescope", "-o", "both.zip", cwd=course.root)
    assert (ended.code, "name a folder" in ended.err) == (2, True)


# All of them


@pytest.mark.parametrize("place", PLACES)
def test_a_bundle_says_what_it_is_made_of(package: Callable[..., Path], place: str) -> None:
    out = package(place, "--feedback", "outcome", "--deadline", "77")
    if PLACES[place].is_zip:
        (archive,) = out.iterdir()
        shutil.unpack_archive(archive, out / "whole")
        out = out / "whole"
    found = texts(out)
    manifest = json.loads(found["MANIFEST.json"])
    assert (manifest["for"], manifest["feedback"], manifest["deadline"]) == (place, "outcome", 77)
    assert set(manifest["assignments"]) == {"tiny"}
    holds = any(name.endswith("course/.kadai/secret") for name in found)
    assert manifest["secret_fingerprint"] == (fingerprint(SECRET) if holds else "")
    assert not re.search(r"@@\w+@@", "".join(found.values())), "something was not filled in"
    for name, text in found.items():
        if name.endswith(".py"):
            ast.parse(text)
        elif name.endswith(".json"):
            json.loads(text)
        elif name.endswith(".toml"):
            tomllib.loads(text)
        elif text.startswith("#!"):
            subprocess.run(["bash", "-n"], input=text, text=True, check=True)


def test_what_is_there_already_is_not_overwritten(
    package: Callable[..., Path], course: TinyCourse, kadai: Kadai, tmp_path: Path
) -> None:
    package("docker")
    ended = kadai("package", "tiny", "--for", "docker", "-o", tmp_path / "out", cwd=course.root)
    assert (ended.code, "new or empty" in ended.err) == (2, True)


def test_a_repository_around_it_is_warned_of(course: TinyCourse, kadai: Kadai, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    ended = kadai("package", "tiny", "--for", "docker", "-o", tmp_path / "out", cwd=course.root)
    assert ended.code == 0
    assert "do not commit it" in ended.err


def test_pins_are_whole() -> None:
    pins = dict(pin.split("==") for pin in pinned(["pytest>=9"]))
    assert {"pytest", "pluggy", "iniconfig", "packaging"} <= set(pins)


# Where others can read it


def test_what_is_published_holds_nothing_hidden(package: Callable[..., Path]) -> None:
    found = texts(package("classroom50"))
    everything = "".join(found.values())
    assert "submission.double(3)" not in everything
    assert "return 2 * x" not in everything
    assert SECRET not in everything
    assert "autograders/tiny/tiny/test_public.py" in found
    assert "autograders/tiny/autograder.py" in found


def test_who_insists_publishes_hidden_tests_with_another_secret(
    package: Callable[..., Path], course: TinyCourse, kadai: Kadai
) -> None:
    found = texts(package("classroom50", "--publish-hidden-tests"))
    assert "autograders/tiny/course/assignments/tiny/test_hidden.py" in found
    assert SECRET not in "".join(found.values())
    assert "YOU HAVE CHOSEN TO PUBLISH" in found["README.md"]
    ended = kadai("package", "tiny", "--for", "docker", "--publish-hidden-tests", "-o", "o", cwd=course.root)
    assert (ended.code, "nothing is published by docker" in ended.err) == (2, True)


def test_github_keeps_hidden_tests_from_students_and_the_secret_from_both(package: Callable[..., Path]) -> None:
    found = texts(package("github"))
    assert SECRET not in "".join(found.values())
    students = "".join(text for name, text in found.items() if name.startswith("student/"))
    assert "submission.double(3)" not in students
    assert "return 2 * x" not in students
    assert "grading/course/assignments/tiny/test_hidden.py" in found
    assert "kadai check tiny --assignment tiny" in found["student/.github/workflows/public.yml"]


# PrairieLearn


def test_prairielearn_has_a_question_and_a_public_image(package: Callable[..., Path]) -> None:
    out = package("prairielearn", "--image", "me/grader")
    found = texts(out)
    info = json.loads(found["questions/tiny/info.json"])
    options = info["externalGradingOptions"]
    assert (info["gradingMethod"], options["image"], options["enableNetworking"]) == ("External", "me/grader", False)
    assert options["entrypoint"] == ["/grade/serverFilesCourse/kadai/run.sh", "tiny"]
    assert 105 < options["timeout"] <= 600
    image = "".join(text for name, text in found.items() if name.startswith("image/"))
    assert "submission.double(3)" not in image
    assert SECRET not in image
    server = out / "serverFilesCourse/kadai"
    assert stat.S_IMODE((server / "course/.kadai/secret").stat().st_mode) == 0o600
    assert list((server / "course/.kadai/traces").rglob("*.msgpack"))


def test_prairielearn_allows_no_more_than_ten_minutes(course: TinyCourse, kadai: Kadai) -> None:
    ended = kadai("package", "tiny", "--for", "prairielearn", "--deadline", "600", "-o", "o", cwd=course.root)
    assert (ended.code, "600 seconds in all" in ended.err) == (2, True)


# A server


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_takes_the_units(package: Callable[..., Path]) -> None:
    units = sorted(package("nbgrader").glob("kadai-*.*"))
    assert [unit.suffix for unit in units] == [".path", ".service", ".timer"]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "kadai-" in line]
    assert ours == [], done.stderr


def test_a_server_has_the_courses_nbgrader_config_or_one_like_this_repositorys(
    package: Callable[..., Path], course: TinyCourse
) -> None:
    def settings(path: Path) -> str:
        return "\n".join(map(ast.unparse, ast.parse(path.read_text(encoding="utf-8")).body[1:]))

    made = settings(package("nbgrader") / "course/nbgrader_config.py")
    ours = settings(Path(__file__).parents[2] / "nbgrader_config.py")
    id = re.search(r"course_id = '(.+)'", made)
    assert id
    assert made == ours.replace("course_id = 'kadai'", f"course_id = '{id[1]}'")
    course.write("nbgrader_config.py", "c = get_config()\n")
    assert (package("nbgrader", out="own") / "course/nbgrader_config.py").read_text() == "c = get_config()\n"
