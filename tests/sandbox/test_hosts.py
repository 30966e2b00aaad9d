"""What level each kind of machine gives: containers are emulated by their filters and capabilities, in a child.

Where the suite runs as root, a Python that every user can run is made first, so that workers can have own users.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from python_for_all import PYTHON, ROOT, python_for_all

from autograder.sandbox import namespaces
from autograder.sandbox.restrictions.landlock import abi

AS_ROOT = os.geteuid() == 0
USER = 1001
CONTAINER = str(Path(__file__).parents[1] / "container.py")
root_only = pytest.mark.skipif(not AS_ROOT, reason="only root can become others, or take things away from root")
needs_landlock = pytest.mark.skipif(abi() == 0, reason="this kernel has no Landlock")
Doctor = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Where ``venv/bin/python`` and ``work/autograder`` are that whoever asks can use."""
    if AS_ROOT and not Path(PYTHON).exists():
        pytest.skip(f"there is no {PYTHON}, which every user could run")
    if AS_ROOT:
        with python_for_all("autograder", "tests/container.py") as folder:
            yield folder
    else:
        yield Path()


@pytest.fixture
def doctor(place: Path, tmp_path: Path) -> Doctor:
    """Ask ``kadai doctor`` in an emulated container; ``closed``: whether other users may enter the course."""

    def ask(*container: str, closed: bool = True, user: int = 0, cwd: Path | None = None) -> dict[str, Any]:
        python, work = (str(place / "venv/bin/python"), place / "work") if AS_ROOT else (sys.executable, ROOT)
        course = cwd or make_course(place if AS_ROOT else tmp_path, closed=closed, owner=user)
        become = ["--user", str(user)] if user else []
        command = [python, str(work / "tests/container.py"), *become, *container, python, "-P", "-c",
                   "from autograder.cli import main; main()", "doctor", "--json"]  # fmt: skip
        environment = {"PATH": os.defpath, "PYTHONPATH": str(work), "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nowhere"}
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (found["level"] == "weak")
        found["course"] = str(course)
        return found

    return ask


def make_course(place: Path, *, closed: bool, owner: int) -> Path:
    """A course in a folder that everybody can enter."""
    course = place / ("closed" if closed else "open")
    shutil.rmtree(course, ignore_errors=True)
    for part in ("assignments", "reference", ".kadai"):
        (course / part).mkdir(parents=True)
        (course / part / "file").write_text("secret")
    (course / "pyproject.toml").write_text("[tool.kadai]\n")
    for path in [course, *course.rglob("*")]:
        path.chmod(0o755)
        if owner:
            os.chown(path, owner, owner)
    if closed:
        for part in ("assignments", "reference", ".kadai"):
            (course / part).chmod(0o700)
    return course


@pytest.fixture(scope="module")
def needs_namespaces() -> None:
    """Skip where this machine cannot give what a container would."""
    if (path := namespaces.available()) is None:
        pytest.skip("bubblewrap is not installed")
    user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"] if AS_ROOT else []
    tried = subprocess.run([*user, path, "--unshare-user", "--ro-bind", "/", "/", "true"], capture_output=True)
    if tried.returncode:
        pytest.skip(f"this machine refuses namespaces to users: {tried.stderr.decode().strip()}")


@root_only
@needs_landlock
def test_docker_as_root(doctor: Doctor) -> None:
    found = doctor(closed=False)
    assert found["level"] == "strong"
    assert {"landlock", "user"} <= set(found["layers"])
    assert "namespaces" in found["missing"]


@needs_landlock
def test_docker_as_an_ordinary_user(doctor: Doctor) -> None:
    found = doctor(closed=False, user=USER if AS_ROOT else 0)
    assert found["level"] == "standard"
    assert "landlock" in found["layers"]
    assert {"user", "namespaces"} <= set(found["missing"])


@root_only
@needs_landlock
def test_docker_without_any_capability(doctor: Doctor) -> None:
    found = doctor("--capabilities", "none", closed=False)
    assert found["level"] == "standard"
    assert "cannot become another user" in found["missing"]["user"]["why"]


@root_only
@needs_landlock
def test_a_python_that_others_cannot_read(doctor: Doctor, place: Path) -> None:
    packages = next((place / "venv/lib").iterdir()) / "site-packages"
    packages.chmod(0o700)
    try:
        found = doctor(closed=False)
    finally:
        packages.chmod(0o755)
    assert found["level"] == "standard"
    assert f"{packages} cannot be read by another user" in found["missing"]["user"]["why"]


@root_only
@pytest.mark.parametrize("answer", ["ENOSYS", "EPERM"])
def test_no_landlock_but_a_user_of_its_own_and_a_closed_course(doctor: Doctor, answer: str) -> None:
    found = doctor("--no-landlock", answer)
    assert (found["level"], found["probe"]) == ("standard", "passed")
    assert "user" in found["layers"]
    assert "landlock" in found["missing"]


@root_only
def test_no_landlock_and_an_open_course_says_what_to_close(doctor: Doctor) -> None:
    found = doctor("--no-landlock", "ENOSYS", closed=False)
    assert found["level"] == "weak"
    for part in ("assignments", "reference", ".kadai"):
        path = f"{found['course']}/{part}"
        assert f"a worker can read {path} (close it: chmod -R o-rwx {path})" in found["reasons"]
    assert found["probe"] == "failed"


@root_only
@pytest.mark.parametrize("mode", [0o711, 0o744])
def test_a_folder_is_open_if_its_names_can_be_listed_or_guessed(doctor: Doctor, place: Path, mode: int) -> None:
    course = make_course(place, closed=True, owner=0)
    (course / "reference").chmod(mode)
    found = doctor("--no-landlock", "ENOSYS", cwd=course)
    assert [r.partition(" (")[0] for r in found["reasons"]] == [f"a worker can read {course}/reference"]


@root_only
def test_outside_of_a_course_a_closed_folder_stands_in(doctor: Doctor) -> None:
    assert doctor("--no-landlock", "ENOSYS", cwd=Path("/"))["level"] == "standard"


@pytest.mark.parametrize("answer", ["ENOSYS", "EPERM"])
def test_an_ordinary_user_without_landlock(doctor: Doctor, answer: str) -> None:
    found = doctor("--no-landlock", answer, user=USER if AS_ROOT else 0)
    assert found["level"] == "weak"
    assert [reason.partition(":")[0] for reason in found["reasons"]][:3] == ["landlock", "namespaces", "user"]


@root_only
def test_root_without_capabilities_and_landlock(doctor: Doctor) -> None:
    found = doctor("--no-landlock", "ENOSYS", "--capabilities", "none")
    assert found["level"] == "weak"
    assert "a worker can read a file" in found["reasons"]


@needs_landlock
def test_an_unconfined_container(doctor: Doctor, needs_namespaces: None) -> None:
    found = doctor("--namespaces", user=USER if AS_ROOT else 0)
    assert found["level"] == "strong"
    assert {"landlock", "namespaces"} <= set(found["layers"])


def test_namespaces_without_landlock(doctor: Doctor, needs_namespaces: None) -> None:
    found = doctor("--namespaces", "--no-landlock", "ENOSYS", closed=False, user=USER if AS_ROOT else 0)
    assert (found["level"], found["probe"]) == ("standard", "passed")
    assert "namespaces" in found["layers"]
    assert found["reasons"] == [f"landlock: {found['missing']['landlock']['why']}"]


def test_a_kernel_that_takes_no_filter(doctor: Doctor) -> None:
    found = doctor("--no-seccomp", user=USER if AS_ROOT else 0)
    assert found["level"] == "weak"
    assert "a worker can open a socket" in found["reasons"]
    assert found["missing"]["seccomp"]["why"].startswith("refused here")


@root_only
def test_a_machine_without_proc_is_told_so(doctor: Doctor) -> None:
    try:
        found = doctor("--no-proc", "--capabilities", "all")
    except AssertionError as error:
        if "cannot be taken away" in str(error):
            pytest.skip("this machine lets nobody unmount anything")
        raise
    assert found["level"] == "weak"
    (reason,) = found["reasons"]
    assert "/proc is not mounted" in reason
    assert "mount -t proc proc /proc" in reason
