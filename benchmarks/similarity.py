"""What `kadai similar` finds: disguised copies against solutions written independently.

python -m benchmarks.similarity [--class-size 1000]
"""

import argparse
import ast
import itertools
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.course import Assignment, Course, Unreadable, discover
from autograder.course.handed_out.stubs import stub
from autograder.reports.similarity.similar_pairs import Pair, Work, similar
from autograder.reports.similarity.winnowing import released_lines
from autograder.sandbox import Sources

ROOT = Path(__file__).parent.parent
OWN_WAY = ("aiko", "haruto", "yui", "sota", "mei", "lucas", "ren", "hina")
"""Those of examples/class who wrote in ways of their own; many others were made from a neighbour's file."""


def main() -> None:
    """Print precision and recall by threshold and by disguise, and what a large class costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--class-size", type=int, default=1000)
    size = parser.parse_args().class_size
    course = Course.find(ROOT)
    found: list[tuple[str, float]] = []
    for id in course.ids():
        found += list(_judged(course.assignment(id)))
    kinds = sorted({kind for kind, _ in found} - {"independent"})
    print(f"{'threshold':>9}  {'precision':>9}  {'recall':>6}  " + "  ".join(f"{kind:>12}" for kind in kinds))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        above = [kind for kind, figure in found if figure >= threshold]
        true = [kind for kind in above if kind != "independent"]
        shares = [above.count(kind) / sum(k == kind for k, _ in found) for kind in kinds]
        every = sum(kind != "independent" for kind, _ in found)
        print(
            f"{threshold:9.0%}  {len(true) / max(1, len(above)):9.1%}  {len(true) / every:6.1%}  "
            + "  ".join(f"{share:12.1%}" for share in shares)
        )
    highest = sorted((figure for kind, figure in found if kind == "independent"), reverse=True)[:8]
    print(
        f"{sum(k == 'independent' for k, _ in found)} independent pairs, the most similar:",
        *(f"{f:.0%}" for f in highest),
    )
    _large(course, size)


def _judged(assignment: Assignment) -> Iterator[tuple[str, float]]:
    """Of each disguised copy, and of each pair of independent solutions: its kind and how similar they are."""
    texts = _independent(assignment)
    released = released_lines([stub(assignment.reference_text(), assignment.id), *assignment.given_texts.values()])
    works = {name: Work.of(name, assignment.sources_of(text), released) for name, text in texts.items()}
    alone = {frozenset((p.first, p.second)): p for p in similar(list(works.values()), threshold=0).pairs}
    for names in map(frozenset, itertools.combinations(works, 2)):
        if all(works[name].prints for name in names):
            yield "independent", _figure(alone.get(names))
    for (kind, disguise), (name, text) in itertools.product(DISGUISES.items(), texts.items()):
        if not works[name].prints:
            continue
        copy = Work.of("copy", assignment.sources_of(disguise(text, random.Random(name))), released)
        pairs = similar([*works.values(), copy], threshold=0).pairs
        yield kind, _figure(next((p for p in pairs if {p.first, p.second} == {name, "copy"}), None))


def _figure(pair: Pair | None) -> float:
    return 0.0 if pair is None else pair.similarity


def _independent(assignment: Assignment) -> dict[str, str]:
    """Solutions that were written for themselves: the reference, whole files among the equivalents, some students'."""
    texts = {"reference": assignment.reference_text()}
    texts |= {path.stem: path.read_text(encoding="utf-8") for path in (assignment.folder / "equivalents").glob("*.py")}
    texts.pop("float32_inside", None)  # the reference with other types
    for submission in discover([ROOT / "examples" / "class"], assignment):
        if submission.handed_in and submission.id in OWN_WAY:
            try:
                sources, _ = submission.read()
            except Unreadable:
                continue
            texts[submission.id] = "\n".join(sources.cells)
    return {name: text for name, text in texts.items() if _parses(text)}


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


# Disguises


def _renamed(text: str, rng: random.Random) -> str:
    """New names for everything that is assigned, and for parameters and attributes of objects."""
    tree = ast.parse(text)
    names: dict[str, str] = {}
    attributes: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg != "self":
            names.setdefault(node.arg, f"val_{len(names)}")
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, f"{rng.choice(('tmp', 'data', 'q'))}_{len(names)}")
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            attributes.setdefault(node.attr, f"_inner_{len(attributes)}")
    for node in ast.walk(tree):
        for field, new in (("id", names), ("arg", names), ("attr", attributes)):
            if getattr(node, field, None) in new:
                setattr(node, field, new[getattr(node, field)])
    return ast.unparse(tree)


def _reordered(text: str, rng: random.Random) -> str:
    """Functions, classes and methods in another order."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef):
            movable: list[ast.stmt] = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
            others = [n for n in node.body if n not in movable]
            rng.shuffle(movable)
            node.body = others + movable
    return ast.unparse(tree)


def _reformatted(text: str, rng: random.Random) -> str:
    """Other layout, no comments but new ones."""
    lines = ast.unparse(ast.parse(text)).split("\n")
    return "\n".join(line + ("  # " + rng.choice("abc") * 9 if line.endswith(")") else "") for line in lines)


def _everything(text: str, rng: random.Random) -> str:
    return _reformatted(_reordered(_renamed(text, rng), rng), rng)


def _padded(text: str, rng: random.Random) -> str:
    """All of it, and a function of one's own."""
    return _everything(text + PADDING, rng)


def _edited(text: str, rng: random.Random) -> str:
    """Every fourth statement with a right-hand side written anew."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return) and node.value is not None and rng.random() < 0.25:
            node.value = ast.parse("0.0 + (" + ast.unparse(node.value) + ") * 1.0", mode="eval").body
    return _everything(ast.unparse(tree), rng)


PADDING = """

def report(history):
    best = None
    for step, value in enumerate(history):
        if best is None or value < best:
            best = value
            print(step, best)
    return best
"""
DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "renamed": _renamed,
    "reordered": _reordered,
    "reformatted": _reformatted,
    "everything": _everything,
    "padded": _padded,
    "edited": _edited,
}


def _large(course: Course, size: int) -> None:
    assignment = course.assignment("softmax_with_loss")
    texts = list(_independent(assignment).values())
    sources = [_variant(assignment, texts[i % len(texts)], i) for i in range(size)]
    start = time.perf_counter()
    released = released_lines([stub(assignment.reference_text(), assignment.id)])
    result = similar([Work.of(f"s{i}", s, released) for i, s in enumerate(sources)])
    print(f"{size} submissions: {time.perf_counter() - start:.1f} s, {len(result.pairs)} pairs")


def _variant(assignment: Assignment, text: str, number: int) -> Sources:
    return assignment.sources_of(_edited(text, random.Random(number)))


if __name__ == "__main__":
    main()
