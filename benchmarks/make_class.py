"""A class of any size, made of what the repository holds: reference, stub, misconceptions, equivalents, examples.

Its make-up is the same however long the catalogue grows: a third is right, half has one mistake of the catalogue each,
the rest is what the students of `examples/class` wrote, with the stub.
"""

from itertools import cycle, islice
from pathlib import Path

from autograder.course import Course
from autograder.course.catalogue import load_equivalents, load_misconceptions
from autograder.course.handed_out.regions import without_markers
from autograder.course.handed_out.stubs import stub

ROOT = Path(__file__).parents[1]
ASSIGNMENT = "softmax_with_loss"
LEFT_OUT = ("trudy",)  # waits for the limit on CPU seconds, on purpose: five seconds for each of two checks
TURN = ("right", "mistaken", "written", "right", "mistaken", "mistaken")


def class_of(size: int) -> list[str]:
    """Texts of the assignment's module, all kinds in turn."""
    assignment = Course(ROOT).assignment(ASSIGNMENT)
    reference = assignment.reference_text()
    right = [without_markers(reference, assignment.reference_path)]
    right += [e.source for e in load_equivalents(assignment)]
    mistaken = _evenly([m.source for m in load_misconceptions(assignment)], size // 2)
    examples = sorted((ROOT / "examples" / "class").glob(f"*/{ASSIGNMENT}.py"))
    written = [stub(reference, assignment.reference_path)]
    written += [path.read_text(encoding="utf-8") for path in examples if path.parent.name not in LEFT_OUT]
    kinds = {"right": cycle(right), "mistaken": cycle(mistaken), "written": cycle(written)}
    return [next(kinds[kind]) for kind in islice(cycle(TURN), size)]


def _evenly(texts: list[str], most: int) -> list[str]:
    """Not more than so many of them, from first to last."""
    return texts if len(texts) <= most else [texts[number * len(texts) // most] for number in range(most)]


def write_class(folder: Path, size: int) -> list[Path]:
    """`size` submissions, one file each. No two are equal: equal texts would be graded once."""
    folder.mkdir(parents=True)
    files = []
    for number, text in enumerate(class_of(size)):
        file = folder / f"student{number:03}.py"
        file.write_text(f"{text.rstrip()}\n\n# student {number}\n", encoding="utf-8")
        files.append(file)
    return files
