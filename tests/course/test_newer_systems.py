"""What the names of OpenOLAT, Schoology and CodeGrade say besides whose the files are."""

from pathlib import Path

from downloads import put

from autograder.course import Assignment
from autograder.course.handed_in.finding import find


def test_schoology_tells_what_came_late(soft: Assignment, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Soft/Ito, Ann - s101/Revision 1 - On time/soft.py": "x = 1",
        "Soft/Ito, Ann - s101/Revision 2 - Late/soft.py": "x = 2",
        "Soft/Mori, Ben - s102/Revision 1 - On time/soft.py": "x = 3",
        "Soft/Doe, Cora/Revision 1 - On time/soft.py": "x = 4",
    }
    found = {s.id: s for s in find([put(tmp_path / "class", files)], soft).hand_ins}
    assert {id: s.arrival.late for id, s in found.items()} == {"s101": True, "s102": False, "Doe, Cora": False}


def test_codegrade_tells_members_and_times_also_where_names_have_no_colon(soft: Assignment, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Course/Soft/Ann Ito - 2026-11-19 10:00:00/soft.py": "x = 1",
        "Course/Soft/Ann Ito - 2026-11-20 09\uf03a30\uf03a05/soft.py": "x = 2",
        'Course/Soft/Group "Seven" - 2026-11-20 10:00:00+00:00/soft.py': "x = 3",
        'Course/Soft/Group "Seven" - 2026-11-20 10:00:00+00:00/.cg-group-members': "Ben Mori\nCora Doe\n",
        'Course/Soft/Group "Eight" - 2026-11-20 10:00:00/soft.py': "x = 4",
    }
    found = {s.id: s for s in find([put(tmp_path / "class", files)], soft).hand_ins}
    assert {id: [mate.id for mate in s.arrival.mates] for id, s in found.items()} == {
        "Ann Ito": [],
        "Ben Mori": ["Cora Doe"],
        "Eight": [],
    }
    assert found["Ann Ito"].arrival.time == "2026-11-20T09:30:05+00:00"


def test_what_openolat_itself_adds_is_nobodys_work(soft: Assignment, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "ita_Soft_2026-11-21_10-00/van_Dyk_Ann_s101/1_task/soft.py": "given = 1",
        "ita_Soft_2026-11-21_10-00/van_Dyk_Ann_s101/2_submissions/soft.py": "x = 1",
        "ita_Soft_2026-11-21_10-00/van_Dyk_Ann_s101/3_assessment/soft.py": "marked = 1",
        "ita_Soft_2026-11-21_10-00/Mori_Ben_s102/1_task/soft.py": "given = 1",
        "ita_Soft_2026-11-21_10-00/Course_2026.xlsx": "",
    }
    found = find([put(tmp_path / "class", files)], soft)
    assert [s.id for s in found.hand_ins] == ["s101"]
    assert {"Ann van Dyk", "van Dyk, Ann"} <= set(found.hand_ins[0].arrival.student.known_as)
    assert {i.entry.rpartition("ita_Soft_2026-11-21_10-00/")[2] for i in found.ignored} == {
        "van_Dyk_Ann_s101/1_task",
        "van_Dyk_Ann_s101/3_assessment",
        "Mori_Ben_s102/1_task",
        "Course_2026.xlsx",
    }
