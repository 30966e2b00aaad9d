"""The same attacks again, where the suite runs as root: as an ordinary user, and as root with a Python all may read.

Root's Python often lies in root's home. So a Python of the system gets a virtual environment of its own, in a folder
that everybody can read, with copies of the packages and of what is tested.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_for_all import NOBODY, PYTHON, python_for_all

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="the suite runs as an ordinary user already"),
    pytest.mark.skipif(not Path(PYTHON).exists(), reason=f"there is no {PYTHON}, which every user could run"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (package util-linux) is not installed"),
]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Path]:
    """A folder that belongs to nobody, with a virtual environment and a copy of what is tested."""
    with python_for_all(
        "autograder", "reference", "assignments/softmax_with_loss", "tests/attacks", "pyproject.toml"
    ) as it:
        yield it


def again(folder: Path, user: int, *arguments: str) -> str:
    """Run attacks in there as a user; the summary."""
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    if user != 0:
        become += ["--inh-caps=-all", "--bounding-set=-all"]
    environment = {"HOME": str(folder / "home"), "PATH": os.defpath, "PYTHONPATH": str(folder / "work"),
                   "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(folder / "home") if user else "/var/tmp"}  # fmt: skip
    command = [*become, str(folder / "venv/bin/python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder / "work", env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    return done.stdout


def test_an_ordinary_user_is_as_safe(elsewhere: Path):
    files = [f"tests/attacks/test_attacks_{name}.py" for name in ("on_layers", "in_a_class")]
    said = again(elsewhere, NOBODY, *files)
    assert int(re.findall(r"(\d+) passed", said)[0]) > 200  # fewer where the machine has fewer layers to switch off


def test_a_user_of_its_own_stops_what_it_should(elsewhere: Path):
    said = again(elsewhere, 0, "tests/attacks/test_attacks_on_layers.py", "-k", "stops_it_alone and -user")
    assert "skipped" not in said
    assert int(re.findall(r"(\d+) passed", said)[0]) > 40
