"""Where a check stands, and what its files keep from one submission to the next, read from their text."""

import ast
from collections.abc import Iterator
from pathlib import Path

from autograder.checks import check_id
from autograder.course import Assignment

_NOT_TESTS = {"misconceptions.py", "equivalents.py"}
_Mutable = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp | ast.Call


class Places:
    """The test files of an assignment, and their private modules."""

    def __init__(self, assignment: Assignment) -> None:
        tests = [path for path in (assignment.hidden_tests, assignment.public_tests) if path.is_file()]
        private = [path for folder in assignment.module_folders for path in sorted(folder.glob("*.py"))]
        self.files = [*tests, *(path for path in private if path not in tests and path.name not in _NOT_TESTS)]
        self._functions: dict[str, tuple[Path, ast.FunctionDef]] = {}
        self._kept: dict[str, str] = {}
        self._checks: dict[str, tuple[Path, ast.FunctionDef]] = {}
        for path in self.files:
            for node in ast.parse(path.read_text("utf-8")).body:
                self._note(path, node)

    def _note(self, path: Path, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef):
            self._functions.setdefault(node.name, (path, node))
            if node.name.startswith("test_"):
                self._checks.setdefault(check_id(node.name), (path, node))
            if any("cache" in ast.unparse(decorator) for decorator in node.decorator_list):
                self._kept[node.name] = f"{node.name} ({path.name}:{node.lineno})"
        elif isinstance(node, ast.Assign) and isinstance(node.value, _Mutable):
            for name in (target.id for target in node.targets if isinstance(target, ast.Name)):
                self._kept[name] = f"{name} ({path.name}:{node.lineno})"

    def of(self, check: str) -> tuple[Path, range] | None:
        """The file of a check's test function, and its lines; None if it is no plain function."""
        if check not in self._checks:
            return None
        path, node = self._checks[check]
        return path, range(node.lineno, (node.end_lineno or node.lineno) + 1)

    def kept_by(self, check: str) -> list[str]:
        """Caches and mutable globals that a check reaches, each with its place."""
        names = list(self._reached(check))
        return [self._kept[name] for name in names if name in self._kept]

    def _reached(self, check: str) -> Iterator[str]:
        waiting = [self._checks[check][1]] if check in self._checks else []
        seen: set[str] = set()
        while waiting:
            for node in ast.walk(waiting.pop()):
                if isinstance(node, ast.Name) and node.id not in seen:
                    seen.add(node.id)
                    yield node.id
                    if node.id in self._functions:
                        waiting.append(self._functions[node.id][1])
