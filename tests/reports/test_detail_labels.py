"""Whatever our assertions know of a difference has a label in both languages, or is drawn."""

import ast
from pathlib import Path

import autograder.numerics
from autograder.reports.html.details import detail_rows

SOURCES = sorted(Path(autograder.numerics.__file__).parent.glob("*.py"))


def keys() -> set[str]:
    """Those of the dicts that are given as ``data`` to a Mismatch, or are called so."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            dicts = [k.value for k in node.keywords if k.arg == "data"] if isinstance(node, ast.Call) else []
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "data":
                dicts.append(node.value)
            for given in dicts:
                if isinstance(given, ast.Dict):
                    found |= {key.value for key in given.keys if isinstance(key, ast.Constant)}
    return found


def test_each_has_a_label_in_both_languages() -> None:
    assert {"step", "axis", "slopes"} <= keys()
    rows = detail_rows({"data": dict.fromkeys(keys(), 1)})
    assert [row.label.en for row in rows if row.label.en == row.label.ja] == []
