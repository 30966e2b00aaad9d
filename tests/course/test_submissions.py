"""Which submissions are found where, and what is read of each."""

import os
import zipfile
from pathlib import Path

import pytest
from soft_checks import CHECKS

from autograder.course import Assignment, Course, Submission, Unreadable, discover, imported_modules
from autograder.course.handed_in.arrival import Clash
from autograder.course.handed_in.finding import find
from autograder.course.handed_out.release import Release
from autograder.errors import UsageError

Files = dict[str, str | bytes]
NOTEBOOK = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["%matplotlib inline\\n", "x = 1"]}]}'
BROKEN = '{"nbformat": 4, "cells": ['


def put(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def pack(file: Path, files: Files) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def found(soft: Assignment, *paths: Path) -> dict[str, Submission]:
    return {s.id: s for s in discover(paths, soft)}


def text_of(submission: Submission) -> str:
    sources, _ = submission.read()
    (text,) = sources.cells
    return text


def main_of(submission: Submission) -> str:
    return submission.read()[0].main


@pytest.fixture
def klass(tmp_path: Path) -> Path:
    return tmp_path / "class"


def test_a_folder_holds_one_submission_per_file_or_sub_folder(soft: Assignment, klass: Path):
    put(klass, {"alice.py": "x = 1", "bob.ipynb": NOTEBOOK, "carol/soft.py": "x = 1", "dave/any.py": "x = 1"})
    pack(klass / "eve.zip", {"soft.py": "x = 1"})
    put(klass, {".DS_Store": "", "__MACOSX/x.py": "", "README.md": "", "roster.csv": "", "dave/.git/a.py": ""})
    submissions = found(soft, klass)
    assert {id: main_of(s) for id, s in submissions.items()} == {
        "alice": "alice.py",
        "bob": "bob.ipynb",
        "carol": "soft.py",
        "dave": "any.py",
        "eve": "soft.py",
    }
    sources, _ = submissions["bob"].read()
    assert sources.cells == ("pass\nx = 1",)
    assert sources.module == "soft"
    assert sources.given == soft.given_texts
    assert submissions["carol"].origin == f"{klass}/carol"


def test_single_files_are_submissions(soft: Assignment, tmp_path: Path):
    put(tmp_path, {"alice.py": "x = 1", "sub/bob.ipynb": NOTEBOOK, "other.py": "y = 1"})
    (tmp_path / "carol.py").symlink_to(tmp_path / "other.py")  # the user's own link
    submissions = found(soft, tmp_path / "alice.py", tmp_path / "sub/bob.ipynb", tmp_path / "carol.py")
    assert list(submissions) == ["alice", "bob", "carol"]
    assert text_of(submissions["carol"]) == "y = 1"


@pytest.mark.parametrize(
    ("members", "ids"),
    [
        ({"alice.py": "", "bob.ipynb": NOTEBOOK}, ["alice", "bob"]),
        ({"alice/soft.py": "", "bob/soft.py": ""}, ["alice", "bob"]),
        ({"soft.py": ""}, ["handed_in"]),
        ({"soft.py": "", "helper.py": ""}, ["handed_in"]),
        ({"alice/soft.py": ""}, ["alice"]),
        ({"class/alice.py": "", "class/bob.py": ""}, ["alice", "bob"]),
        ({"class/2026/alice/soft.py": "", "class/2026/bob/soft.py": ""}, ["alice", "bob"]),
    ],
)
def test_a_zip_is_a_class_or_one_submission(soft: Assignment, tmp_path: Path, members: Files, ids: list[str]):
    submissions = found(soft, pack(tmp_path / "handed_in.zip", members))
    assert list(submissions) == ids
    for submission in submissions.values():
        submission.read()


def test_a_broken_zip_is_one_unreadable_submission(soft: Assignment, tmp_path: Path):
    put(tmp_path, {"alice.zip": b"PK no zip"})
    with pytest.raises(Unreadable, match=r"alice\.zip is not a zip file"):
        found(soft, tmp_path / "alice.zip")["alice"].read()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "there is no submission in it"),
        ({".DS_Store": "", "grades.csv": ""}, "there is no submission in it"),
    ],
)
def test_a_class_that_is_none_is_refused(soft: Assignment, klass: Path, files: Files, says: str):
    klass.mkdir()
    with pytest.raises(UsageError, match=says):
        found(soft, put(klass, files))


def test_wrong_paths_are_refused(soft: Assignment, tmp_path: Path):
    put(tmp_path, {"notes.txt": "", "a/alice.py": "", "b/alice.py": ""})
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(UsageError, match=r"gone: there is no such file or folder"):
        found(soft, tmp_path / "gone")
    with pytest.raises(UsageError, match=r"notes\.txt: a submission is a \.py, \.ipynb, \.zip, \.tar, "):
        found(soft, tmp_path / "notes.txt")
    with pytest.raises(UsageError, match=r"pipe\.py: a submission is"):
        found(soft, tmp_path / "pipe.py")
    assert find([tmp_path / "a", tmp_path / "b"], soft).clashes == [
        Clash("alice", (f"{tmp_path}/a/alice.py", f"{tmp_path}/b/alice.py"))
    ]
    with pytest.raises(UsageError, match="no submissions were named"):
        found(soft)


@pytest.mark.parametrize(
    ("files", "main"),
    [
        ({"soft.py": "", "layers.py": "", "notes.txt": ""}, "soft.py"),
        ({"Soft.PY": ""}, "Soft.PY"),
        ({"soft.ipynb": NOTEBOOK, "utils.py": ""}, "soft.ipynb"),
        ({"homework.ipynb": NOTEBOOK, "test_public.py": "", "helper.py": ""}, "homework.ipynb"),
        ({"soft/soft.py": "", "layers/layers.py": ""}, "soft.py"),
        ({"upload/soft.py": ""}, "soft.py"),
    ],
)
def test_in_a_folder_the_file_named_after_the_assignment_is_taken(
    soft: Assignment, klass: Path, files: Files, main: str
):
    put(klass / "alice", files)
    assert main_of(found(soft, klass)["alice"]) == main


def test_a_zip_in_a_sub_folder_is_opened(soft: Assignment, klass: Path):
    put(klass / "alice", {"readme.txt": ""})
    pack(klass / "alice/work.zip", {"work/soft.py": "x = 3"})
    assert text_of(found(soft, klass)["alice"]) == "x = 3"


@pytest.mark.parametrize("worked_on", ["soft.py", "soft.ipynb"])
def test_of_two_files_the_one_that_was_worked_on_is_taken(soft: Assignment, klass: Path, worked_on: str):
    released = Release(soft, CHECKS).files
    put(klass / "alice", {**released})
    content = released[worked_on].replace(b"raise NotImplementedError", b"return 1")
    put(klass / "alice", {worked_on: content})
    assert main_of(found(soft, klass)["alice"]) == worked_on


def test_of_two_untouched_files_the_module_is_taken(soft: Assignment, klass: Path):
    put(klass / "alice", {**Release(soft, CHECKS).files})
    assert main_of(found(soft, klass)["alice"]) == "soft.py"


def test_work_on_another_assignment_is_not_mistaken_for_this_one(root: Path, klass: Path):
    put(root / "assignments/layers", {"assignment.toml": ""})
    soft = Course(root).assignment("soft")
    put(klass, {"alice/layers.py": "", "bob/layers.py": "", "bob/mine.py": "x = 1"})
    submissions = found(soft, klass)
    with pytest.raises(Unreadable, match=r"alice holds layers\.py: given files, tests or other assignments"):
        submissions["alice"].read()
    assert text_of(submissions["bob"]) == "x = 1"


def test_a_class_may_be_larger_than_a_students_folder(soft: Assignment, klass: Path):
    klass.mkdir()
    for number in range(2001):
        (klass / f"{number}.py").touch()
    assert len(found(soft, klass)) == 2001


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"notes.txt": ""}, r"notes\.txt is a file of another kind, no Python file or notebook"),
        ({"report.pdf": "", "memo.txt": "x"}, r"alice holds memo\.txt and report\.pdf, and no Python file or notebook"),
        ({f"{n}.png": "" for n in range(30)}, r"alice holds 0\.png, 1\.png, .* and more than 20 other files, and no"),
        ({"sub/a.png": ""}, r"a\.png is a picture, no Python file"),
        ({"soft.ipynb": BROKEN}, "JSON is broken"),
        ({"soft.py": b"\xff"}, "line 1 is not in UTF-8"),
        ({"soft.py": b"#" * (2**20 + 1)}, "larger than 1 MB"),
        ({"soft.zip": b"no zip"}, "not a zip"),
    ],
)
def test_one_students_trouble_is_that_students_alone(soft: Assignment, klass: Path, files: Files, says: str):
    put(klass / "alice", files)
    put(klass, {"bob.py": "x = 1", "carol.docx": "", "dave": ""})
    submissions = found(soft, klass)
    with pytest.raises(Unreadable, match=says) as error:
        submissions["alice"].read()
    assert error.value.text.ja != error.value.text.en
    assert text_of(submissions["bob"]) == "x = 1"
    for id, kind in {"carol": "a Word document", "dave": "a file of another kind"}.items():
        with pytest.raises(Unreadable, match=rf"{id}(\.docx)? is {kind}, no Python file or notebook"):
            submissions[id].read()


def test_links_and_pipes_in_a_class_are_unreadable(soft: Assignment, klass: Path, tmp_path: Path):
    put(tmp_path, {"secret/soft.py": "secret"})
    put(klass, {"carol/.keep": ""})
    (klass / "alice.py").symlink_to(tmp_path / "secret/soft.py")
    (klass / "bob").symlink_to(tmp_path / "secret")
    (klass / "carol/soft.py").symlink_to(tmp_path / "secret/soft.py")
    os.mkfifo(klass / "dave.py")
    for submission in found(soft, klass).values():
        with pytest.raises(Unreadable, match="link or a special file"):
            submission.read()


def test_helpers_that_the_text_speaks_of_come_along(soft: Assignment, klass: Path):
    files: Files = {
        "soft.py": "import tools\nfrom importlib import import_module\nm = import_module('late')",
        "tools.py": "import deep",
        "deep.py": "x = 1",
        "late.py": "y = 1",
        "helper.py": "mine = 1",
        "unused.py": b"\xff",
        "layers.py": "z = 1",
    }
    put(klass / "alice", files)
    put(klass, {"bob.py": "import tools", "tools.py": ""})
    submissions = found(soft, klass)
    assert list(submissions["alice"].read()[0].files) == ["deep.py", "late.py", "tools.py"]
    assert submissions["alice"].read()[0].given == soft.given_texts  # the clean copy, not Alice's
    assert list(submissions["bob"].read()[0].files) == []  # what lies beside is somebody else's


def test_a_package_comes_along_as_a_whole(soft: Assignment, klass: Path):
    files: Files = {"soft.ipynb": NOTEBOOK.replace("x = 1", "from nn.layers import a"), "unused/b.py": ""}
    put(klass / "alice", {**files, "nn/layers.py": "a = 1", "nn/__init__.py": "", "nn/data.csv": ""})
    sources, _ = found(soft, klass)["alice"].read()
    assert sources.cells == ("pass\nfrom nn.layers import a",)
    assert sources.files == {"nn/__init__.py": "", "nn/layers.py": "a = 1"}


def test_an_unreadable_helper_is_told_only_if_it_is_imported(soft: Assignment, klass: Path):
    put(klass / "alice", {"soft.py": "import tools", "tools.py": b"\xff"})
    put(klass / "bob", {"soft.py": "tools = 1", "tools.py": b"\xff"})
    submissions = found(soft, klass)
    for id, told in {"alice": ["unreadable"], "bob": []}.items():
        assert list(submissions[id].read()[0].files) == []
        kinds = [remark.kind for remark in submissions[id].account.attention]
        assert [kind for kind in kinds if kind == "unreadable"] == told


def test_helpers_are_bounded_by_number_and_by_size(soft: Assignment, klass: Path):
    many = {f"alice/nn/m{n}.py": "" for n in range(101)}
    large = {f"bob/nn/m{n}.py": "#" * 2**20 for n in range(5)}
    text = "import nn\n" + "".join(f"import nn.m{n}\n" for n in range(101))
    put(klass, {**many, **large, "alice/soft.py": text, "bob/soft.py": text})
    put(
        klass,
        {name.replace("alice", "carol"): text for name, text in many.items()}
        | {"carol/soft.py": "nn = 1  # " + text.replace("\n", " ")},
    )
    submissions = found(soft, klass)
    with pytest.raises(Unreadable, match="more than 100 files beside the main one"):
        submissions["alice"].read()
    with pytest.raises(Unreadable, match="longer than 4 MB"):
        submissions["bob"].read()
    assert len(submissions["carol"].read()[0].files) == 100  # not imported, so no reason to refuse the work


def test_a_package_that_nothing_speaks_of_is_not_looked_into(soft: Assignment, klass: Path):
    put(klass / "alice", {"soft.py": "x = 1", **{f"pictures/{n}.png": "" for n in range(2001)}})
    assert text_of(found(soft, klass)["alice"]) == "x = 1"


def test_the_program_is_bounded(soft: Assignment, klass: Path):
    cell = '{"cell_type": "code", "source": "%s"},'
    files = {"many": cell % "" * 300_000, "long": cell % ("#" * 2**23)}
    for name, cells in files.items():
        put(klass, {f"{name}.ipynb": f'{{"nbformat": 4, "cells": [{cells[:-1]}]}}'})
    for submission in found(soft, klass).values():
        with pytest.raises(Unreadable, match="longer than 4 MB"):
            submission.read()


def test_the_digest_is_that_of_the_text(soft: Assignment, klass: Path):
    files: Files = {
        "a/soft.py": "x = 1\n",
        "b/soft.py": "x = 1\r\n",
        "b/unused.py": "",
        "c/soft.py": "x = 2\n",
        "d/soft.py": "x = 1\nimport t",
        "d/t.py": "1",
        "e/soft.py": "x = 1\nimport t",
        "e/t.py": "2",
    }
    digests = {id: s.read()[1] for id, s in found(soft, put(klass, files)).items()}
    assert digests["a"] == digests["b"]
    assert len(set(digests.values())) == 4


def test_an_id_is_the_students_exactly(soft: Assignment, klass: Path):
    put(klass, {"花子.py": "", "a\x1b[31m.py": "", "か\u3099.py": "", "=1+1.py": "", "x" * 200 + ".py": ""})
    for name in (b"\xff", b"\xfe"):
        (Path(os.fsdecode(os.fsencode(klass) + b"/" + name + b".py"))).touch()
    assert set(found(soft, klass)) == {"花子", "a\x1b[31m", "が", "=1+1", "x" * 200, "\\xff", "\\xfe"}


def test_what_given_modules_import_counts_where_they_are_imported(root: Path):
    put(root / "reference", {"helper.py": "import plots\n", "plots.py": "import matplotlib\n"})
    put(root / "assignments/soft", {"assignment.toml": "given = ['helper', 'plots']"})
    soft = Course(root).assignment("soft")
    assert imported_modules(soft.sources_of("import helper")) == {"helper", "plots", "matplotlib"}
    assert imported_modules(soft.sources_of("import numpy")) == {"numpy"}


def test_imports_are_found_by_their_looks(soft: Assignment):
    text = "import numpy as np, matplotlib.pyplot as plt\nif 1:\n    from scipy.stats import t\nx = 1; import os\n"
    assert imported_modules(soft.sources_of(text)) >= {"numpy", "matplotlib", "scipy", "os"}
    bare = soft.sources_of("# import numpy\nimportant = 'from a import b'\n")
    assert imported_modules(bare) == set()


def test_a_folder_that_answers_only_other_assignments_is_not_handed_in(soft: Assignment, klass: Path):
    (soft.course.assignments_folder / "hard").mkdir()
    (soft.course.assignments_folder / "hard/assignment.toml").write_text('[title]\nen = "H"\nja = "H"\n')
    put(klass, {"alice/hard.py": "x = 1", "alice/README.md": "", "bob/soft.py": "x = 1", "bob/hard.py": "x = 1"})
    put(klass, {"carol/hard.py": "x = 1", "carol/mine.py": "x = 1", "dave/hard/any.py": "x = 1", "erin/notes.txt": ""})
    assert {id: s.handed_in for id, s in found(soft, klass).items()} == {
        "alice": False,
        "bob": True,
        "carol": True,
        "dave": False,
        "erin": True,
    }
