"""The map of the course in assignments/README.md has every assignment once, and comes to each after those before it."""

import re
from pathlib import Path

import pytest

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
ROW = re.compile(r"^\| \| `(\w+)` \|[^|]+\|([^|]+)\| ([\d–]+) \| (★+) \|$", re.MULTILINE)
ROWS = ROW.findall((ASSIGNMENTS / "README.md").read_text("utf-8"))


def test_every_assignment_stands_on_the_map_after_those_that_come_before_it() -> None:
    names = [name for name, *_ in ROWS]
    assert len(set(names)) == len(names)
    assert {path.parent.name for path in ASSIGNMENTS.glob("*/handout.en.md")} == set(names)
    for place, (name, before, *_) in enumerate(ROWS):
        assert set(re.findall(r"`(\w+)`", before)) <= set(names[:place]), name


@pytest.mark.parametrize(("name", "before", "hours", "stars"), ROWS, ids=[name for name, *_ in ROWS])
def test_each_handout_says_where_it_stands_on_the_map(name: str, before: str, hours: str, stars: str) -> None:
    names = before.strip()
    first = names == "–"
    linked = {language: re.sub(r"`(\w+)`", rf"[`\1`](../\1/handout.{language}.md)", names) for language in ("en", "ja")}
    en, ja = linked["en"], linked["ja"].replace(", ", "、")
    lines = {
        "en": f"After: {'nothing, you can begin here' if first else en}. Time: {hours} hours. Difficulty: {stars}.",
        "ja": f"前の課題：{'なし（ここから始められます）' if first else ja}。"
        f"時間の目安：{hours} 時間。難しさ：{stars}。",
    }
    for language, line in lines.items():
        head = (ASSIGNMENTS / name / f"handout.{language}.md").read_text("utf-8").split("\n")[:4]
        assert head[2] == line, head
