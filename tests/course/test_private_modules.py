"""Modules that several assignments' tests share: who may import them, and whose names they may not have."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from soft_checks import CHECKS

from autograder.course import Assignment, Course
from autograder.course.catalogue import CatalogueError, load_equivalents, load_misconceptions
from autograder.course.handed_out.release import Release
from autograder.course.imports import imported_names
from autograder.course.private_modules import PrivateModules, module_files
from autograder.errors import UsageError

MISTAKES = """\
from autograder.testing import misconception

def no_mean(*fails, change=(('.sum() / n', '.sum()'),)):
    misconception('no_mean', change=change, fails=fails, en='e', ja='j', ask_en='e', ask_ja='j')
"""


@pytest.fixture
def write(root: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


Write = Callable[[str, str], Path]


@pytest.fixture
def uses(root: Path, write: Write) -> Callable[..., Assignment]:
    """The assignment, made to use some shared folders."""

    def uses(*names: str) -> Assignment:
        for name in names:
            (root / "shared_checks" / name).mkdir(parents=True, exist_ok=True)
        write("assignments/soft/assignment.toml", f"uses = {list(names)}\n")
        return Course(root).assignment("soft")

    return uses


def test_an_assignment_says_where_its_private_modules_are(uses: Callable[..., Assignment], root: Path):
    soft = uses("b", "a")
    assert soft.module_folders == (root / "assignments/soft", root / "shared_checks/b", root / "shared_checks/a")


def test_the_shared_folder_can_be_called_otherwise(root: Path, write: Write):
    write("pyproject.toml", "[tool.kadai]\nshared = 'common/tests'\n")
    write("common/tests/nets/problems.py", "")
    write("assignments/soft/assignment.toml", "uses = ['nets']")
    assert Course(root).assignment("soft").uses == (root / "common/tests/nets",)
    assert root / "common/tests" in Course(root).private
    assert 'shared = "common/tests"' in Course(root).settings()


@pytest.mark.parametrize("place", ["assignments", "assignments/shared", "student_template/x", "..", "a/../assignments"])
def test_the_shared_folder_is_neither_an_assignment_nor_handed_out(root: Path, write: Write, place: str):
    write("pyproject.toml", f"[tool.kadai]\nshared = '{place}'\n")
    with pytest.raises(UsageError, match=r"pyproject\.toml: 'tool\.kadai\.shared' (may not lie in|leads out of)"):
        Course(root)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("uses = ['netz']", r"assignment\.toml: 'uses' names 'netz', .*shared_checks; did you mean 'nets'\?"),
        ("uses = ['../reference']", r"'uses' names '\.\./reference', but there is no such folder"),
        ("uses = ['nets/deep']", "'uses' names 'nets/deep', but there is no such folder"),
        ("uses = ['nets', 'nets']", "names nothing twice"),
        ("uses = 'nets'", "'uses' must be a list of strings"),
    ],
)
def test_a_wrong_uses_is_named(root: Path, write: Write, toml: str, says: str):
    write("shared_checks/nets/deep/problems.py", "")
    write("assignments/soft/assignment.toml", toml)
    with pytest.raises(UsageError, match=says):
        Course(root).assignment("soft")


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("assignments/soft/problems.py", "problems"),
        ("assignments/soft/problems/__init__.py", "problems"),
        ("assignments/soft/test_hidden.py", "test_hidden"),
        ("shared_checks/other/problems.py", "problems"),
        ("reference/soft.py", "soft"),
        ("reference/helper.py", "helper"),
        ("random.py", "random"),
        ("numpy/__init__.py", "numpy"),
        ("autograder/__init__.py", "autograder"),
        ("itself", "sys"),
    ],
)
def test_a_name_means_one_module(root: Path, write: Write, other: str, name: str):
    if "/problems" in other:
        write(other, "")
    write(f"shared_checks/nets/{name}.py", "")
    write("assignments/soft/assignment.toml", "uses = ['other', 'nets']")
    (root / "shared_checks/other").mkdir(exist_ok=True)
    with pytest.raises(UsageError, match=rf"nets/{name}\.py: the name '{name}' is taken by .*{other}") as error:
        Course(root).assignment("soft")
    assert "give the shared module another one" in str(error.value)


def test_what_is_shared_is_part_of_digest_and_bundle(uses: Callable[..., Assignment], root: Path, write: Write):
    without = uses().digest
    soft, path = uses("nets"), write("shared_checks/nets/problems.py", "N = 1\n")
    write("shared_checks/nets/notes.md", "")
    write("shared_checks/others/not_used.py", "")
    assert soft.digest != without
    before = soft.digest
    write("shared_checks/nets/notes.md", "changed")
    write("shared_checks/others/not_used.py", "changed = 1")
    assert soft.digest == before
    path.write_text("N = 2\n")
    assert soft.digest != before
    shared = {name for name in soft.bundle() if name.startswith("shared_checks/")}
    assert shared == {"shared_checks/nets/problems.py"}


def test_a_bundle_is_a_course_that_grades_the_same(
    uses: Callable[..., Assignment], root: Path, write: Write, tmp_path: Path
):
    write("shared_checks/nets/problems.py", "N = 1\n")
    soft = uses("nets")
    for name, content in soft.bundle().items():
        path = tmp_path / "copy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert Course(tmp_path / "copy").assignment("soft").digest == soft.digest


def test_a_catalogue_imports_what_lies_beside_it_and_what_it_uses(uses: Callable[..., Assignment], write: Write):
    write("shared_checks/nets/mistakes.py", MISTAKES)
    write("shared_checks/nets/loops.py", "def softmax(x): ...\n")
    write("assignments/soft/names.py", "LOSS = ['forward', 'loss']\n")
    write("assignments/soft/misconceptions.py", "import mistakes, names\nmistakes.no_mean(*names.LOSS)\n")
    write(
        "assignments/soft/equivalents.py",
        "from autograder.testing import equivalent\n"
        "equivalent('l', module='loops.py', change=[('(x)', '(z)')], why='w')\n",
    )
    soft, path = uses("nets"), list(sys.path)
    (wrong,) = load_misconceptions(soft)
    assert wrong.fails == ("forward", "loss")
    (right,) = load_equivalents(soft)
    assert right.source == "def softmax(z): ...\n"
    assert sys.path == path
    assert not {"mistakes", "names"} & sys.modules.keys()


def test_an_error_in_a_shared_catalogue_is_named_where_it_is(uses: Callable[..., Assignment], write: Write):
    write("assignments/soft/misconceptions.py", "import mistakes\n\nmistakes.no_mean('a')\n")
    write("shared_checks/nets/mistakes.py", "def no_mean(name):\n    1 / 0\n")
    with pytest.raises(CatalogueError, match=r"nets/mistakes\.py, line 2: cannot be run: ZeroDivisionError"):
        load_misconceptions(uses("nets"))
    write("shared_checks/nets/mistakes.py", "x = 1\ndef no_mean(name:\n")
    with pytest.raises(CatalogueError, match=r"nets/mistakes\.py, line 2: cannot be run: SyntaxError"):
        load_misconceptions(uses("nets"))
    with pytest.raises(CatalogueError, match=r"misconceptions\.py, line 1: cannot be run: ModuleNotFoundError"):
        load_misconceptions(uses())
    write("shared_checks/nets/mistakes.py", MISTAKES.replace(".sum() / n", "nowhere"))
    with pytest.raises(CatalogueError, match=r"misconceptions\.py: 'no_mean' changes a text that is not there"):
        load_misconceptions(uses("nets"))


def test_catalogues_of_two_assignments_do_not_meet(root: Path, write: Write):
    for id in ("one", "two"):
        write(f"reference/{id}.py", "x = 1\n")
        write(f"assignments/{id}/assignment.toml", f"uses = ['{id}']\n")
        write(f"assignments/{id}/beside.py", f"NAME = '{id}'\n")
        write(f"shared_checks/{id}/common.py", f"from beside import NAME\nVALUE = {len(id)}{len(id)}\n")
        write(
            f"assignments/{id}/equivalents.py",
            "import common\nfrom autograder.testing import equivalent\n"
            "equivalent(common.NAME, change=[('1', str(common.VALUE))], why='w')\n",
        )
        write(f"shared_checks/{id}/common.py", f"from beside import NAME\nVALUE = '{id}'\n")
    for id in ("one", "two", "one"):
        (entry,) = load_equivalents(Course(root).assignment(id))
        assert (entry.id, entry.source) == (id, f"x = {id}\n")


def test_students_are_given_nothing_that_is_shared(uses: Callable[..., Assignment], write: Write):
    path = write("shared_checks/nets/problems.py", "SECRET = 'secret of the shared folder'\n")
    soft = uses("nets")
    files = Release(soft, CHECKS).files
    assert "problems.py" not in files
    assert not any(b"secret of the shared folder" in content for content in files.values())
    write("assignments/soft/test_public.py", "from problems import SECRET\n\n\ndef test_example(submission): ...\n")
    with pytest.raises(UsageError, match=r"test_public\.py imports 'problems', but students are never given") as error:
        Release(soft, CHECKS)
    assert str(path) in str(error.value)
    write("assignments/soft/assignment.toml", "uses = ['nets']\ngiven = ['problems.py']\n")
    with pytest.raises(UsageError, match=r"the given module 'problems\.py' is neither in"):
        Course(soft.course.root).assignment("soft")


def test_the_courses_own_template_holds_nothing_that_is_shared():
    course = Course(Path(__file__).parents[2])
    shared = {name for folder in course.shared_folder.iterdir() for name in module_files(folder)}
    given = [path for path in course.template_folder.rglob("*.py") if not path.name.startswith(".")]
    assert shared
    assert not shared & {path.stem for path in given}
    assert not any(imported_names(path.read_text(encoding="utf-8")) & shared for path in given)


def test_modules_come_back_as_they_were_left_and_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        folder.mkdir()
        (folder / "common_problems.py").write_text(f"name = {folder.name!r}\n")
    one, two = (PrivateModules([folder]) for folder in folders)
    with one:
        import common_problems

        first = common_problems
        first.name += " changed"
    with two:
        import common_problems

        assert common_problems.name == "two"
        with PrivateModules([tmp_path / "two", tmp_path / "one"]):  # as a catalogue is loaded where tests are running
            import common_problems as again

            assert again is common_problems
        assert sys.modules["common_problems"] is common_problems
    with one:
        import common_problems

        assert common_problems is first
    assert "common_problems" not in sys.modules
    assert not list(tmp_path.rglob("__pycache__"))
