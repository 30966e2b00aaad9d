"""A class of any size, made of what the repository holds: reference, stub, misconceptions, equivalents, examples."""

from itertools import cycle, islice
from pathlib import Path

from autograder.course import Course
from autograder.course.catalogue import load_equivalents, load_misconceptions
from autograder.course.handed_out.regions import without_markers
from autograder.course.handed_out.stubs import stub

ROOT = Path(__file__).parents[1]
ASSIGNMENT = "softmax_with_loss"
LEFT_OUT = ("trudy",)  # waits for the limit on CPU seconds, on purpose: five seconds for each of two checks


def variants() -> list[str]:
    """Different texts of the assignment's module: about one in three is right, as in a class."""
    assignment = Course(ROOT).assignment(ASSIGNMENT)
    reference = assignment.reference_text()
    right = [without_markers(reference, assignment.reference_path)]
    right += [e.source for e in load_equivalents(assignment)]
    wrong = [m.source for m in load_misconceptions(assignment)]
    examples = sorted((ROOT / "examples" / "class").glob(f"*/{ASSIGNMENT}.py"))
    by_students = [path.read_text(encoding="utf-8") for path in examples if path.parent.name not in LEFT_OUT]
    return [*right, *right, *wrong, *by_students, stub(reference, assignment.reference_path)]


def write_class(folder: Path, size: int) -> list[Path]:
    """`size` submissions, one file each. No two are equal: equal texts would be graded once."""
    folder.mkdir(parents=True)
    files = []
    for number, text in enumerate(islice(cycle(variants()), size)):
        file = folder / f"student{number:03}.py"
        file.write_text(f"{text.rstrip()}\n\n# student {number}\n", encoding="utf-8")
        files.append(file)
    return files
