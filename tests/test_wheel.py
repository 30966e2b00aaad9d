"""The wheel holds the engine and nothing of a course."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files of a wheel built from this repository."""
    out = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []  # isolation asks pip for hatchling
    command = [sys.executable, "-m", "build", "--wheel", *isolation, "--outdir", str(out), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = out.glob("kadai-*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_it_holds_the_package_and_its_metadata_only(names: list[str]) -> None:
    others = [n for n in names if not n.startswith("autograder/") and ".dist-info/" not in n.partition("/")[0] + "/"]
    assert others == []


def test_it_holds_every_file_of_the_package(names: list[str]) -> None:
    package = [p for p in (ROOT / "autograder").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in package} <= set(names)
    for needed in (
        "autograder/py.typed",
        "autograder/reports/html/templates/base.html",
        "autograder/reports/report.schema.json",
    ):
        assert needed in names
    assert any(n.startswith("autograder/course/templates/") for n in names)


def test_it_holds_nothing_of_the_course(names: list[str]) -> None:
    folders = [ROOT / name for name in ("assignments", "reference", "shared_checks", "student_template")]
    course = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(course) > 10
    assert not {p.name for p in course} & {n.rpartition("/")[2] for n in names} - {"__init__.py"}
