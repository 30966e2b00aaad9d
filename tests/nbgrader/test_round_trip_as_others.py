"""The round trip again, where the suite runs as root: as an ordinary user, whom files and folders may be closed to.

Root's Python often lies in root's home. So a Python of the system gets a virtual environment of its own, in a folder
that everybody can read, with copies of the packages and of what is tested.
"""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from term import ASSIGNMENT, ROOT

NOBODY = 65534
NEEDED = ("nbgrader", "numpy", "msgspec", "pytest", "hypothesis", "matplotlib", "rich")
PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"
TESTED = (
    "autograder", "reference", "shared_checks", f"assignments/{ASSIGNMENT}", f"student_template/{ASSIGNMENT}",
    "examples/class",
)  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="the suite runs as an ordinary user already"),
    pytest.mark.skipif(not Path(PYTHON).exists(), reason=f"there is no {PYTHON}, which every user could run"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (package util-linux) is not installed"),
]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Path]:
    """A folder that nobody can read, with a virtual environment and a copy of what is tested."""
    folder = Path(tempfile.mkdtemp(prefix="kadai-round-trip-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
        packages = next((folder / "venv/lib").iterdir()) / "site-packages"
        for name in closure(NEEDED):
            copy_package(name, packages)
        alembic = folder / "venv" / "bin" / "alembic"
        alembic.write_text(f"#!{folder}/venv/bin/python\nfrom alembic.config import main\nmain()\n")
        alembic.chmod(0o755)
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        for part in (*TESTED, "tests/nbgrader"):
            shutil.copytree(ROOT / part, folder / "work" / part, ignore=ignored)
        for part in (
            "pyproject.toml",
            "nbgrader_config.py",
            "tests/conftest.py",
            "tests/tiny_course.py",
            "tests/report_schema.py",
        ):
            shutil.copy(ROOT / part, folder / "work" / part)
        (folder / "home").mkdir()
        os.chown(folder / "home", NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder)


def closure(names: tuple[str, ...]) -> set[str]:
    """Distributions with all that they require here."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system, or another Python
        if name not in found:
            found.add(name)
            waiting += [re.split(r"[^\w.-]", r, maxsplit=1)[0] for r in requires]
    return found


def copy_package(name: str, packages: Path) -> None:
    """Copy a distribution's files with their times, so that what is compiled stays valid."""
    for file in importlib.metadata.files(name) or ():
        source = Path(str(file.locate()))
        if (".." not in file.parts or "templates" in file.parts) and source.exists():  # pages are made from templates
            target = Path(os.path.normpath(packages / file))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
            target.chmod(0o755)


def test_an_ordinary_user_gets_round_as_well(elsewhere: Path) -> None:
    home = elsewhere / "home"
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    become += ["--inh-caps=-all", "--bounding-set=-all"]
    command = [*become, str(elsewhere / "venv/bin/python"), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    environment = {"HOME": str(home), "PATH": os.defpath, "PYTHONPATH": str(elsewhere / "work"), "TMPDIR": str(home)}
    done = subprocess.run(
        [*command, "tests/nbgrader/test_round_trip.py", "-k", "not zips"],
        cwd=elsewhere / "work",
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) >= 8  # more with Chromium
