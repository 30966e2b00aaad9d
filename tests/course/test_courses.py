"""Courses and assignments: what the settings say, and what is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.course.assignment import is_id
from autograder.course.handouts import address_of
from autograder.errors import UsageError
from autograder.text import NOTHING, Text


def set_toml(root: Path, text: str) -> None:
    (root / "assignments/soft/assignment.toml").write_text(text, encoding="utf-8")


def set_project(root: Path, text: str) -> None:
    (root / "pyproject.toml").write_text(text, encoding="utf-8")


def test_a_course_is_found_from_below(root: Path, monkeypatch: pytest.MonkeyPatch):
    assert Course.find(root / "assignments/soft").root == root
    monkeypatch.chdir(root / "reference")
    assert Course.find().root == root


def test_a_named_folder_without_settings_is_a_course(root: Path):
    (root / "pyproject.toml").unlink()
    (root.parent / "pyproject.toml").write_text("[tool.kadai]\n")  # even within another course
    assert Course.find(root).root == root
    (root.parent / "pyproject.toml").unlink()
    with pytest.raises(UsageError, match=r"\[tool\.kadai\].*--course DIR"):
        Course.find(root / "reference")


def test_another_tools_pyproject_is_not_a_course(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\n")
    with pytest.raises(UsageError, match="kadai init"):
        Course.find(tmp_path)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("[tool.kadai]\nasignments = 'a'", r"pyproject\.toml: unknown key 'tool\.kadai\.asignments'.*'assignments'"),
        ("[tool.kadai]\nassignments = 3", r"'tool\.kadai\.assignments' must be a string"),
        ("[tool.kadai]\nassignments = 'elsewhere'", "elsewhere: the folder of the assignments is missing"),
        ("[tool.kadai]\nreference = '../..'", "leads out of the course"),
        ("[tool]\nkadai = 3", r"must be a table"),
        ("[tool.kadai", "not valid TOML"),
        ("[tool.kadai]\nhandouts = 'javascript:alert(1)'", "'tool.kadai.handouts' must begin with https://"),
        ("[tool.kadai]\nhandouts = 'https://a.jp/{id}'", r"may hold \{assignment\} and \{language\}, not \{id\}"),
        ("[tool.kadai.limits]\ncall_second = 3", r"'tool\.kadai\.limits\.call_second'; did you mean 'call_seconds'"),
        ("[tool.kadai.limits]\ncall_seconds = 0", r"'tool\.kadai\.limits\.call_seconds' must be a number above 0"),
    ],
)
def test_wrong_settings_are_named(root: Path, settings: str, says: str):
    set_project(root, settings)
    with pytest.raises(UsageError, match=says):
        Course.find(root)


def test_a_course_may_say_where_its_handouts_are(root: Path):
    assert address_of(Course(root).handouts, "soft") == NOTHING
    set_project(root, "[tool.kadai]\nhandouts = 'https://a.jp/{assignment}/handout.{language}.md'\n")
    there = Text("https://a.jp/soft/handout.en.md", "https://a.jp/soft/handout.ja.md")
    assert address_of(Course(root).handouts, "soft") == there


def test_folders_can_be_called_otherwise(root: Path):
    (root / "assignments").rename(root / "kadai")
    (root / "reference").rename(root / "answers")
    set_project(root, "[tool.kadai]\nassignments = 'kadai'\nreference = 'answers'\nstudent_template = 'out'\n")
    soft = Course(root).assignment("soft")
    assert soft.folder == root / "kadai/soft"
    assert soft.reference_path == root / "answers/soft.py"
    assert soft.template_folder == root / "out/soft"


def test_the_secret_comes_from_the_variable_or_the_file(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KADAI_SECRET", raising=False)
    assert Course(root).secret == ""
    (root / ".kadai").mkdir()
    (root / ".kadai/secret").write_text("s3cret\n")
    assert Course(root).secret == "s3cret"
    set_project(root, "[tool.kadai]\nsecret_file = 'my.key'\n")
    (root / "my.key").write_text("other")
    assert Course(root).secret == "other"
    monkeypatch.setenv("KADAI_SECRET", "from outside")
    assert Course(root).secret == "from outside"


def test_an_unknown_assignment_is_refused_with_the_known_ones(course: Course):
    with pytest.raises(UsageError, match=r"'sotf'; did you mean 'soft'\? \(known are soft\)"):
        course.assignment("sotf")
    shutil.rmtree(course.assignments_folder / "soft")
    with pytest.raises(UsageError, match="kadai new"):
        course.assignment("soft")


def test_ids_are_plain_names(course: Course):
    assert all(map(is_id, ["a", "two_layer_net", "week-1", "3d"]))
    assert not any(map(is_id, ["", ".git", "a b", "../a", "-x", "課題", "a\n"]))
    assert course.ids() == tuple(a.id for a in course.assignments()) == ("soft",)


def test_an_assignment_says_where_its_parts_are(soft: Assignment, root: Path):
    assert soft.title == Text("Softmax", "ソフトマックス")
    assert soft.reference_path == root / "reference/soft.py"
    assert soft.hidden_tests == root / "assignments/soft/test_hidden.py"
    assert soft.given == (root / "reference/helper.py",)
    assert "SOLUTION" not in soft.given_texts["helper.py"]
    assert "x.max" in soft.given_texts["helper.py"]
    assert soft.preload == ("matplotlib.pyplot",)


def test_an_empty_assignment_toml_is_enough(root: Path):
    set_toml(root, "")
    bare = Course(root).assignment("soft")
    assert bare.title == Text.same("soft")
    assert bare.given_texts == {}
    assert bare.limits == Course(root).limits


def test_a_title_may_be_one_string_or_one_language(root: Path):
    set_toml(root, "title = 'One'")
    assert Course(root).assignment("soft").title == Text.same("One")
    set_toml(root, "[title]\nja = '課題'")
    assert Course(root).assignment("soft").title == Text.same("課題")


def test_limits_of_the_assignment_stand_over_those_of_the_course(root: Path):
    set_project(root, "[tool.kadai.limits]\ncall_seconds = 3\nmemory_mb = 700\n")
    set_toml(root, "[limits]\ncall_seconds = 0.5\n")
    limits = Course(root).assignment("soft").limits
    assert (limits.call_seconds, limits.memory_mb) == (0.5, 700)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("titel = 'x'", r"assignment\.toml: unknown key 'titel'; did you mean 'title'"),
        ("[title]\nfr = 'x'", r"unknown key 'title\.fr'"),
        ("[title]\nen = ''", r"'title\.en' must be a string that is not empty"),
        ("limits = 3", r"'limits' must be a table"),
        ("[limits]\ncall_seconds = true", r"'limits\.call_seconds' must be a number above 0"),
        ("[limits]\ncall_seconds = inf", r"'limits\.call_seconds' must be a number above 0"),
        ("[limits]\nmemory_mb = 512.5", r"'limits\.memory_mb' must be a whole number"),
        ("given = 'helper.py'", "'given' must be a list of strings"),
        ("given = ['helper.py', 'helper.py']", "names nothing twice"),
        ("given = ['nowhere.py']", r"'nowhere\.py' is neither in .*assignments/soft nor in .*reference"),
        ("given = ['test_hidden.py']", r"may not name 'test_hidden\.py'"),
        ("given = ['soft.py']", r"may not name 'soft\.py'"),
        ("given = ['../reference/helper.py']", "may not name"),
        ("preload = [3]", "'preload' must be a list of strings"),
        ("\x00", "not valid TOML"),
    ],
)
def test_a_wrong_assignment_toml_is_named(root: Path, toml: str, says: str):
    set_toml(root, toml)
    with pytest.raises(UsageError, match=says):
        Course(root).assignment("soft")


def test_a_missing_or_unreadable_reference_is_named(soft: Assignment):
    soft.reference_path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"soft\.py: the reference of 'soft' is not UTF-8"):
        soft.reference_text()
    soft.reference_path.unlink()
    with pytest.raises(UsageError, match=r"soft\.py: the reference of 'soft' is missing"):
        soft.reference_text()


def test_sources_of_a_text_come_with_what_is_given(soft: Assignment):
    sources = soft.sources_of("x = 1")
    assert (sources.main, sources.module, sources.cells) == ("soft.py", "soft", ("x = 1",))
    assert sources.given == soft.given_texts


def test_the_digest_is_the_same_elsewhere(root: Path, tmp_path: Path):
    shutil.copytree(root, tmp_path / "copy")
    assert Course(root).assignment("soft").digest == Course(tmp_path / "copy").assignment("soft").digest


def append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("a") as file:
            file.write("\n# changed\n")

    return change


def write(name: str, text: str) -> Callable[[Path], None]:
    return lambda root: (root / name).write_text(text) and None


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        (append("assignments/soft/test_hidden.py"), True),
        (append("assignments/soft/test_public.py"), True),
        (append("reference/soft.py"), True),
        (append("reference/helper.py"), True),
        (write("assignments/soft/golden.json", "[]"), True),
        (write("assignments/soft/misconceptions.py", ""), True),
        (write("pyproject.toml", "[tool.kadai.limits]\ncall_seconds = 1\n"), True),
        (append("assignments/soft/handout.en.md"), False),
        (write("assignments/soft/soft.ipynb", "{}"), False),
        (write("assignments/soft/.hidden", "x"), False),
        (write("reference/unrelated.py", "x = 1"), False),
    ],
)
def test_the_digest_covers_what_a_grade_depends_on(root: Path, change: Callable[[Path], None], matters: bool):
    before = Course(root).assignment("soft").digest
    change(root)
    assert (Course(root).assignment("soft").digest != before) == matters


@pytest.mark.parametrize(
    ("name", "before", "after", "grades", "outcomes"),
    [
        ("misconceptions.py", "x = 1\n", "x = 2\n", True, False),
        ("misconceptions.py", "x = 1\n", '"""Words."""\n\nx  =  (1)  # more\n', False, False),
        ("misconceptions.py", "def f():\n    return 1\n", "def f():\n    'Words.'\n    return 1\n", False, False),
        ("misconceptions.py", "x = 'a'\n", "x = '''a'''\n", False, False),
        ("misconceptions.py", "x = 'a # b'\n", "x = 'a # c'\n", True, False),
        ("misconceptions.py", "'a'\nx = __doc__\n", "'b'\nx = __doc__\n", True, False),
        ("misconceptions.py", "no Python (\n", "no Python [\n", True, False),
        ("equivalents.py", "x = 1\n", "x = 2\n", True, False),
        ("equivalents.py", "x = 1\n", "x = 1  # more\n", False, False),
        ("given.py", "x = 1\n", "x = 1  # more\n", True, True),
    ],
)
def test_of_a_catalogue_its_code_counts_where_it_can(
    root: Path, name: str, before: str, after: str, grades: bool, outcomes: bool
) -> None:
    file = root / "assignments/soft" / name
    file.write_text(before)
    old = Course(root).assignment("soft")
    grade, checks = old.digest, old.checks_digest
    file.write_text(after)
    new = Course(root).assignment("soft")
    assert (new.digest != grade, new.checks_digest != checks) == (grades, outcomes)


@pytest.mark.parametrize("name", ["misconceptions", "equivalents"])
def test_a_catalogue_that_tests_import_is_one_of_the_tests(root: Path, name: str) -> None:
    file, tests = root / f"assignments/soft/{name}.py", root / "assignments/soft/test_hidden.py"
    tests.write_text(f"from {name} import x\n{tests.read_text()}")
    file.write_text("x = 1\n")
    before = Course(root).assignment("soft").checks_digest
    file.write_text("x = 2\n")
    assert Course(root).assignment("soft").checks_digest != before


@pytest.mark.parametrize(
    ("imports", "grades", "outcomes"),
    [
        ({"misconceptions": "slips"}, True, False),
        ({"misconceptions": "groups", "groups": "slips"}, True, False),
        ({"misconceptions": "slips", "equivalents": "slips"}, True, False),
        ({"equivalents": "slips"}, True, False),
        ({"misconceptions": "slips", "test_hidden": "slips"}, True, True),
        ({"misconceptions": "slips", "test_hidden": "groups", "groups": "slips"}, True, True),
        ({"misconceptions": "slips", "test_hidden": "misconceptions"}, True, True),
        ({}, True, True),  # nobody knows what it is for
    ],
)
def test_modules_that_only_a_catalogue_imports_are_of_the_catalogue(
    root: Path, imports: dict[str, str], grades: bool, outcomes: bool
) -> None:
    folder = root / "assignments/soft"
    for name, imported in imports.items():
        file = folder / f"{name}.py"
        file.write_text(f"import {imported}\n{file.read_text() if file.is_file() else ''}")
    seen = {}
    for code in ("x = 1\n", "x = 1  # words\n", "x = 2\n"):
        (folder / "slips.py").write_text(code)
        soft = Course(root).assignment("soft")
        seen[code] = soft.digest, soft.checks_digest
    one, words, other = seen.values()
    assert (one[0] != other[0], one[1] != other[1]) == (grades, outcomes)
    assert (one[0] != words[0], one[1] != words[1]) == (outcomes, outcomes), "remarks of a catalogue are no change"


def test_tests_count_whatever_a_catalogue_imports(root: Path) -> None:
    (root / "assignments/soft/misconceptions.py").write_text("import test_hidden\n")
    before = Course(root).assignment("soft")
    digests = before.digest, before.checks_digest
    append("assignments/soft/test_hidden.py")(root)
    after = Course(root).assignment("soft")
    assert after.digest != digests[0]
    assert after.checks_digest != digests[1]


def test_the_digest_covers_what_the_reference_imports_and_not_the_secret(root: Path, monkeypatch: pytest.MonkeyPatch):
    set_toml(root, "")  # the helper is not given here, but imported all the same
    before = Course(root).assignment("soft").digest
    append("reference/helper.py")(root)
    after = Course(root).assignment("soft").digest
    monkeypatch.setenv("KADAI_SECRET", "another")
    assert before != after == Course(root).assignment("soft").digest
