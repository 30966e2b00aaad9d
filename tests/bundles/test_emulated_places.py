"""Bundles at work in the places that they are for, without a network: half a processor, 768 MB, a read-only root,
Docker's filter of system calls and capabilities, devices of their own, and no home.

The set-up of each is run as the place runs it, on a Python that every user can read, with the packages of this one.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import readers
from emulated import MB, PYTHON, Container, available, limited
from hand_ins import SHAPES, write
from test_packages import MISCONCEPTIONS, PUBLIC
from tiny_course import RIGHT, WRONG, TinyCourse
from wheels_here import unpack

from autograder.cli.answering import FAILED
from autograder.sandbox.restrictions.landlock import abi

HIDDEN = """
    from autograder.testing import assert_close, points

    @points(2)
    def test_double(submission, rng):
        "double(x) is 2x."
        x = rng.normal(size=7)
        assert_close(submission.double(x), 2 * x)

    @points(1)
    def test_zero(submission):
        "double(0) is 0."
        assert submission.double(0) == 0
"""
LOOP = "def double(x):\n    while True: pass\n"
SLEEPER = "import time\ntime.sleep(10**6)\n"
NOSY = """
import os
found = []
for place in {places!r}:
    try:
        found.append(open(place).read())
    except OSError:
        pass
def double(x):
    raise ValueError("".join(found) or "nothing")
"""

pytestmark = [
    pytest.mark.skipif(not available(), reason=f"needs root, mount namespaces, and {PYTHON}, which every user can run"),
    pytest.mark.skipif(abi() == 0, reason="this kernel has no Landlock"),
]


class Place(NamedTuple):
    """Where a bundle has been set up."""

    root: Path
    container: Container
    said: str = ""
    """What its set-up has said."""

    def run(self, *command: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        """A command in the place; paths are those of this machine."""
        opt = self.container.folder / "autograder/opt"
        return self.container.run(*map(self.inside, command), **{"KADAI_HOME": self.inside(opt), **environment})

    def inside(self, word: str | Path) -> str:
        """A word of a command, as it is there."""
        return str(self.container.inside(word) if isinstance(word, Path) else word)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that everybody can enter, which those of pytest are not."""
    made = Path(tempfile.mkdtemp(prefix="kadai-tests-", dir="/var/tmp"))
    made.chmod(0o755)
    before = os.umask(0o022)
    yield made
    os.umask(before)
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.write("assignments/tiny/misconceptions.py", MISCONCEPTIONS)
    return tiny_shared.assignment(
        HIDDEN, PUBLIC, toml="[limits]\ncall_seconds = 1\nsubmission_seconds = 20\nidle_seconds = 3\n"
    )


@pytest.fixture(scope="module")
def gradescope(folder: Path, course: TinyCourse) -> Place:
    """``/autograder`` as Gradescope makes it of the zip; of ``--offline`` the wheels come from here."""
    root = folder / "autograder"
    archive = folder / "tiny.zip"
    _package(course, "gradescope", archive, "--deadline", "120")
    unpack(archive, root)
    place = Place(root, Container(folder))
    done = place.run("bash", root / "source/setup.sh")
    assert done.returncode == 0, done.stderr
    return place._replace(said=done.stdout)


def _package(course: TinyCourse, place: str, out: Path, *more: str) -> None:
    command = [sys.executable, "-P", "-c", "from autograder.cli import main; main()", "package", "tiny"]
    subprocess.run([*command, "--for", place, "-o", out, *more], cwd=course.root, check=True, capture_output=True)


def _hand_in(place: Place, shape: str, text: str) -> bytes:
    """Hand in, have it graded, and give the results.json of Gradescope's."""
    shutil.rmtree(place.root / "submission", ignore_errors=True)
    write(shape, place.root / "submission", "tiny", text)
    results = place.root / "results/results.json"
    results.unlink(missing_ok=True)
    metadata = {"assignment": {"due_date": "2999-01-01T00:00:00Z"}, "users": [{"email": "a@example.org"}]}
    (place.root / "submission_metadata.json").write_text(json.dumps(metadata))
    done = place.run(place.root / "run_autograder")
    assert done.returncode == 0, done.stderr
    return results.read_bytes()


def test_the_set_up_says_what_the_place_gives_and_what_the_reference_gets(gradescope: Place) -> None:
    assert "Isolation on this machine: strong" in gradescope.said
    assert "tiny: the reference has 3/3; 1 mistakes are known; sandbox: strong" in gradescope.said
    assert (gradescope.root / "source").stat().st_mode & 0o077 == 0
    assert list((gradescope.root / "source/course/.kadai/traces").rglob("*.msgpack"))


@pytest.mark.parametrize("shape", SHAPES)
def test_gradescope_gets_an_answer_to_every_shape(gradescope: Place, shape: str) -> None:
    score, tests = readers.gradescope(_hand_in(gradescope, shape, RIGHT))
    assert score == (3 if SHAPES[shape][1] else 0)
    assert len(tests) == 3


@pytest.mark.parametrize("text", [LOOP, SLEEPER])
def test_gradescope_gets_an_answer_to_what_never_ends(gradescope: Place, text: str) -> None:
    score, tests = readers.gradescope(_hand_in(gradescope, "file", text))
    assert score == 0
    assert len(tests) == 3


def test_a_known_mistake_has_its_name_at_once(gradescope: Place) -> None:
    score, tests = readers.gradescope(_hand_in(gradescope, "file", WRONG))
    assert score == 1
    assert "Tripled" in [tag for test in tests for tag in test["tags"]]


def test_a_hand_in_reads_nothing_of_the_place(gradescope: Place) -> None:
    root = gradescope.root
    places = ["submission_metadata.json", "source/course/.kadai/secret", "source/course/reference/tiny.py",
              "source/course/assignments/tiny/test_hidden.py", "results/results.json"]  # fmt: skip
    there = [gradescope.inside(root / place) for place in places]
    text = _hand_in(gradescope, "file", NOSY.format(places=there)).decode()
    assert "nothing" in text
    for secret in ("of the tests", "return 2 * x", "rng.normal", "a@example.org"):
        assert secret not in text


def test_a_fault_of_the_place_is_not_the_students(gradescope: Place) -> None:
    tests = gradescope.root / "source/course/assignments/tiny/test_hidden.py"
    before = tests.read_text()
    tests.write_text("import nothing_of_this_name\n")
    try:
        text = _hand_in(gradescope, "file", RIGHT)
    finally:
        tests.write_text(before)
    readers.gradescope(text)
    assert FAILED.en in text.decode()


@pytest.fixture(scope="module")
def prairielearn(folder: Path, course: TinyCourse, gradescope: Place) -> Place:
    """``/grade`` with the course's part, and an image's Python: the one that was set up before."""
    bundle = folder / "prairielearn"
    _package(course, "prairielearn", bundle, "--deadline", "180")
    root = folder / "grade"
    shutil.copytree(bundle / "serverFilesCourse", root / "serverFilesCourse")
    (root / "data").mkdir()
    (root / "data/data.json").write_text('{"correct_answers": {"x": "of the variant"}}')
    return Place(root, Container(folder))


def _submit(place: Place, shape: str, text: str) -> tuple[bool, float, list[dict[str, Any]]]:
    for part in ("student", "results"):  # nobody makes the latter
        shutil.rmtree(place.root / part, ignore_errors=True)
    write(shape, place.root / "student", "tiny", text)
    run = place.root / "serverFilesCourse/kadai/run.sh"
    done = place.run(run, "tiny", KADAI_GRADE=place.inside(place.root))
    assert done.returncode == 0, done.stderr
    return readers.prairielearn((place.root / "results/results.json").read_bytes())


@pytest.mark.parametrize("shape", SHAPES)
def test_prairielearn_gets_an_answer_to_every_shape(prairielearn: Place, shape: str) -> None:
    counted, score, _ = _submit(prairielearn, shape, RIGHT)
    assert (counted, score) == ((True, 1.0) if SHAPES[shape][1] else (False, 0.0))


def test_prairielearn_gets_an_answer_to_a_loop(prairielearn: Place) -> None:
    counted, score, tests = _submit(prairielearn, "file", LOOP)
    assert (counted, score, len(tests)) == (True, 0.0, 3)


def test_nothing_of_the_question_reaches_a_hand_in(prairielearn: Place) -> None:
    places = [prairielearn.inside(prairielearn.root / "data/data.json")]
    _, _, tests = _submit(prairielearn, "file", NOSY.format(places=places))
    assert "of the variant" not in str(tests)


@pytest.mark.skipif(not limited(), reason="memory cannot be limited here")
def test_256_mb_suffice_and_less_is_said(gradescope: Place) -> None:
    small = gradescope._replace(container=gradescope.container._replace(memory=256 * MB))
    score, _ = readers.gradescope(_hand_in(small, "file", RIGHT))
    assert score == 3
    tiny = gradescope._replace(container=gradescope.container._replace(memory=48 * MB))
    document = _hand_in(tiny, "file", RIGHT).decode()
    readers.gradescope(document.encode())
    assert FAILED.en in document
