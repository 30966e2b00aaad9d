"""Of all that a student hands in, the file that was worked on is taken, and what was passed over is said."""

import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from soft_checks import CHECKS
from soft_course import fill

from autograder.course import Assignment, Course, Unreadable
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.choosing import Choice, choose
from autograder.course.handed_in.trees import Alone, Entry, Folder, Tree
from autograder.course.handed_out.release import Release

Files = Mapping[str, str | bytes]

SOFTMAX = "def softmax(x):\n    e = np.exp(x)\n    return e / e.sum(axis=1, keepdims=True)\n"
LOSS = "class Loss:\n    def forward(self, y, t):\n        return -np.log((y * t).sum(axis=1)).mean()\n"
WORK = f"import numpy as np\n\n{SOFTMAX}\n\n{LOSS}"
BETTER = WORK.replace("np.exp(x)", "np.exp(x - x.max(axis=1, keepdims=True))")
PARTLY = f"import numpy as np\n\n{SOFTMAX}"


def notebook(*cells: str) -> str:
    codes = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": codes})


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def on_disk(folder: Path, files: Files) -> Folder:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Folder(folder)


@pytest.fixture(scope="module")
def soft(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    root = fill(tmp_path_factory.mktemp("choosing") / "course")
    for other in ("layers", "softer"):
        (root / "assignments" / other).mkdir()
        (root / "assignments" / other / "assignment.toml").touch()
    return Course(root).assignment("soft")


@pytest.fixture(scope="module")
def released(soft: Assignment) -> dict[str, bytes]:
    return dict(Release(soft, CHECKS).files)


STUB, STUB_NB = "<the module as released>", "<the notebook as released>"


def filled(files: Files, released: Mapping[str, bytes]) -> dict[str, str | bytes]:
    stubs = {STUB: released["soft.py"], STUB_NB: released["soft.ipynb"]}
    return {name: stubs.get(c, c) if isinstance(c, str) else c for name, c in files.items()}


def kinds(choice: Choice) -> list[str]:
    return [remark.kind for remark in choice.account.attention]


WORKED = notebook("import numpy as np", SOFTMAX, LOSS)
# What a student hands in; the file that is to be taken; what a person should see.
SHAPES: list[tuple[Files, str, list[str]]] = [
    ({"soft.py": WORK}, "soft.py", []),
    ({"soft.ipynb": WORKED}, "soft.ipynb", []),
    # copies beside what was released
    ({"soft.ipynb": STUB_NB, "Copy of soft.ipynb": WORKED}, "Copy of soft.ipynb", ["untouched"]),
    ({"soft.ipynb": STUB_NB, "soft-Copy1.ipynb": WORKED}, "soft-Copy1.ipynb", ["untouched"]),
    ({"soft.ipynb": STUB_NB, "soft__20221104104101.ipynb": WORKED}, "soft__20221104104101.ipynb", ["untouched"]),
    ({"soft.ipynb": STUB_NB, "soft のコピー.ipynb": WORKED}, "soft のコピー.ipynb", ["untouched"]),
    ({"soft.py": STUB, "soft (1).py": WORK}, "soft (1).py", ["untouched"]),
    ({"soft.py": STUB, "soft - コピー.py": WORK}, "soft - コピー.py", ["untouched"]),
    ({"soft.py": STUB, "my_answer.py": WORK}, "my_answer.py", ["untouched"]),
    ({"soft.py": WORK, "soft.ipynb": STUB_NB}, "soft.py", []),
    ({"soft.py": STUB, "soft.ipynb": WORKED}, "soft.ipynb", []),
    ({"soft.py": WORK, "Copy of soft.py": STUB}, "soft.py", []),
    # versions
    ({"soft_v1.py": WORK, "soft_v2.py": BETTER}, "soft_v2.py", ["doubtful_file"]),
    ({"soft.py": WORK, "soft_final.py": BETTER}, "soft_final.py", ["doubtful_file"]),
    ({"soft_old.py": WORK, "soft.py": BETTER}, "soft.py", []),
    ({"backup/soft.py": WORK, "src/soft.py": BETTER}, "src/soft.py", []),
    ({"soft.py": WORK, "soft copy.py": WORK}, "soft.py", []),
    ({"soft.py": WORK, "soft_v2.py": PARTLY}, "soft.py", ["doubtful_file"]),
    # other files beside it
    ({"setup.py": "from setuptools import setup\nsetup()", "src/soft.py": WORK}, "src/soft.py", []),
    ({"memo.ipynb": notebook("1 + 1"), "課題/soft.ipynb": WORKED}, "課題/soft.ipynb", []),
    ({"__init__.py": "", "ch05/soft.py": WORK}, "ch05/soft.py", []),
    ({"scratch.py": "x = 1", "soft.zip": zipped({"soft.py": WORK})}, "soft.zip/soft.py", []),
    ({"layers.py": "x = 1", "soft.zip": zipped({"a/soft.py": WORK})}, "soft.zip/a/soft.py", []),
    ({"layers.py": "x = 1", "soft.py.txt": WORK}, "soft.py.txt", []),
    ({"soft.ipynb.json": WORKED, "data.json": "{}"}, "soft.ipynb.json", []),
    ({"soft.txt": WORK}, "soft.txt", []),
    ({"answer.json": WORKED, "notes.txt": "hello"}, "answer.json", []),
    ({"src/soft.py": WORK, "docs/conf.py": "project = 'x'"}, "src/soft.py", []),
    ({"week3/layers.py": WORK, "week4/soft.py": WORK}, "week4/soft.py", []),
    ({"1/2/3/4/5/6/7/soft.py": WORK}, "1/2/3/4/5/6/7/soft.py", []),
    ({"soft.py": WORK, "test_soft.py": WORK, "helper.py": WORK, "layers.py": WORK}, "soft.py", []),
    ({"venv/lib/soft.py": WORK, "mine.py": WORK}, "mine.py", []),
    ({"env/pyvenv.cfg": "", "env/soft.py": WORK, "mine.py": WORK}, "mine.py", []),
    ({"layers/soft.py": BETTER, "soft/soft.py": WORK}, "soft/soft.py", []),
    ({"softer.py": WORK, "soft.py": BETTER}, "soft.py", []),
    ({"soft.py": "from functions import *\n" + LOSS, "functions.py": PARTLY}, "soft.py", []),
    ({"functions.py": PARTLY, "classes.py": "from functions import *\n" + LOSS}, "classes.py", []),
    ({"a.py": PARTLY, "b.py": LOSS, "main.py": "from a import *\nfrom b import Loss"}, "main.py", []),
    ({"soft.py": WORK, "soft.ipynb": notebook("from soft import *", "softmax(1)")}, "soft.py", []),
    ({"soft.py": WORK, "soft.ipynb": notebook("x = 1")}, "soft.py", []),
    ({"soft.py": "%run functions.py\n" + LOSS, "functions.py": PARTLY}, "soft.py", []),
    (
        {"soft.ipynb": notebook("%run '../functions.ipynb'", LOSS), "functions.ipynb": notebook(PARTLY)},
        "soft.ipynb",
        [],
    ),
    # doubt
    ({"soft.py": WORK, "my_answer.py": BETTER}, "soft.py", ["doubtful_file"]),
    ({"soft.py": WORK, "soft.ipynb": notebook(BETTER)}, "soft.py", ["doubtful_file"]),
    ({"a.py": WORK, "b.py": BETTER}, "a.py", ["doubtful_file"]),
    ({"soft.py": STUB}, "soft.py", ["untouched"]),
    ({"soft.ipynb": STUB_NB}, "soft.ipynb", ["untouched"]),
    ({"soft.py": "x = 1\n"}, "soft.py", ["no_asked_name"]),
    ({"a.py": "x = 1\n", "b.py": "y = 1\n"}, "a.py", ["no_asked_name"]),
    ({"soft.py": b"%PDF-1.7", "other.py": WORK}, "other.py", ["unreadable"]),
]


@pytest.mark.parametrize("way", ["folder", "zip", "in one folder", "zip in a folder"])
@pytest.mark.parametrize(("files", "taken", "attention"), SHAPES, ids=[", ".join(files) for files, _, _ in SHAPES])
def test_the_file_that_was_worked_on_is_taken(
    soft: Assignment,
    released: dict[str, bytes],
    tmp_path: Path,
    way: str,
    files: Files,
    taken: str,
    attention: list[str],
):
    content = filled(files, released)
    before, tree = "", Folder(tmp_path)
    match way:
        case "folder":
            found: Tree = on_disk(tmp_path, content)
        case "zip":
            found = Archive(zipped(content), "ann.zip")
        case "in one folder":
            before = "ann's work/"
            found = on_disk(tmp_path, {before + name: c for name, c in content.items()})
        case _:
            before = "work.zip/"
            found = on_disk(tmp_path, {"work.zip": zipped(content)})
    assert tree.name
    choice = choose(found, soft)
    assert choice.account.file == before + taken
    assert kinds(choice) == attention
    for passed in choice.account.passed_over:
        assert passed.file != choice.account.file
        assert passed.reason.en
        assert passed.reason.ja != passed.reason.en


@pytest.mark.parametrize("name", [f for files, f, _ in SHAPES if len(files) == 1 and "/" not in f])
def test_a_file_by_itself_follows_the_same_rules(
    soft: Assignment, released: dict[str, bytes], tmp_path: Path, name: str
):
    files = next(files for files, taken, _ in SHAPES if taken == name and len(files) == 1)
    tree = on_disk(tmp_path, {**filled(files, released), "soft_final.py": BETTER})
    alone = choose(Alone(tree, Entry(name, "file")), soft)
    assert alone.account.file == name
    assert alone.account.passed_over == ()


def test_what_was_changed_last_decides_where_nothing_else_does(soft: Assignment, tmp_path: Path):
    tree = on_disk(tmp_path, {"soft.py": WORK, "soft (1).py": BETTER})
    for newer, older in (("soft.py", "soft (1).py"), ("soft (1).py", "soft.py")):
        os.utime(tmp_path / older, (1_000_000, 1_000_000))
        os.utime(tmp_path / newer, (2_000_000, 2_000_000))
        choice = choose(tree, soft)
        assert choice.account.file == newer
        assert kinds(choice) == ["doubtful_file"]
        (passed,) = choice.account.passed_over
        assert "changed later" in passed.reason.en


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"report.pdf": b"%PDF", "memo.txt": "hello"},
            "alice holds memo.txt and report.pdf, and no Python file or notebook",
        ),
        (
            {"layers.py": WORK},
            "alice holds layers.py: given files, tests or other assignments, but no file for this one",
        ),
        ({"soft.py": b"<!DOCTYPE html><html>"}, "soft.py is a web page"),
        ({"soft.ipynb": b"PK\3\4" + b"word/document.xml"}, "soft.ipynb is a Word document"),
        ({"soft.ipynb": "{", "memo.py": "x = 1"}, "its JSON is broken"),
        ({"soft.zip": b"no zip"}, "soft.zip is not a zip file"),
    ],
)
def test_what_was_found_is_said(soft: Assignment, tmp_path: Path, files: Files, says: str):
    with pytest.raises(Unreadable, match=says) as error:
        choose(on_disk(tmp_path / "alice", files), soft)
    assert error.value.text.ja != error.value.text.en


def test_the_account_of_what_cannot_be_read_says_which_file_it_is(soft: Assignment, tmp_path: Path):
    with pytest.raises(Unreadable) as error:
        choose(on_disk(tmp_path, {"soft.ipynb": "{", "memo.py": "x = 1"}), soft)
    account = error.value.account
    assert account.file == "soft.ipynb"
    assert [passed.file for passed in account.passed_over] == ["memo.py"]


def test_what_only_a_main_block_defines_is_told(soft: Assignment, tmp_path: Path):
    text = 'if __name__ == "__main__":\n    ' + WORK.replace("\n", "\n    ")
    (remark,) = choose(on_disk(tmp_path, {"soft.py": text}), soft).account.attention
    assert remark.kind == "no_asked_name"
    assert "defines Loss, softmax only below `if __name__" in remark.text.en


def test_a_broken_text_is_looked_at_as_far_as_it_goes(soft: Assignment, tmp_path: Path):
    broken = WORK.replace("def forward(self, y, t):", "def forward(self, y, t)")
    choice = choose(on_disk(tmp_path, {"a.py": "x = 1", "b.py": broken}), soft)
    assert (choice.account.file, kinds(choice)) == ("b.py", [])


@pytest.mark.parametrize("change", [str.upper, lambda text: "\n\n# a comment\n" + text.replace("\n\n", "\n\n\n")])
def test_an_untouched_stub_is_one_whatever_its_layout(
    soft: Assignment, released: dict[str, bytes], tmp_path: Path, change
):
    stub = released["soft.py"].decode()
    head, _, rest = stub.partition("import numpy")
    text = (
        (change(head) if change is str.upper else "") + "import numpy" + (rest if change is str.upper else change(rest))
    )
    tree = on_disk(tmp_path, {"soft.py": text, "mine.py": WORK})
    assert choose(tree, soft).account.file == "mine.py"


def test_large_folders_that_nobody_imports_do_not_matter(soft: Assignment, tmp_path: Path):
    pictures = {f"dataset/{n}.png": b"" for n in range(2001)}
    modules = {f"node_modules/{n}/index.py": "softmax = 1" for n in range(20)}
    choice = choose(on_disk(tmp_path, {"soft.py": WORK, **pictures, **modules}), soft)
    assert choice.account.file == "soft.py"
    assert [note.en for note in choice.account.notes] == [
        "Not looked into, since it holds installed packages: node_modules."
    ]


def test_a_folder_of_endless_files_is_not_gone_through_but_its_own_file_is_found(
    soft: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("autograder.course.handed_in.walking._MAX_FOLDER", 50)
    choice = choose(on_disk(tmp_path, {"soft.py": WORK, **{f"{n}.png": b"" for n in range(60)}}), soft)
    assert choice.account.file == "soft.py"
    (note,) = choice.account.notes
    assert "was not looked into" in note.en


def test_a_person_may_say_which_file_it_is(soft: Assignment, tmp_path: Path):
    tree = on_disk(tmp_path, {"soft.py": BETTER, "a/mine.py": WORK, "b.zip": zipped({"c/x.py": PARTLY})})
    for path, text in (("a/mine.py", WORK), ("b.zip/c/x.py", PARTLY), ("soft.py", BETTER)):
        choice = choose(tree, soft, take=path)
        assert (choice.account.file, choice.texts) == (path, (text,))
        passed = {p.file: p.reason.en for p in choice.account.passed_over}
        assert passed == dict.fromkeys({"soft.py", "a/mine.py"} - {path}, "A person has chosen the other file.")
    with pytest.raises(Unreadable):
        choose(tree, soft, take="gone.py")


@pytest.mark.parametrize(
    "statement",
    ["from common import functions, utils", "from lib.common import functions as h", "from . import functions"],
)
@pytest.mark.parametrize("files", [{}, {"lib/common/__init__.py": ""}], ids=["", "__init__"])
def test_a_sibling_imported_from_its_package_is_no_rival(
    soft: Assignment, tmp_path: Path, statement: str, files: Files
):
    files = {**files, "lib/common/soft.py": f"{statement}\n{WORK}", "lib/common/functions.py": BETTER}
    account = choose(on_disk(tmp_path, {**files, "lib/common/utils.py": "x = 1\n"}), soft).account
    assert (account.file, account.attention) == ("lib/common/soft.py", ())
    assert {p.file: p.reason.en for p in account.passed_over}[
        "lib/common/functions.py"
    ] == "lib/common/soft.py imports it."


def test_a_file_of_that_name_outside_the_package_is_a_rival_still(soft: Assignment, tmp_path: Path):
    files = {"soft.py": f"from scipy import functions\n{WORK}", "functions.py": BETTER}
    account = choose(on_disk(tmp_path, files), soft).account
    assert (account.file, *(remark.kind for remark in account.attention)) == ("soft.py", "doubtful_file")


@pytest.mark.parametrize("name", ["final_test.py", "soft_test.py", "test_of_mine.py", "ann/Soft_Test.py"])
def test_work_that_is_named_as_tests_are_is_found_where_there_is_nothing_else(
    soft: Assignment, tmp_path: Path, name: str
):
    choice = choose(on_disk(tmp_path, {name: WORK, "README.md": "mine", "conftest.py": BETTER}), soft)
    assert (choice.account.file, choice.texts) == (name, (WORK,))


def test_tests_beside_the_work_are_not_the_work(soft: Assignment, tmp_path: Path):
    choice = choose(on_disk(tmp_path, {"soft_v2.py": WORK, "test_soft.py": BETTER, "soft_test.py": BETTER}), soft)
    assert (choice.account.file, choice.texts) == ("soft_v2.py", (WORK,))


NAMES = st.sampled_from(
    ["soft.py", "Soft.PY", "soft (2).py", "my_soft.py", "soft_v3.py", "answer.py", "x.py", "soft.py.txt", "main.py"]
)
FOLDERS = st.lists(st.sampled_from(["src", "ch05", "課題", "hw 3", "Ann's", "data.zip", "soft"]), max_size=3)
NOISE = st.sampled_from(
    ["README.md", "report.pdf", "test_x.py", "conftest.py", "notes.ipynb", "util.py", "a.png", "layers.py", "helper.py"]
)


def nested(parts: list[str], name: str, content: str | bytes) -> tuple[str, str | bytes]:
    """A path and a content, where folders called .zip are zip files."""
    for at in range(len(parts) - 1, -1, -1):
        if parts[at].endswith(".zip"):
            content, name, parts = zipped({"/".join([*parts[at + 1 :], name]): content}), parts[at], parts[:at]
    return "/".join([*parts, name]), content


@given(data=st.data())
def test_work_is_never_lost(soft: Assignment, released: dict[str, bytes], data: st.DataObject):
    """Whatever it is called, wherever it lies and whatever lies beside it: unless there is doubt, and that is said."""
    folders, name = data.draw(FOLDERS), data.draw(NAMES)
    files: dict[str, str | bytes] = dict([nested(folders, name, WORK)])
    for _ in range(data.draw(st.integers(0, 5))):
        content = data.draw(st.sampled_from([b"", b"x = 1\n", b"\xff\xfe\x00", b"{}", released["soft.py"]]))
        path, content = nested(data.draw(FOLDERS), data.draw(NOISE | NAMES), content)
        if not any(path == p or p.startswith(f"{path}/") or path.startswith(f"{p}/") for p in files):
            files[path] = content
    choice = choose(Archive(zipped(files), "ann.zip"), soft)
    assert choice.account.file == "/".join([*folders, name])
    assert choice.texts == (WORK,)
