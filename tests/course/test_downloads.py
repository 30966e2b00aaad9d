"""Whose the files of a download are, which of them count, and that none of them vanishes."""

import os
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from random import Random

import pytest
from downloads import ANN, CLASS, SYSTEMS, Student, Texts, pack, put
from hypothesis import given, settings
from hypothesis import strategies as st
from soft_course import fill

from autograder.course import Assignment, Course, Submission
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


WAYS = [(system, packed) for system in SYSTEMS for packed in (False, True)]


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
        ({"Lab 3/ann/soft.py": "", "Lab 3/ben/soft.py": ""}, ["ann", "ben"], []),
        ({"week 2/Abgaben/ann/soft.py": "", "week 2/Abgaben/ben/soft.ipynb": NOTEBOOK}, ["ann", "ben"], []),
        ({"ch05/soft.py": "", "ch05/common/layers.py": ""}, ["klass"], []),
        (
            {
                "Submitted files/ann/Soft/Version 1/soft.py": "",
                "Submitted files/ben/Soft/soft.py": "",
                "Submitted files/cora/soft.py": "",
                "Submitted files/dave.py": "",
            },
            ["ann", "ben", "cora", "dave"],
            [],
        ),
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


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_odd_in_a_class_zip_is_that_entrys_trouble(soft: Assignment, tmp_path: Path):
    members = [
        ("ann/soft.py", "x = 1"),
        ("ann/soft.py", "x = 2"),
        ("ben.py", "x = 3"),
        ("ben.py", "x = 4"),
        ("cora//soft.py", "x = 5"),
        ("/dan/soft.py", "x = 6"),
        ("eve: 10:00/soft.py", "x = 7"),
        ("../fay/soft.py", "x = 8"),
        ("gus.py", "x = 9"),
    ]
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    found = find([tmp_path / "class.zip"], soft)
    assert ids(found.hand_ins) == {"ann", "cora", "dan", "eve: 10:00", "gus"}
    assert [c.id for c in found.clashes] == ["ben"]
    doubts = {s.id: s.arrival.doubt for s in found.hand_ins if s.arrival.doubt}
    assert set(doubts) == {"ann"}
    entries = [i.entry.removeprefix(f"{tmp_path}/class.zip/") for i in found.ignored]
    assert sorted(entries) == ["../fay/soft.py", "ann/soft.py", "ben.py"]


@pytest.fixture(scope="module")
def soft_of_all(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """For all examples of a property."""
    return Course(fill(tmp_path_factory.mktemp("all") / "course")).assignment("soft")


NAMES = (
    st.text(st.sampled_from("abzÅñ花子 .-_'0"), min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda n: n and n[0] not in ".~-_'" and n[-1] not in ". ")
)
LOGINS = st.lists(st.from_regex(r"[a-z][a-z0-9]{2,6}", fullmatch=True), min_size=2, max_size=6, unique=True)


@st.composite
def classes(draw: st.DrawFn) -> tuple[str, Texts, list[str]]:
    """A system, made-up students with what they hand in, and what else lies about."""
    logins = draw(LOGINS)
    names = draw(st.lists(NAMES, min_size=len(logins), max_size=len(logins), unique_by=str.casefold))
    texts: Texts = {}
    for number, (login, name) in enumerate(zip(logins, names, strict=True)):
        student = Student(f"{name} X{number}", f"X{number}, {name}", login, 10_000 + number)
        texts[student] = {"soft.py": f"me = {login!r}"}
    system = draw(st.sampled_from(sorted(SYSTEMS)))
    stray = draw(st.lists(st.sampled_from(["grades.csv", "README.md", ".DS_Store", "feedback.html"]), unique=True))
    return system, texts, stray


@settings(max_examples=40)
@given(classes(), st.lists(st.sampled_from(["submissions", "class", "download"]), max_size=2), st.randoms())
def test_no_hand_in_is_lost_doubled_or_swapped(
    soft_of_all: Assignment, drawn: tuple[str, Texts, list[str]], wrapping: list[str], random: Random
):
    system, texts, stray = drawn
    download = SYSTEMS[system](texts)
    lying = download.files | dict.fromkeys(stray, "")
    files = [("/".join([*wrapping, name]), content) for name, content in lying.items()]
    random.shuffle(files)
    with tempfile.TemporaryDirectory() as folder:
        found = find([pack(Path(folder) / "class.zip", dict(files))], soft_of_all)
        read = {s.id: s.read()[0].cells[0].strip() for s in found.hand_ins}
    assert not found.clashes
    assert read == {unicodedata.normalize("NFC", download.ids[s]): f"me = {s.login!r}" for s in texts}
    accounted = [p for s in found.hand_ins for p in (*s.arrival.entries, *s.arrival.older)]
    accounted += [i.entry for i in found.ignored]
    for name, _ in files:
        at = unicodedata.normalize("NFC", f"{folder}/class.zip/{name}")
        holders = [p for p in accounted if at == p or at.startswith(f"{p}/")]
        assert len(holders) == 1, (name, holders)


def test_paths_that_are_no_text_can_be_told(soft: Assignment, tmp_path: Path):
    klass = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    found = find([put(klass, {"ann.py": "", "grades.csv": "", ".hidden": ""})], soft)
    one = find([klass], soft, How(one=True))
    paths = [e for s in (*found.hand_ins, *one.hand_ins) for e in s.arrival.entries]
    paths += [i.entry for i in found.ignored]
    assert len(paths) == 4
    assert all("\\xff" in path.encode("utf-8").decode() for path in paths)
