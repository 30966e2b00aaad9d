"""What kadai needs is declared where it is imported, and what grading needs is enough to grade with."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

from tests.examples.golden import CLASS, stored

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRA_OF = {
    "autograder/nbgrader": "nbgrader",
    "autograder/kernel": "nbgrader",
    "autograder/grading/classroom/dask.py": "dask",
}
MOST_MB = 30


def named(requirements: list[str]) -> set[str]:
    """The distributions; for an extra of kadai's own, what that names."""
    own = [extra for text in requirements for extra in re.findall(r"kadai\[([\w,]+)\]", text)]
    others = {canonical(re.match(r"[\w.-]+", text)[0]) for text in requirements}
    return others.union(*(named(PROJECT["optional-dependencies"][e]) for extra in own for e in extra.split(",")))


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


CORE = named(PROJECT["dependencies"])


def declared_for(path: Path) -> set[str]:
    relative = path.relative_to(ROOT).as_posix()
    extras = {extra for folder, extra in EXTRA_OF.items() if relative.startswith(folder)}
    return CORE.union(*(named(PROJECT["optional-dependencies"][extra]) for extra in extras), {"kadai"})


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"autograder", "kadai_sandbox", "kadai_kernel"}


def needed_by(names: set[str]) -> set[str]:
    """Some distributions and all that those need here."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonical(waiting.pop())
        if name not in found:
            found.add(name)
            plain = [text for text in distribution(name).requires or () if "extra ==" not in text]
            waiting += [
                re.match(r"[\w.-]+", text)[0]
                for text in plain
                if not re.search(r"sys_platform|python_version <|platform_", text)
            ]
    return found


def test_what_is_imported_is_declared_for_the_part_that_imports_it() -> None:
    providers = packages_distributions()
    for path in (ROOT / "autograder").rglob("*.py"):
        wanted = {module: {canonical(d) for d in providers.get(module, ())} for module in imported(path)}
        missing = {module for module, dists in wanted.items() if not dists & declared_for(path)}
        assert not missing, f"{path.relative_to(ROOT)} imports {missing}, which is not declared for it"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with what grading needs and nothing else; its interpreter."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=120)
    (packages,) = folder.glob("lib/python3*/site-packages")
    for name in needed_by(CORE):
        for file in distribution(name).files or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(distribution(name).locate_file(file), target)
    (packages / "kadai.pth").write_text(f"{ROOT}\n")
    return folder / "bin" / "python"


def test_what_grading_needs_is_small(bare: Path) -> None:
    """Unpacked, so of wheels all the more; beside NumPy's own."""
    (packages,) = bare.parents[1].glob("lib/python3*/site-packages")
    files = [
        path for path in packages.rglob("*") if path.is_file() and "numpy" not in path.relative_to(packages).parts[0]
    ]
    assert sum(path.stat().st_size for path in files) < MOST_MB << 20
    assert not list(packages.glob("matplotlib*")), "plots are an extra"


@pytest.mark.parametrize("assignment", ["softmax_with_loss", "two_layer_mse"])
def test_without_matplotlib_the_class_gets_the_same_marks(bare: Path, assignment: str, tmp_path: Path) -> None:
    """Some of its submissions import it, the plots of a notebook among them; the other marks are a golden test's."""
    report = tmp_path / "report.json"
    drawing = sorted({p.parent.name for p in CLASS.glob(f"*/{assignment}.*") if b"matplotlib" in p.read_bytes()})
    assert drawing
    for name in drawing:
        shutil.copytree(CLASS / name, tmp_path / "class" / name)
    command = [bare, "-P", "-c", "from autograder.cli import main; main()", "grade", tmp_path / "class"]
    command += [
        "--assignment",
        assignment,
        "--course",
        ROOT,
        "--json",
        report,
        "--journal",
        tmp_path / "journal.sqlite",
    ]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    got = {s["id"]: s["score"] for s in json.loads(report.read_text(encoding="utf-8"))["submissions"]}
    assert got == {name: stored(assignment)[name]["score"] for name in drawing}
