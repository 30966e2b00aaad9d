"""The map of the course in assignments/README.md has every assignment once, and comes to each after those before it."""

import re
from pathlib import Path

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
ROW = re.compile(r"^\| \| `(\w+)` \|[^|]+\|([^|]+)\| [\d–]+ \| ★+ \|$", re.MULTILINE)


def test_every_assignment_stands_on_the_map_after_those_that_come_before_it():
    rows = ROW.findall((ASSIGNMENTS / "README.md").read_text("utf-8"))
    names = [name for name, _ in rows]
    assert len(set(names)) == len(names)
    assert {path.parent.name for path in ASSIGNMENTS.glob("*/handout.en.md")} <= set(names)
    for place, (name, before) in enumerate(rows):
        assert set(re.findall(r"`(\w+)`", before)) <= set(names[:place]), name
