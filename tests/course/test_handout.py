"""The hand-out works on a student's machine by itself: what is in it, and that it installs and checks offline."""

import importlib.metadata
import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tiny_course import RIGHT, TinyCourse, run_kadai

import autograder
from autograder.course.handed_out.wheels import kadai_wheel, requirements

PUBLIC = '''
    from autograder.testing import assert_close, points

    @points(1)
    def test_twice(submission):
        """Twice.

        ja: 2 倍です。
        """
        assert_close(submission.double(3), 6, what="double(3)")
'''
CELL = """
from autograder import cell_checker
def double(x): return 2 * x
print(cell_checker(globals(), "test_public.py")("twice"))
"""
AGAIN = """
from pathlib import Path
from autograder.course.handed_out.wheels import kadai_wheel
name, content = kadai_wheel()
print(name, content == Path("wheels", name).read_bytes())
"""


@pytest.fixture
def course(tmp_path: Path) -> TinyCourse:
    made = TinyCourse(tmp_path / "course").assignment(public=PUBLIC)
    made.write("assignments/tiny/handout.en.md", "# Doubling\n")
    made.write("assignments/tiny/handout.ja.md", "# 2 倍\n")
    made.write(".kadai/secret", "VERY-SECRET\n")
    return made


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_wheel_is_the_package_and_nothing_private(course: TinyCourse) -> None:
    name, content = kadai_wheel()
    assert kadai_wheel()[1] == content, "equal, whenever it is made"
    package = Path(autograder.__file__).parent
    with zipfile.ZipFile(BytesIO(content)) as wheel:
        files = {n: wheel.read(n) for n in wheel.namelist()}
    about = f"kadai-{autograder.__version__}+students.dist-info"
    assert name == f"kadai-{autograder.__version__}+students-py3-none-any.whl"
    inside = {n for n in files if not n.startswith(f"{about}/")}
    assert inside == {
        f"autograder/{p.relative_to(package).as_posix()}"
        for p in package.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    metadata = files[f"{about}/METADATA"].decode()
    needed = {re.match(r"[\w-]+", text)[0] for text in re.findall("Requires-Dist: (.+)", metadata)}
    assert needed == {"click", "numpy", "pytest", "rich"}
    record = files[f"{about}/RECORD"].decode().splitlines()
    assert {line.partition(",")[0] for line in record} == files.keys()
    assert b"kadai = autograder.cli:main" in files[f"{about}/entry_points.txt"]


def test_a_hand_out_holds_the_release_a_readme_and_the_wheel(course: TinyCourse, tmp_path: Path) -> None:
    before = names_in(course.root)
    ended = run_kadai("release", "--to", "../out", cwd=course.root)
    assert (ended.returncode, ended.stderr) == (0, "")
    wheel = kadai_wheel()[0]
    assert names_in(tmp_path / "out") == sorted(
        ["README.md", f"wheels/{wheel}"]
        + [
            f"tiny/{name}"
            for name in ("handout.en.md", "handout.ja.md", "kadai.json", "test_public.py", "tiny.ipynb", "tiny.py")
        ]
    )
    assert names_in(course.root) == before, "nothing else is written"
    readme = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    for command in (
        f".venv/bin/python -m pip install wheels/{wheel}\n",
        f".venv\\Scripts\\python -m pip install wheels/{wheel}\n",
        ".venv/bin/kadai check tiny/tiny.py --lang ja\n",
        ".venv\\Scripts\\kadai check tiny/tiny.py\n",
    ):
        assert f"\n{command}" in readme
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix != ".whl"]
    together = b"".join(path.read_bytes() for path in files)
    assert b"VERY-SECRET" not in together
    assert b"return 2 * x" not in together
    assert b"test_zero" not in together
    assert run_kadai("release", "--to", "../out", cwd=course.root).returncode == 0, "once more, over the old one"


@pytest.mark.parametrize(
    ("install", "said"),
    [("https://example.org/kadai.whl", '"https://example.org/kadai.whl"'), ("local.whl", "wheels/local.whl")],
)
def test_the_course_says_what_students_install(course: TinyCourse, tmp_path: Path, install: str, said: str) -> None:
    course.write("pyproject.toml", f'[tool.kadai]\ninstall = "{install}"\n')
    course.write("local.whl", "a wheel")
    assert run_kadai("release", "--to", "../out", cwd=course.root).returncode == 0
    assert f"-m pip install {said}\n" in (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert [n for n in names_in(tmp_path / "out") if n.endswith(".whl")] == (
        ["wheels/local.whl"] if install == "local.whl" else []
    )
    notebook = (tmp_path / "out/tiny/tiny.ipynb").read_text(encoding="utf-8")
    assert f"%pip install {'../wheels/local.whl' if install == 'local.whl' else install}" in notebook
    ended = run_kadai("release", "--to", "../out", "--offline", cwd=course.root)
    assert ended.returncode == 2
    assert "tool.kadai.install" in ended.stderr


@pytest.mark.parametrize("where", [".", "assignments/handout", "student_template", "../full"])
def test_a_hand_out_goes_into_no_folder_that_is_something_else(course: TinyCourse, tmp_path: Path, where: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.txt").write_text("mine")
    before = names_in(tmp_path)
    ended = run_kadai("release", "--to", where, cwd=course.root)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert names_in(tmp_path) == before


def test_options_that_do_not_go_together(course: TinyCourse) -> None:
    for options in (("--offline",), ("--to", "../out", "--check")):
        assert run_kadai("release", *options, cwd=course.root).returncode == 2


def test_nothing_advises_to_install_kadai_from_an_index() -> None:
    """Whoever owns the name there could hand out anything."""
    package = Path(autograder.__file__).parent
    for path in package.rglob("*"):
        if path.suffix in (".py", ".template", ".html", ".toml"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"pip install ['\"]?kadai|pypi\.org", text), path


@pytest.fixture
def index(tmp_path: Path) -> dict[str, str]:
    """An environment in which pip finds what is installed here, in place of an index."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name in closure({re.match(r"[\w-]+", text)[0] for text in requirements()} | {"colorama"}):
        repack(name, folder)
    return {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder)}


def closure(names: set[str]) -> set[str]:
    found: set[str] = set()
    while names:
        name = names.pop()
        if name in found:
            continue
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            assert name == "colorama", name
            found.add(name)
            continue
        found.add(name)
        plain = [text for text in requires if "extra ==" not in text and not re.search("python_version <", text)]
        names |= {re.match(r"[\w-]+", text)[0] for text in plain if "platform" not in text}
    return found


def repack(name: str, folder: Path) -> None:
    """The wheel of an installed package, as far as pip looks at it."""
    if name == "colorama":  # on Windows alone
        about = "colorama-0.4.6.dist-info"
        files = {
            "colorama.py": b"",
            f"{about}/METADATA": b"Metadata-Version: 2.1\nName: colorama\nVersion: 0.4.6\n",
            f"{about}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{about}/RECORD": b"",
        }
        stem, tag = "colorama-0.4.6", "py3-none-any"
    else:
        there = importlib.metadata.distribution(name)
        files = {
            file.as_posix(): there.locate_file(file).read_bytes()
            for file in there.files or ()
            if ".." not in file.parts and file.suffix != ".pyc" and "tests" not in file.parts
        }
        tags = re.findall(r"Tag: (\S+)", there.read_text("WHEEL") or "")
        tag = next((t for t in tags if t.startswith("py3-")), tags[0])
        if len(tags) > 1 and "-none-any" not in tag:
            tag = tag.rpartition("-")[0] + "-" + ".".join(t.rpartition("-")[2] for t in tags)
        stem = f"{re.sub(r'[-_.]+', '_', there.metadata['Name'])}-{there.version}"
    with zipfile.ZipFile(folder / f"{stem}-{tag}.whl", "w", zipfile.ZIP_STORED) as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)


@pytest.mark.slow
def test_a_hand_out_installs_and_checks_offline(course: TinyCourse, tmp_path: Path, index: dict[str, str]) -> None:
    """Word for word what its README says, and no network."""
    ended = subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "release", "--to", "../out", "--offline"],
        cwd=course.root,
        env=index,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ended.returncode == 1, "here is NumPy for this platform alone: " + ended.stderr
    assert "Windows, Python 3.13" in ended.stderr
    out = tmp_path / "out"
    wheels = [path.name for path in (out / "wheels").iterdir()]
    assert {w.partition("-")[0] for w in wheels if not w.endswith("-none-any.whl")} == {"numpy"}
    assert {"kadai", "pytest", "click", "rich", "colorama"} <= {w.partition("-")[0] for w in wheels}
    english = (out / "README.md").read_text(encoding="utf-8").partition("## How to check")[2]
    install, check = re.findall(r"```sh\n(.*?)```", english, re.DOTALL)
    python = "python3" if Path("/usr/bin/env").exists() else sys.executable
    student = {name: value for name, value in index.items() if not name.startswith(("PIP_", "PYTHON", "KADAI"))}
    student |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{student['PATH']}", "PIP_NO_INDEX": "1"}

    def run(command: str, code: int = 0) -> str:
        done = subprocess.run(
            command, shell=True, cwd=out, env=student, capture_output=True, text=True, timeout=280, check=False
        )
        assert done.returncode == code, (command, done.stdout, done.stderr)
        return done.stdout

    run(install.replace("python3", python))
    check = check.splitlines()[0]
    assert "not written yet" in run(check, 1)
    (out / "tiny/tiny.py").write_text(RIGHT)
    assert "1 of 1" in run(check)
    assert "1 passed" in run(".venv/bin/python -m pytest -q tiny/test_public.py")
    (out / "tiny/cell.py").write_text(CELL)
    assert "✓ twice" in run("cd tiny && ../.venv/bin/python cell.py")
    (out / "again.py").write_text(AGAIN)
    again, same = run(".venv/bin/python again.py").split()
    assert (again in wheels, same) == (True, "True"), "an installed wheel gives the same wheel"
