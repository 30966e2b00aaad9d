"""The same attacks again, where the suite runs as root: as an ordinary user, and as root with a Python all may read.

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
from attack_files import HERE

ROOT = HERE.parents[1]
NOBODY = 65534
NEEDED = ("numpy", "msgspec", "pytest", "nbformat", "jinja2", "click", "rich")
PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="the suite runs as an ordinary user already"),
    pytest.mark.skipif(not Path(PYTHON).exists(), reason=f"there is no {PYTHON}, which every user could run"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv (package util-linux) is not installed"),
]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Path]:
    """A folder that belongs to nobody, with a virtual environment and a copy of what is tested."""
    folder = Path(tempfile.mkdtemp(prefix="kadai-attacks-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
        packages = next((folder / "venv/lib").iterdir()) / "site-packages"
        for name in closure(NEEDED):
            copy_package(name, packages)
        for part in ("autograder", "reference", "assignments/softmax_with_loss", "tests/attacks"):
            shutil.copytree(ROOT / part, folder / "work" / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder / "work")
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
            waiting += [re.split(r"[^\w.-]", r, maxsplit=1)[0] for r in requires if "extra ==" not in r]
    return found


def copy_package(name: str, packages: Path) -> None:
    """Copy a distribution's files."""
    for file in importlib.metadata.files(name) or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)
            target.chmod(0o755)


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
    assert int(re.findall(r"(\d+) passed", said)[0]) > 300


def test_a_user_of_its_own_stops_what_it_should(elsewhere: Path):
    said = again(elsewhere, 0, "tests/attacks/test_attacks_on_layers.py", "-k", "stops_it_alone and -user")
    assert "skipped" not in said
    assert int(re.findall(r"(\d+) passed", said)[0]) > 40
