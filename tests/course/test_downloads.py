"""Whose the files of a download are, which of them count, and that none of them vanishes."""

import unicodedata
from pathlib import Path

import pytest
from downloads import ANN, CLASS, SYSTEMS, Student, Texts, pack, put

from autograder.course import Assignment, Submission
from autograder.course.handed_in.finding import How, find


def work(students: tuple[Student, ...] = CLASS) -> Texts:
    """A file of everybody's, and a helper of Ann's where a download may hold several files."""
    texts: Texts = {s: {"soft.py": f"me = {s.login!r}"} for s in students}
    texts[ANN]["tools.py"] = "helper = 1"
    texts[ANN]["soft.py"] = "import tools\nme = 's101'"
    return texts


def ids(found: list[Submission]) -> set[str]:
    return {s.id for s in found}


def one_file(texts: Texts) -> Texts:
    return {s: {"soft.py": f"me = {s.login!r}"} for s in texts}


WAYS = [(system, packed) for system in SYSTEMS for packed in (False, True) if (system, packed) != ("exchange", True)]


@pytest.mark.parametrize(("system", "packed"), WAYS)
def test_everybody_has_what_was_handed_in_last(soft: Assignment, tmp_path: Path, system: str, packed: bool):
    texts = one_file(work()) if system == "google" else work()
    download = SYSTEMS[system](texts)
    path = pack(tmp_path / "download.zip", download.files) if packed else put(tmp_path / "download", download.files)
    found = find([path], soft)
    expected = {unicodedata.normalize("NFC", download.ids[s]): s for s in texts}
    assert ids(found.hand_ins) == set(expected)
    assert not found.clashes
    for submission in found.hand_ins:
        student = expected[submission.id]
        sources, _ = submission.read()
        assert sources.cells[0].rstrip("\n").endswith(f"me = {student.login!r}")
        assert list(sources.files) == [name for name in texts[student] if name == "tools.py"]
    assert len(found.ignored) == download.ignored
    again = find([path], soft, How(system=download.system))
    assert ids(again.hand_ins) == set(expected)


NOTEBOOK = '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1"}]}'
ODD = ("鈴木　花子", "a\u00a0b", "👨\u200d👩\u200d👧", "=1+1", "-x")
NFC, NFD = "が", "か\u3099"


@pytest.mark.parametrize(
    ("files", "ids", "ignored"),
    [
        ({"ann.py": "", "ann.ipynb": NOTEBOOK, "ben.py": ""}, ["ann", "ben"], []),
        ({"ann/soft.py": "", "ann.zip": "no zip", "ben.py": ""}, ["ann", "ben"], []),
        ({"ann.py": "", "ann_report.pdf": "", "ann (report).docx": "", "ben.py": ""}, ["ann", "ben"], []),
        ({"ann.py": "", "ben.ipynb.json": NOTEBOOK, "cora.py.txt": "x = 1"}, ["ann", "ben", "cora"], []),
        ({"ann.py": "", "x_answer.json": "", "x.yaml": "", "x.log": ""}, ["ann"], ["x.log", "x.yaml", "x_answer.json"]),
        ({"ann.py": "", "README.ipynb": NOTEBOOK, "README.md": ""}, ["ann"], ["README.ipynb", "README.md"]),
        (
            {"ann.py": "", "names.xlsx": "", "feedback.html": "", "名簿.csv": ""},
            ["ann"],
            ["feedback.html", "names.xlsx", "名簿.csv"],
        ),
        ({"ann.py": "", "dave.pdf": "", "satoken_12_report.md": ""}, ["ann", "dave", "satoken_12_report"], []),
        ({"ann.py": "", ".ben.py": "", "~$cora.docx": ""}, ["ann"], [".ben.py", "~$cora.docx"]),
        ({"submissions/submissions/ann/soft.py": "", "submissions/submissions/ben/soft.py": ""}, ["ann", "ben"], []),
        ({"class/ann.tar.gz": "", "class/ben.rar": "", "class/cora.7z": ""}, ["ann", "ben", "cora"], []),
        ({f"{name}/soft.py": "" for name in ODD}, list(ODD), []),
        ({"s1234567_鈴木花子/soft.py": "", "x" * 180 + "/soft.py": ""}, ["s1234567_鈴木花子", "x" * 180], []),
        ({"2026-ann/soft.py": "", "2026-ben/soft.py": ""}, ["2026-ann", "2026-ben"], []),
        ({"soft.py": "from functions import *", "functions.py": ""}, ["klass"], []),
        ({"soft.py": "", "my_answer.py": ""}, ["klass"], []),
        ({"layers.py": "from functions import *", "functions.py": ""}, ["klass"], []),
        ({"setup.py": "", "src/soft.py": ""}, ["klass"], []),
        ({"ch05/soft.py": "", "common/layers.py": ""}, ["klass"], []),
        ({"soft.py": "", "ann.py": "x = 1", "ben.py": "x = 2"}, ["ann", "ben", "soft"], []),
        ({"soft.py": "the template", "ann/soft.py": "", "ben/soft.py": ""}, ["ann", "ben", "soft"], []),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_every_entry_is_a_hand_in_part_of_one_or_ignored(
    soft: Assignment, tmp_path: Path, files: dict[str, str | bytes], ids: list[str], ignored: list[str], packed: bool
):
    path = pack(tmp_path / "klass.zip", files) if packed else put(tmp_path / "klass", files)
    found = find([path], soft)
    assert sorted(s.id for s in found.hand_ins) == sorted(ids)
    assert sorted(i.entry.rpartition("/")[2] for i in found.ignored) == ignored
    assert all(i.reason.en and i.reason.ja for i in found.ignored)


def test_what_nobody_can_tell_apart_is_no_hand_in_and_costs_nobody_else(soft: Assignment, tmp_path: Path):
    found = find([put(tmp_path / "class", {f"{NFC}/soft.py": "", f"{NFD}/soft.py": "", "ben/soft.py": ""})], soft)
    assert [s.id for s in found.hand_ins] == ["ben"]
    assert [(c.id, len(c.origins)) for c in found.clashes] == [(NFC, 2)]


def test_two_people_of_one_name_are_told_apart_by_the_systems_number(soft: Assignment, tmp_path: Path):
    files: dict[str, str | bytes] = {
        "佐藤 健_101_assignsubmission_file_/soft.py": "x = 1",
        "佐藤 健_102_assignsubmission_file_/soft.py": "x = 2",
        "Ann_103_assignsubmission_file_/soft.py": "x = 3",
    }
    assert ids(find([put(tmp_path / "class", files)], soft).hand_ins) == {"佐藤 健 101", "佐藤 健 102", "Ann"}


def test_a_folder_that_may_be_one_students_is_told(soft: Assignment, tmp_path: Path):
    found = find([put(tmp_path / "class", {"soft.py": "", "ann.py": "", "ben.py": ""})], soft)
    assert ["--one" in hint.en and "--one" in hint.ja for hint in found.hints] == [True]
    assert not find([put(tmp_path / "other", {"cora.py": "", "ann.py": "", "ben.py": ""})], soft).hints
