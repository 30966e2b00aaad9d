"""From a changed test to the export, as docs/instructors.md walks it: regrade, compare, marks by hand, a late one."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from tiny_course import HIDDEN, RIGHT, WRONG, TinyCourse, by_id

from autograder.reports import json as json_report

Kadai = Callable[..., Any]
HALF = "def double(x):\n    return 2 * x if x else 1\n"
STRICTER = HIDDEN.replace("submission.double(3) == 6", "submission.double(3) == 6 and submission.double(-1) == -2")
ABSOLUTE = "def double(x):\n    return 2 * abs(x)\n"
BLACKBOARD = "Tiny_{id}_attempt_2026-11-{time}_tiny.py"
GRADEBOOK = "Username,Last Name\n" + "".join(f"{id},{id}\n" for id in ("hana", "ken", "mio", "rui"))
LATE = """
    [tool.kadai.late]
    timezone = "Asia/Tokyo"
    percent_per_day = 10
    due = {tiny = "2026-11-20 23:59"}
"""


def hand_in(course: TinyCourse, time: str = "20-23-59-30", **works: str) -> None:
    for id, text in works.items():
        course.write(f"class/{BLACKBOARD.format(id=id, time=time)}", text)


def test_a_test_is_changed_marks_are_kept_one_comes_late_one_is_left_out(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment().write("pyproject.toml", LATE)
    hand_in(tiny, hana=RIGHT, ken=ABSOLUTE, mio=HALF)
    grade = ("grade", "class", "--assignment", "tiny", "--jobs", "1", "--json")
    assert kadai(*grade, "old.json", cwd=tiny.root).code == 0

    tiny.write("assignments/tiny/test_hidden.py", STRICTER)
    assert kadai(*grade, "new.json", cwd=tiny.root).code == 0
    moved = kadai("compare", "old.json", "new.json", "--csv", "-", cwd=tiny.root)
    assert [row["id"] for row in csv.DictReader(io.StringIO(moved.out)) if row["change"] != "same"] == ["ken"]

    tiny.write(
        "overrides.csv", "submission,check,points,reason,who\nken,double,1,as before,Sato\nmio,zero,0.5,slip,Sato\n"
    )
    hand_in(tiny, "22-08-00-00", rui=RIGHT, sho=WRONG)
    tiny.write("extensions.csv", "submission,due,reason\nrui,2026/11/21,ill\n")
    ended = kadai(*grade, "final.json", "--exclude", "sho", cwd=tiny.root)
    assert ended.code == 0, ended.err
    assert "marks set by a person (overrides.csv): 2 (ken, mio)" in ended.out
    assert "late: 1 (rui), 0.3 points taken" in ended.out
    marks = {
        id: (r.graded_score, r.score, r.mark) for id, r in by_id(json_report.read(tiny.root / "final.json")).items()
    }
    assert marks == {"hana": (3, 3, 3), "ken": (1, 2, 2), "mio": (2, 2.5, 2.5), "rui": (3, 3, 2.7)}

    tiny.write("gradebook.csv", GRADEBOOK)
    export = ("export", "final.json", "--to", "blackboard", "--roster", "gradebook.csv", "-o", "import.csv")
    assert kadai(*export, cwd=tiny.root).code == 0
    rows = csv.reader(io.StringIO((tiny.root / "import.csv").read_text(encoding="utf-8-sig")))
    assert {row[0]: row[-1] for row in list(rows)[1:]} == {"hana": "3", "ken": "2", "mio": "2.5", "rui": "2.7"}


def test_what_students_are_given_has_the_reasons_and_no_names_of_persons(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment().hand_in(hana=WRONG)
    tiny.write("overrides.csv", "submission;check;points;reason;who\nhana;double;1;符号のみ;佐藤\n")
    tiny.root.joinpath("overrides.csv").write_bytes((tiny.root / "overrides.csv").read_text("utf-8").encode("cp932"))
    ended = kadai(
        "grade",
        "class",
        "--assignment",
        "tiny",
        "--json",
        "-",
        "--html-students",
        "pages",
        "--lang",
        "ja",
        cwd=tiny.root,
    )
    (hana,) = json.loads(ended.out)["submissions"]
    assert hana["overrides"][0]["reason"] == "符号のみ"
    assert "1 点（佐藤さんによる変更" in ended.err
    page = (tiny.root / "pages/hana.html").read_text(encoding="utf-8")
    assert "符号のみ" in page
    assert "佐藤" not in page
