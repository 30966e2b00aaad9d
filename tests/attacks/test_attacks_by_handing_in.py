"""Attacks by what is handed in: links, bombs, shadows, hostile notebooks. One student's trouble troubles nobody else.

``hand_in(folder, outside)`` puts a submission of "mallory" into a class's folder; ``outside`` is a file of the grader.
Header: ``SAYS``, a part of the reason for refusing it, or ``RUNS``, the value of ``x`` where it is read and run all the
same; ``CARELESSLY``, what it does to somebody who reads such files without thinking.
"""

import importlib.util
import re
import stat
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from attack_files import HERE, Attack, attacks

from autograder.course import Assignment, Course, Unreadable, discover
from autograder.sandbox import Examinee, Limits, Sandbox

SECRET = "EXPECTED-4711"
MUCH = 10 << 20  # bytes
each_attack = pytest.mark.parametrize("attack", attacks("submissions"), ids=str)


@pytest.fixture
def soft(tmp_path: Path) -> Assignment:
    """A small assignment, whose course gives a module."""
    files = {
        "pyproject.toml": "[tool.kadai]\n",
        "reference/soft.py": "x = 1\n",
        "reference/given.py": "x = 1\n",
        "assignments/soft/assignment.toml": 'given = ["given.py"]\n[title]\nen = "Soft"\nja = "Soft"\n',
        "assignments/soft/test_hidden.py": "def test_x(submission): ...\n",
    }
    for name, text in files.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Course(tmp_path / "course").assignment("soft")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that no submission may reach."""
    monkeypatch.setenv("TOKEN", SECRET)
    path = tmp_path / "course/assignments/soft/expected.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"EXPECTED = {SECRET!r}")
    return path


def hand_in(attack: Attack, folder: Path, outside: Path) -> Path:
    """Let the attack write its submission."""
    folder.mkdir()
    spec = importlib.util.spec_from_file_location("hand_in", HERE / "submissions" / f"{attack.name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.hand_in(folder, outside)
    return folder


@each_attack
def test_it_troubles_nobody_else(attack: Attack, soft: Assignment, outside: Path, tmp_path: Path, sandbox: Sandbox):
    folder = hand_in(attack, tmp_path / "class", outside)
    (folder / "alice.py").write_text("x = 1")
    before = sorted(tmp_path.rglob("*"))
    found = {s.id: s for s in discover([folder], soft)}
    assert set(found) == {"alice", "mallory"}
    if "SAYS" in attack.header:
        with pytest.raises(Unreadable) as refused:
            found["mallory"].read()
        assert re.search(attack.header["SAYS"], refused.value.text.en)
        assert SECRET not in refused.value.text.en + refused.value.text.ja
    else:
        sources, _ = found["mallory"].read()
        assert SECRET not in repr(sources)
        with Examinee(sandbox, sources, Limits()) as examinee:
            examinee.begin_check()
            assert getattr(examinee.submission, "x", None) == attack.header["RUNS"]
    assert found["alice"].read()[0].cells == ("x = 1",)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("attack", [a for a in attacks("submissions") if "CARELESSLY" in a.header], ids=str)
def test_what_it_does_to_the_careless(attack: Attack, outside: Path, tmp_path: Path):
    folder = hand_in(attack, tmp_path / "class", outside)
    assert read_carelessly(folder, tmp_path) == attack.header["CARELESSLY"]


def read_carelessly(folder: Path, tmp_path: Path) -> str:
    """What happens to somebody who just opens what is there."""
    try:
        texts = list(_texts(next(folder.glob("mallory*")), tmp_path / "unpacked/here"))
    except BlockingIOError:
        return "hangs"
    except Exception:
        return "raises"
    if any(SECRET in text or "PATH=" in text for text in texts):
        return "leaks"
    if sum(map(len, texts)) > MUCH:
        return "grows"
    if any(path.name.startswith("escaped") for path in tmp_path.rglob("*") if "here" not in path.parts):
        return "escapes"
    shadowing = {"given", *sys.stdlib_module_names, "numpy", "msgspec"}
    return "shadowed" if any(p.stem in shadowing for p in folder.glob("mallory/*")) else "harmless"


def _texts(path: Path, target: Path) -> Any:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        for inner in path.glob("*.py"):
            yield from _texts(inner, target)
    elif stat.S_ISFIFO(status.st_mode) or stat.S_ISCHR(status.st_mode):
        raise BlockingIOError
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                if (target / name).is_dir():
                    continue
                (target / name).write_bytes(content := archive.read(name))
                yield content.decode()
    elif path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        yield "".join(cell.source for cell in notebook.cells)
    elif status.st_size > MUCH:
        yield " " * status.st_size
    else:
        yield path.read_text()
