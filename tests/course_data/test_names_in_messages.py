"""What messages of the course's tests call a value is code, or stands there in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [path for folder in ("assignments", "shared_checks") for path in sorted((ROOT / folder).glob("*/*.py"))]
CODE = re.compile(
    r"\{[^}]*\}|\"[^\"]*\"|'[^']*'|\w+\([^)]*\)|\w*(?:\.\w+)+|\w+\[[^\]]*\]|\w*_\w*|\w+ ?=|[‖|][^‖|]*[‖|]"
)
NAMES = {"dx", "db", "dw", "dout", "dbeta", "dgamma", "losses", "loss", "delta", "grad", "log", "momentum", "rng"}
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def named(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given as `what`, directly, in a variable or in a dict; and the names of candidates and results."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (k.value for k in node.keywords if k.arg == "what")
            yield from (key for k in node.keywords if k.arg == "candidates" for key in keys(k.value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if node.targets[0].id == "what":
                yield node.value
            elif node.targets[0].id in ("candidates", "results"):
                yield from keys(node.value)
        elif isinstance(node, ast.Dict):
            yield from (v for k, v in zip(node.keys, node.values, strict=True) if is_what(k))


def keys(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.DictComp):
        return [node.key]
    return [key for key in node.keys if key is not None] if isinstance(node, ast.Dict) else []


def is_what(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "what"


def english_in(node: ast.expr) -> list[str]:
    """The words of a text that are no code."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
    return [word for word in re.findall(r"[a-z]{2,}", CODE.sub(" ", text)) if word not in NAMES]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_what_messages_name_is_code_or_in_both_languages(path: Path) -> None:
    wrong = []
    for node in named(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            japanese = ast.unparse(node.elts[1])
            if not (JAPANESE.search(japanese) or not english_in(node.elts[1])):
                wrong.append((node.lineno, japanese))
        elif isinstance(node, ast.Constant | ast.JoinedStr) and english_in(node):
            wrong.append((node.lineno, english_in(node)))
    assert wrong == []
