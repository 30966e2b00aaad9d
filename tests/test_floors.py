"""The floors of the engine: a floor imports only floors below it, and none names an assignment."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "autograder"
FLOORS = ["numerics", "sandbox", "course", "grading", "reports", "kernel", "nbgrader", "cli"]
GROUND = {"errors", "text", "writing", "__version__"}
MODULES = sorted(p for p in ENGINE.rglob("*.py"))


def floor_of(name: str) -> int:
    return FLOORS.index(name) if name in FLOORS else -1


def imports_of(path: Path) -> set[str]:
    """The second components of all ``autograder.X`` imports of a module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("autograder.")}
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "autograder":
                found |= {parts[1]} if len(parts) > 1 else {a.name for a in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ENGINE)))
def test_a_module_imports_only_floors_below_its_own(path: Path) -> None:
    relative = path.relative_to(ENGINE).parts
    if len(relative) == 1:  # the package itself and the authors' face look at everything
        return
    own = floor_of(relative[0])
    above = {n for n in imports_of(path) - GROUND if n not in FLOORS or floor_of(n) > own}
    assert not above, f"{path} is on the floor {relative[0]} and imports {above}"


def test_the_engine_names_no_assignment() -> None:
    assignments = [p.parent.name for p in (ROOT / "assignments").glob("*/assignment.toml")]
    assert assignments
    for path in ENGINE.rglob("*.*"):
        if path.suffix not in {".py", ".html", ".css", ".js", ".j2", ".toml", ".md"}:
            continue
        text = path.read_text()
        # "layers" and the like are also words: of those, only a file or a folder would name the assignment
        named = [a for a in assignments if f"{a}.py" in text or f"assignments/{a}" in text]
        named += [a for a in assignments if "_" in a and (f'"{a}"' in text or f"'{a}'" in text)]
        assert not named, f"{path} names {named}"
