"""A Python that every user can run, with what is tested; where root runs the suite, its own often lies in its home."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"
NOBODY = 65534
_NEEDED = ("numpy", "msgspec", "pytest", "pytest-timeout", "nbformat", "jinja2", "click", "rich")


@contextmanager
def python_for_all(*parts: str, needed: tuple[str, ...] = ()) -> Iterator[Path]:
    """A folder of nobody's: ``venv`` with the packages (and these), ``work`` with parts of the project, ``home``."""
    before = os.umask(0o022)
    folder = Path(tempfile.mkdtemp(prefix="kadai-tests-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
        packages = next((folder / "venv/lib").iterdir()) / "site-packages"
        for name in _closure((*_NEEDED, *needed)):
            _copy_package(name, packages)
        for part in parts:
            whole = ROOT / part
            copy = shutil.copytree if whole.is_dir() else shutil.copy
            (folder / "work" / part).parent.mkdir(parents=True, exist_ok=True)
            copy(whole, folder / "work" / part)
        for cache in (folder / "work").rglob("__pycache__"):
            shutil.rmtree(cache)
        (folder / "home").mkdir()
        shutil.chown(folder / "home", NOBODY, NOBODY)
        for path in (folder / "work").rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        os.umask(before)
        yield folder
    finally:
        os.umask(before)
        shutil.rmtree(folder)


def _closure(names: tuple[str, ...]) -> set[str]:
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


def _copy_package(name: str, packages: Path) -> None:
    """Copy a distribution's files."""
    for file in importlib.metadata.files(name) or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)
            target.chmod(0o755)
