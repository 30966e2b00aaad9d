"""Which patterns speak: ``python -m benchmarks.patterns [ID …] [--mutants] [--jobs 2]``.

Grades every misconception of the catalogues, the submissions of examples/class and, with --mutants, the mechanical
changes of the references (mistakes that nobody has described), and counts by name what was recognised in the values of
failed checks. A minute for all assignments, some minutes more with mutants.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autograder import grade
from autograder.course import Assignment, Course
from autograder.course.catalogue import load_misconceptions
from autograder.grading.results import Report
from autograder.grading.variants.mutants import mutants_of

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = ROOT / "autograder" / "numerics"


def written(assignment: Assignment, mutants: bool, folder: Path) -> Path:
    """The wrong modules of an assignment, one submission each."""
    text = assignment.reference_text()
    wrong = {f"misconception {entry.id}": entry.source for entry in load_misconceptions(assignment)}
    if mutants:
        wrong |= {f"mutant {i}": mutant.source for i, mutant in enumerate(mutants_of(text))}
    for name, source in wrong.items():
        file = folder / name / f"{assignment.id}.py"
        file.parent.mkdir()
        file.write_text(source, encoding="utf-8")
    return folder


def of_class(assignment: Assignment, folder: Path) -> Path:
    """What the students of the example class handed in for an assignment."""
    for file in (ROOT / "examples" / "class").glob(f"*/{assignment.id}.*"):
        (folder / file.parent.name).mkdir(exist_ok=True)
        (folder / file.parent.name / file.name).write_bytes(file.read_bytes())
    return folder


def recognised(report: Report) -> Iterator[str]:
    """The pattern of each failed check that compared values, by name; "none" where nothing was recognised."""
    for submission in report.submissions:
        for check in submission.checks:
            difference = check.details.get("difference")
            if difference and difference["kind"] in ("values", "shape"):
                yield (difference["pattern"] or {"name": "none"})["name"]


def known() -> set[str]:
    """The names that the source gives to patterns, as far as they stand there in full."""
    text = "".join((PATTERNS / file).read_text(encoding="utf-8") for file in ("patterns.py", "shapes.py"))
    plain = re.findall(r"Pattern\(\s*\"(\w+)\"", text)
    return {*plain, *re.findall(r"^    yield \(\s*\"(\w+)\"", text, re.MULTILINE)}


def main() -> None:
    """Print a table: pattern, in how many failed checks of catalogues, of mutants and of the example class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    course = Course(ROOT)
    catalogues, students = Counter[str](), Counter[str]()
    for id in options.ids or course.ids():
        assignment = course.assignment(id)
        for count, write in (
            (catalogues, lambda folder, a=assignment: written(a, options.mutants, folder)),
            (students, lambda folder, a=assignment: of_class(a, folder)),
        ):
            with tempfile.TemporaryDirectory() as scratch:
                folder = write(Path(scratch))
                if any(folder.iterdir()):
                    journal = folder / ".results.sqlite"
                    report = grade(folder, assignment=id, course=ROOT, jobs=options.jobs, journal=journal, fresh=True)
                    count.update(recognised(report))
        print(f"{id}: {catalogues.total()} and {students.total()} so far", flush=True)
    print(f"\n| pattern | catalogues{' and mutants' if options.mutants else ''} | example class |\n|---|---|---|")
    for name in sorted({*known(), *catalogues, *students}, key=lambda n: (-catalogues[n] - students[n], n)):
        print(f"| {name} | {catalogues[name]} | {students[name]} |")


if __name__ == "__main__":
    main()
