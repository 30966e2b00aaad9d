"""What docs/instructors.md walks through: colleagues grade a part each, a test changes, a mark is set, marks go out."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from tiny_course import HIDDEN, RIGHT, WRONG, TinyCourse

Kadai = Callable[..., Any]
TRUNCATED = "def double(x):\n    return 2 * int(x)\n"


def test_a_lecturer_changes_a_test_and_knows_whose_mark_moved_and_why(tiny: TinyCourse, kadai: Kadai) -> None:
    tiny.assignment()
    for place, text in (("kim/alice", TRUNCATED), ("kim/ben", WRONG), ("lee/mio", RIGHT)):
        tiny.write(f"{place}/tiny.py", text)

    def done(*arguments: str, code: int = 0) -> str:
        ended = kadai(*arguments, cwd=tiny.root)
        assert ended.code == code, ended.err
        return str(ended.out + ended.err)

    for part in ("kim", "lee"):
        done("grade", part, "--assignment", "tiny", "--json", f"{part}.json")
    assert "3 submissions of 2 reports" in done("merge", "kim.json", "lee.json", "-o", "monday.json")

    tiny.write("assignments/tiny/test_hidden.py", HIDDEN.replace("double(0) == 0", "double(0.5) == 1"))
    done("grade", "kim", "lee", "--assignment", "tiny", "--json", "tuesday.json")
    told = done("compare", "monday.json", "tuesday.json")
    assert "3 in both: 0 up, 2 down, 1 with the same share" in told
    assert "alice  100.0 % → 66.7 %  (3/3 → 2/3)  the assignment\n" in told
    assert "zero: ✓ passed 1/1 → ✗ failed 0/1" in told

    tiny.write("overrides.csv", "submission,check,points,reason,who\nalice,zero,1,it was not said,kim\n")
    done("grade", "kim", "lee", "--assignment", "tiny", "--json", "wednesday.json")
    told = done("compare", "tuesday.json", "wednesday.json")
    assert "3 in both: 1 up, 0 down, 2 with the same share" in told
    assert "alice  66.7 % → 100.0 %  (2/3 → 3/3)  a person's mark\n" in told

    tiny.write("roster.csv", "submission,Name\nmio,森 澪\nalice,Ito Ann\nzoe,Zoe\nben,Ben\n")
    done("gradebook", "wednesday.json", "--roster", "roster.csv", "--csv", "marks.csv")
    rows = list(csv.DictReader(io.StringIO((tiny.root / "marks.csv").read_text("utf-8"))))
    assert [(r["Name"], r["tiny"], r["tiny by_hand"], r["missing"]) for r in rows[1:-2]] == [
        ("森 澪", "3", "", "0"), ("Ito Ann", "3", "3", "0"), ("Zoe", "", "", "1"), ("Ben", "0", "", "0"),
    ]  # fmt: skip

    done("report", "wednesday.json", "--anonymous", "key.json", "--json", "anonymous.json")
    anonymous = (tiny.root / "anonymous.json").read_text("utf-8")
    assert not [word for word in ("alice", "ben", "mio", "kim", "return") if word in anonymous]
    names = json.loads((tiny.root / "key.json").read_text("utf-8"))["people"]
    scores = {names[s["id"]]: s["score"] for s in json.loads(anonymous)["submissions"]}
    assert scores == {"alice": 3.0, "ben": 0.0, "mio": 3.0}

    assert "overrides.csv" in done("forget", "alice")
    assert "keeps nothing of 'alice'" in done("forget", "alice", code=2)
