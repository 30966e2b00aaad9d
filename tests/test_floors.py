"""The floors and rooms of the engine, as docs/architecture.md draws them: who may import whom, without circles."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
ENGINE = ROOT / "autograder"
FACES = {"autograder", "autograder.testing"}  # what others import; they look at everything, when they are asked


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(ENGINE.rglob("*.py"))}


class Room(NamedTuple):
    """A row of the table: a folder, its floor, and the other rooms of its floor that it may import."""

    floor: int
    process: str
    others: frozenset[str]


def rooms() -> dict[str, Room]:
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## The floors and rooms")[1]
    found, floor = {}, 0
    for row in re.findall(r"^\| (\d?) *\| (.+?) \| (.+?) \| (.*?) *\|", table, re.MULTILINE):
        number, names, process, others = row
        floor = int(number) if number else floor
        for name in re.findall(r"`([\w/]+?)(?:\.py|/)`", names):
            imported = frozenset(
                f"autograder.{other.replace('/', '.')}" for other in re.findall(r"`([\w/]+?)(?:\.py|/)`", others)
            )
            found[f"autograder.{name.replace('/', '.')}"] = Room(floor, process, imported)
    return found


ROOMS = rooms()


def room_of(module: str) -> str:
    """The innermost folder of the table that a module lies in."""
    parts = module.split(".")
    return next((name for n in range(len(parts), 1, -1) if (name := ".".join(parts[:n])) in ROOMS), "")


@cache
def imports_of(module: str) -> frozenset[str]:
    """The engine's modules that one imports when it runs: relative imports and those within functions as well."""
    found = set()
    for node in outside_type_checking(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = absolute(node, module)
            found |= {full if (full := f"{source}.{alias.name}") in MODULES else source for alias in node.names}
    return frozenset(found & MODULES.keys() - {module})


def outside_type_checking(tree: ast.AST) -> list[ast.AST]:
    """All nodes but those that only a type checker sees."""
    found = []
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            found += [node, *outside_type_checking(node)]
    return found


def absolute(node: ast.ImportFrom, module: str) -> str:
    if not node.level:
        return (node.module or "").replace("kadai_sandbox", "autograder.sandbox")  # its name in a worker
    package = module.split(".") if MODULES[module].name == "__init__.py" else module.split(".")[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def test_every_folder_with_code_is_in_the_table() -> None:
    assert {room_of(module) for module in MODULES} - {""} == ROOMS.keys()
    assert {module for module in MODULES if not room_of(module)} == FACES


@pytest.mark.parametrize("module", sorted(MODULES.keys() - FACES))
def test_a_module_imports_its_room_those_below_and_those_that_the_table_names(module: str) -> None:
    home = room_of(module)
    own = ROOMS[home]
    for other in imports_of(module) - FACES:
        room = room_of(other)
        allowed = room == home or ROOMS[room].floor < own.floor or room in own.others
        assert allowed, f"{module}, in the room {home}, imports {other}"


def test_no_module_comes_back_to_itself_by_imports() -> None:
    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, "a circle: " + " → ".join((*path[path.index(module) :], module))
        if module not in done:
            for other in imports_of(module) - FACES:
                visit(other, (*path, module))
            done.add(module)

    done: set[str] = set()
    for module in MODULES.keys() - FACES:
        visit(module, ())


def test_a_circle_and_a_relative_import_would_be_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("from . import frames\nfrom ..worker.serve import serve\n")
    monkeypatch.setitem(MODULES, "autograder.sandbox.wire.one", tmp_path / "one.py")
    assert imports_of("autograder.sandbox.wire.one") == {
        "autograder.sandbox.wire.frames",
        "autograder.sandbox.worker.serve",
    }


STUDENTS = ["autograder.cli.main", "autograder.cli.check", "autograder.cli.watch", "autograder.testing"]
NOT_FOR_STUDENTS = {"msgspec", "markupsafe", "jinja2", "fcntl", "grp", "pwd", "resource", "termios"}


def test_what_students_run_begins_with_nothing_compiled_but_numpy_and_nothing_of_posix() -> None:
    """What they need takes structs from ``autograder.structs``; test_students_machine.py runs it."""
    waiting = STUDENTS + [m for m in MODULES if m.startswith("autograder.grading.in_process") and "rehearsal" not in m]
    done: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in done:
            continue
        done.add(module)
        for name, source in imported_first(module):
            assert name.partition(".")[0] not in NOT_FOR_STUDENTS, f"{module} imports {name}: see autograder/structs/"
            waiting += {f"{source}.{name}", source} & MODULES.keys()
    assert {"autograder.grading.results", "autograder.course.handed_in.choosing"} <= done


def imported_first(module: str) -> Iterator[tuple[str, str]]:
    """What a module imports as it is loaded, whatever happens: names, and the module that they are taken from."""
    for node in ast.parse(MODULES[module].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = absolute(node, module)
            yield source, source
            yield from ((alias.name, source) for alias in node.names if f"{source}.{alias.name}" in MODULES)


def test_no_two_files_have_one_name() -> None:
    """But for the first file of a process or package, commands, errors, and what users' nbgrader_config.py names."""
    paths = [path.relative_to(ENGINE) for path in MODULES.values()]
    names = [
        p.name for p in paths if p.parts[0] != "cli" and str(p) not in ("nbgrader/pages.py", "nbgrader/release.py")
    ]
    assert {n for n in names if names.count(n) > 1} <= {
        "__init__.py",
        "__main__.py",
        "main.py",
        "errors.py",
    }


def test_the_engine_names_no_assignment() -> None:
    assignments = [p.parent.name for p in (ROOT / "assignments").glob("*/assignment.toml")]
    assert assignments
    for path in ENGINE.rglob("*.*"):
        if path.suffix not in {".py", ".html", ".css", ".js", ".j2", ".toml", ".md"}:
            continue
        text = path.read_text(encoding="utf-8")
        # "layers" and the like are also words: of those, only a file or a folder would name the assignment
        named = [a for a in assignments if f"{a}.py" in text or f"assignments/{a}" in text]
        named += [a for a in assignments if "_" in a and (f'"{a}"' in text or f"'{a}'" in text)]
        assert not named, f"{path} names {named}"
