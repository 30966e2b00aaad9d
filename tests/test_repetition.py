"""What two assignments have in common stands once, in `shared_checks/`: nobody mends one of two copies."""

import ast
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST = 7  # lines that may be the same in a row; blank lines, imports and indentation do not count
GIVEN = "students get each of the two, which is whole in itself"
ALLOWED = {
    ("reference/two_layer_cross_entropy.py", "reference/two_layer_mse.py"): GIVEN,
    ("reference/multi_layer_net.py", "reference/nets.py"): GIVEN,
    ("reference/multi_layer_net.py", "reference/two_layer_net.py"): GIVEN,
}


def written(path: Path) -> list[str]:
    """The lines that count of a module."""
    text = path.read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    left_out = {number for node in imports for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    lines = (" ".join(line.split()) for n, line in enumerate(text.splitlines(), 1) if n not in left_out)
    return [line for line in lines if line]


def owner(path: Path) -> str:
    """The assignment, or the shared folder, that a module belongs to."""
    folder, *parts = path.relative_to(ROOT).parts
    return (
        parts[0].removesuffix(".py") if folder == "reference" else f"{folder}/{parts[0]}".removeprefix("assignments/")
    )


def repeated(files: dict[Path, list[str]]) -> dict[tuple[Path, Path], str]:
    """Pairs of modules of different owners with too long a run, and a line of it."""
    runs: dict[tuple[str, ...], set[Path]] = defaultdict(set)
    for path, lines in files.items():
        for start in range(len(lines) - MOST):
            runs[tuple(lines[start : start + MOST + 1])].add(path)
    return {
        pair: run[0]
        for run, paths in runs.items()
        for pair in combinations(sorted(paths), 2)
        if owner(pair[0]) != owner(pair[1])
    }


@pytest.fixture(scope="module")
def files() -> dict[Path, list[str]]:
    folders = [ROOT / name for name in ("assignments", "reference", "shared_checks")]
    return {path: written(path) for folder in folders for path in sorted(folder.rglob("*.py"))}


def test_no_two_assignments_repeat_each_other(files: dict[Path, list[str]]) -> None:
    found = {tuple(p.relative_to(ROOT).as_posix() for p in pair): line for pair, line in repeated(files).items()}
    new = [f"{one} and {other}, at {line!r}" for (one, other), line in found.items() if (one, other) not in ALLOWED]
    assert not new, f"share it: see docs/authors.md, Shared checks: {'; '.join(new)}"
    assert not ALLOWED.keys() - found.keys(), "these repeat nothing any more: take them off the list"


def test_a_run_is_found_wherever_it_stands(files: dict[Path, list[str]]) -> None:
    """As long as there is one, in the file of another owner."""
    source = ROOT / "assignments/layers/test_hidden.py"
    run, elsewhere = files[source][20 : 20 + MOST + 1], ROOT / "assignments/dropout/more.py"
    assert repeated({source: files[source], elsewhere: ["x = 1", *run]}) == {(elsewhere, source): run[0]}
    assert not repeated({source: files[source], elsewhere: run[:-1]})
    assert not repeated({source: files[source], ROOT / "assignments/layers/more.py": run})
