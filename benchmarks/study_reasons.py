"""What is said of wrong modules, and what they cost: by assignment, for catalogue, mutants and sweeps.

Everything is graded as submissions are, under a secret of its own. Names are asked for inside an examiner: of every
misconception with itself left out of the catalogue (which cannot flatter itself then), and of mutants of the
reference and of the equivalents. A name is right where the mistake that it stands for behaves like the submission in
every check, and again on a fresh draw.
"""

import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from autograder import grade
from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.grading.validation.findings import Validation
from autograder.grading.variants.mutants import mutants_of
from benchmarks.study_kills import Share

ROOT = Path(__file__).resolve().parent.parent
NAMING = ROOT / "tests" / "grading" / "diagnosis" / "naming.py"
MUTANTS = 60
"""Of each assignment, so many mutants of each kind are named: each of them has to be compared with all others."""


@dataclass
class Lost:
    """Shares of the points that single edits cost."""

    shares: list[float] = field(default_factory=list)

    def cells(self) -> str:
        """How many there are, how many cost nothing; the median, what 90 % stay within, and the largest share."""
        if not self.shares:
            return "0 | – | – | – | –"
        ordered = sorted(self.shares)
        figures = median(ordered), ordered[math.ceil(0.9 * len(ordered)) - 1], ordered[-1]
        return " | ".join([str(len(ordered)), str(ordered.count(0)), *(f"{share:.0%}" for share in figures)])


@dataclass
class Names:
    """How many wrong modules were named rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    none: int = 0

    @classmethod
    def of(cls, named: Mapping[str, Sequence[str]], wrong: Iterable[str]) -> "Names":
        """From the names of each module, and the modules of which the names are wrong."""
        wrongly = set(wrong)
        named_at_all = {id for id, names in named.items() if names}
        return cls(len(named_at_all - wrongly), len(wrongly), len(named) - len(named_at_all))

    def cells(self) -> str:
        """The three counts, and the share of modules with a name."""
        every = self.right + self.wrong + self.none
        share = f"{(self.right + self.wrong) / every:.0%}" if every else "–"
        return f"{self.right} | {self.wrong} | {self.none} | {share}"


@dataclass
class Reasons:
    """Of one assignment."""

    assignment: str
    lost: dict[str, tuple[Lost, Lost | None]]
    """By kind of edit: with kadai, and with the naive grader where there is one."""
    names: dict[str, Names]
    sweeps: str
    """Cells: wrong ones, paid for, explained; right ones, rejected, explained."""


def reasons_of(assignment: Assignment, validation: Validation, naive: Share | None, jobs: int) -> Reasons:
    """Grades and names everything; the sweeps are those of a validation."""
    explained = {f.id for f in validation.of("mutant") if f.explained}
    edits = {
        "catalogue": {e.id: e.source for e in load_misconceptions(assignment)},
        "mutants": {m.id: m.source for m in mutants_of(assignment.reference_text()) if m.id not in explained},
    }
    lost = {}
    for kind, sources in edits.items():
        theirs = None if naive is None else Lost([naive(source) for source in sources.values()])
        lost[kind] = Lost(shares_lost(assignment, sources, jobs)), theirs
    return Reasons(assignment.id, lost, names_of(assignment.id), sweeps_of(validation))


def shares_lost(assignment: Assignment, sources: Mapping[str, str], jobs: int) -> list[float]:
    """Of the points, what each module loses when it is handed in."""
    with tempfile.TemporaryDirectory() as scratch:
        for number, source in enumerate(sources.values()):
            file = Path(scratch) / "class" / f"{number:05}" / f"{assignment.id}.py"
            file.parent.mkdir(parents=True)
            file.write_text(source, encoding="utf-8")
        report = grade(
            Path(scratch) / "class",
            assignment=assignment.id,
            course=assignment.course.root,
            jobs=jobs,
            journal=Path(scratch) / "results.sqlite",
        )
    return [1 - s.score / s.max_score for s in report.submissions]


def names_of(id: str, mutants: int = MUTANTS) -> dict[str, Names]:
    """What is named, in a copy of the course that keeps nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch) / "course"
        for part in ("assignments", "reference", "shared_checks"):
            shutil.copytree(ROOT / part, course / part)
        shutil.copy(ROOT / "pyproject.toml", course)
        found = _said(course, id, "--nearest", "--mutants", str(mutants))
        fresh = _said(course, id, "--compare", "--secret", "another", asked=found["compared"])["differ"]
    parts = {
        "catalogue": ("left_out", "taken_for"),
        "mutants": ("mutants", "wrong"),
        "mutants of equivalents": ("of_equivalents", "wrong_of_equivalents"),
    }
    return {
        kind: Names.of(found[named], {*found[wrong], *(id for id in fresh if id in found[named])})
        for kind, (named, wrong) in parts.items()
    }


def _said(course: Path, id: str, *how: str, asked: object = ()) -> Any:
    command = [sys.executable, str(NAMING), str(course), id, *how]
    given = json.dumps(asked or {})
    said = subprocess.run(command, capture_output=True, check=True, input=given, text=True).stdout
    return json.loads(said.splitlines()[-1])


def sweeps_of(validation: Validation) -> str:
    """Cells of a row."""
    cells = []
    for kind in ("wrong_sweep", "right_sweep"):
        found = validation.of(kind)
        cells += [len(found), sum(not f.good for f in found), sum(bool(f.explained) for f in found)]
    return " | ".join(map(str, cells))


def show_reasons(found: Iterable[Reasons]) -> None:
    """Three tables, one line per assignment and kind."""
    found = list(found)
    print("\n| assignment | single edits | kadai: modules | full marks | lost: median | 90 % | largest", end="")
    print(" | naive: modules | full marks | lost: median | 90 % | largest |")
    print("|---" * 12 + "|")
    for reasons in found:
        for kind, (ours, theirs) in reasons.lost.items():
            cells = theirs.cells() if theirs else "– | – | – | – | –"
            print(f"| `{reasons.assignment}` | {kind} | {ours.cells()} | {cells} |")
    print("\n| assignment | wrong modules | named rightly | wrongly | not | named |\n|---|---|---|---|---|---|")
    for reasons in found:
        for kind, names in reasons.names.items():
            print(f"| `{reasons.assignment}` | {kind} | {names.cells()} |")
    print("\n| assignment | wrong sweeps | paid for | explained | right sweeps | rejected | explained |")
    print("|---" * 7 + "|")
    for reasons in found:
        print(f"| `{reasons.assignment}` | {reasons.sweeps} |")
