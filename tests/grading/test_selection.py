"""A class graded with its roster: whose results they are, who is missing, who is unknown, what is left out."""

import os
from pathlib import Path

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, by_id

from autograder.course.handed_in.finding import How
from autograder.course.people import People
from autograder.errors import UsageError
from autograder.grading.classroom.selection import Wanted
from autograder.reports.roster import parse_roster


def people(text: str) -> People:
    table = parse_roster(text, "roster.csv")
    return People(table.name, table.columns, table.rows)


def put(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_a_class_folder_whose_name_is_no_text_is_graded(tiny: TinyCourse) -> None:
    tiny.assignment()
    klass = Path(os.fsdecode(os.fsencode(tiny.root) + b"/\x8f\xff"))
    assert by_id(tiny.grade(put(klass, {"ann/tiny.py": RIGHT, "ben/tiny.py": WRONG})))["ann"].score == 3


def test_ids_are_the_rosters_and_who_is_unknown_or_missing_is_said(tiny: TinyCourse) -> None:
    tiny.assignment()
    klass = put(
        tiny.root / "class",
        {"itoann_12345_1_tiny.py": RIGHT, "moriben_LATE_12346_2_tiny.py": WRONG, "waitlist_9_3_tiny.py": RIGHT},
    )
    roster = people(
        "Student,ID,SIS Login ID,Section,HW\n    Points Possible,,,,3\n"
        '"Ito, Ann",12345,s101,A,\n"Mori, Ben",12346,s102,A,\n"鈴木, 花子",12347,s103,A,\n"Student, Test",1,,A,\n'
    )
    report = tiny.grade(klass, wanted=Wanted(roster=roster))
    results = by_id(report)
    assert {id: r.score for id, r in results.items()} == {"s101": 3, "s102": 1, "9": 3}
    assert report.not_handed_in == ("s103",)
    assert [a.kind for a in results["9"].attention] == ["unknown_student"]
    assert "waitlist" in results["9"].attention[0].text.en
    assert not results["s101"].attention


def test_a_roster_knows_students_by_what_stands_beside_the_assignments_name(tiny: TinyCourse) -> None:
    tiny.assignment()
    klass = put(tiny.root / "class", {"tiny_ann.py": RIGHT, "Ben - Tiny.py": RIGHT, "tiny-cora (2).py": RIGHT})
    report = tiny.grade(klass, wanted=Wanted(roster=people("login,name\ns101,Ann\ns102,Ben\ns103,Cora\n")))
    assert set(by_id(report)) == {"s101", "s102", "s103"}


def test_a_group_is_graded_once_and_each_member_has_the_result(tiny: TinyCourse) -> None:
    tiny.assignment()
    klass = put(tiny.root / "class", {"ann/tiny.py": RIGHT, "Team B/tiny.py": WRONG, "eve/tiny.py": RIGHT})
    roster = people("login,name,group\nann,Ann,Team A\nben,Ben,Team A\ncora,Cora,Team B\ndan,Dan,team b\neve,Eve,\n")
    results = by_id(tiny.grade(klass, wanted=Wanted(roster=roster)))
    assert {id: (r.score, r.group) for id, r in results.items()} == {
        "ann": (3, "Team A"), "ben": (3, "Team A"), "cora": (1, "Team B"), "dan": (1, "Team B"), "eve": (3, None),
    }  # fmt: skip


def test_of_several_hand_ins_of_one_id_none_is_graded_and_the_rest_is(tiny: TinyCourse) -> None:
    tiny.assignment()
    put(tiny.root, {"a/佐藤 健.py": RIGHT, "a/ann.py": RIGHT, "b/佐藤 健.py": WRONG, "b/ben.py": WRONG})
    report = tiny.grade(tiny.root / "a", tiny.root / "b")
    results = by_id(report)
    assert {id: r.status for id, r in results.items()} == {"ann": "graded", "ben": "graded", "佐藤 健": "fault"}
    assert report.has_fault
    (attention,) = results["佐藤 健"].attention
    assert attention.kind == "version"
    assert "a/佐藤 健.py" in attention.text.en
    assert "b/佐藤 健.py" in attention.text.en


def test_only_and_exclude(tiny: TinyCourse) -> None:
    tiny.assignment()
    klass = tiny.hand_in(ann=RIGHT, ben=WRONG, cora=RIGHT)
    assert set(by_id(tiny.grade(klass, wanted=Wanted(only=("ann", "ben"))))) == {"ann", "ben"}
    without = tiny.grade(klass, wanted=Wanted(exclude=("ben",)))
    assert set(by_id(without)) == {"ann", "cora"}
    assert [i.entry for i in without.ignored] == [f"{klass}/ben.py"]
    with pytest.raises(UsageError, match=r"--only anna: .*did you mean 'ann'"):
        tiny.grade(klass, wanted=Wanted(only=("anna",)))
    with pytest.raises(UsageError, match=r"--exclude x"):
        tiny.grade(klass, wanted=Wanted(exclude=("x",)))


def test_one_hand_in_whatever_it_is_called_and_its_helpers(tiny: TinyCourse) -> None:
    tiny.assignment()
    files = {"answer.py": "from parts import double", "parts.py": RIGHT, "more.py": "x = 1"}
    folder = put(tiny.root / "submission", files)
    one = Wanted(How(one=True))
    assert {r.id: r.score for r in tiny.grade(folder / "answer.py", wanted=one).submissions} == {"answer": 3}
    put(folder, {"tiny.py": "from parts import *"})
    assert {r.id: r.score for r in tiny.grade(folder, wanted=one).submissions} == {"submission": 3}
    assert {r.id: r.score for r in tiny.grade(folder / "tiny.py", wanted=one).submissions} == {"tiny": 3}


def test_a_students_folder_is_one_hand_in_and_several_are_a_class(tiny: TinyCourse) -> None:
    tiny.assignment()
    klass = put(
        tiny.root / "class",
        {"taro/tiny.py": "from parts import *", "taro/parts.py": RIGHT, "hana/tiny.py": WRONG, "hana/notes.md": ""},
    )
    assert {r.id: r.score for r in tiny.grade(klass / "taro").submissions} == {"taro": 3}
    both = tiny.grade(klass / "hana", klass / "taro")
    assert {r.id: r.score for r in both.submissions} == {"hana": 1, "taro": 3}
    assert {r.id: r.score for r in tiny.grade(klass).submissions} == {"hana": 1, "taro": 3}
