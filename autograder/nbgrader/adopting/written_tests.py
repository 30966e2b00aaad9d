"""The two test files of an adopted assignment, written from its translated cells."""

import ast
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.nbgrader.adopting.source_notebook import SourceCell
from autograder.nbgrader.adopting.translating import NotTranslated, Translated, Translator
from autograder.text import Text

BANNER = "# ---- not translated: cells that stay as they were; adopted.md says why ----"


@dataclass
class Adopted:
    """What became of one graded cell: checks by file, or a reason why there is none."""

    cell: SourceCell
    hidden: dict[str, Translated] = field(default_factory=dict)
    public: dict[str, Translated] = field(default_factory=dict)
    why: Text | None = None
    remark: Text | None = None

    def give_up(self, why: Text) -> None:
        """It stays as it is."""
        self.hidden, self.public, self.why = {}, {}, why


def adopted_tests(cells: Sequence[SourceCell]) -> list[Adopted]:
    """What becomes of the test cells: names of checks with their translation."""
    translator = Translator(cells)
    found: list[Adopted] = []
    taken: set[str] = set()
    for cell in (c for c in cells if c.kind == "test"):
        adopted = Adopted(cell)
        found.append(adopted)
        name = _name(cell.id, taken)
        try:
            if cell.autotests:
                adopted.hidden[name] = _autotest(cell, translator)
            elif cell.is_hidden:
                adopted.hidden[name] = translator.translate(cell, cell.whole_test)
                if _tests_something(cell.visible_test):
                    adopted.public[f"{name}_visible"] = translator.translate(cell, cell.visible_test)
            else:
                adopted.public[name] = translator.translate(cell, cell.whole_test)
            remarks = (t.remark for t in (*adopted.hidden.values(), *adopted.public.values()))
            adopted.remark = next(filter(None, remarks), None)
        except NotTranslated as reason:
            adopted.give_up(reason.text)
        except (RecursionError, SyntaxError, ValueError) as error:
            adopted.give_up(Text.same(f"{type(error).__name__}: {error}"))
    return found


def _name(id: str, taken: set[str]) -> str:
    plain = re.sub(r"\W+", "_", id).strip("_") or "cell"
    plain = re.sub(r"^tests?_(?=[^\d_])", "", plain)
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    taken.add(name)
    return name


def _tests_something(text: str) -> bool:
    return any(not isinstance(s, ast.Pass | ast.Import | ast.ImportFrom | ast.Expr) or isinstance(
        getattr(s, "value", None), ast.Call) for s in ast.parse(text).body)  # fmt: skip


def _autotest(cell: SourceCell, translator: Translator) -> Translated:
    """nbgrader would write the solution's values into the release; here both sides are asked."""
    lines, result = [], Translated("")
    for expression in cell.autotests:
        try:
            made = translator.translate(cell, f"kadai_value = {expression}")
        except SyntaxError:
            raise NotTranslated(f"{expression} is no expression", f"{expression} は式ではありません") from None
        result.imports += made.imports
        result.helpers += made.helpers
        *before, last = made.body.split("\n")
        mine = last.removeprefix("kadai_value = ")
        theirs = re.sub(r"\bsubmission\.", "reference.", mine)
        lines += [*before, f"assert_close({mine}, {theirs}, what={expression!r})"]
    result.body = "\n".join(lines)
    result.imports.append("from autograder.testing import assert_close")
    return result


def test_file(adopted: Iterable[Adopted], *, hidden: bool, title: str) -> str:
    """The text of test_hidden.py or test_public.py; empty where it would hold nothing."""
    checks = [(a, name, t) for a in adopted for name, t in (a.hidden if hidden else a.public).items()]
    left = [a for a in adopted if a.why is not None] if hidden else []
    if not (checks or left):
        return ""
    imports = dict.fromkeys(line for _, _, t in checks for line in t.imports)
    plain = [line for line in imports if line.startswith(("import ", "from "))]
    parts = [f'"""{title}"""', "\n".join(["from autograder.testing import points", *plain])]
    made = [line for line in imports if line not in plain]
    parts += ["\n".join(made)] if made else []
    parts += list(dict.fromkeys(helper for _, _, t in checks for helper in t.helpers))
    parts += [_function(a, name, t, graded=hidden or (name not in a.hidden and not a.hidden)) for a, name, t in checks]
    if left:
        parts.append(BANNER)
        parts += ["\n".join([f"# {a.cell.id} ({a.cell.points:g} points)", *_commented(a.cell.text)]) for a in left]
    return "\n\n\n".join(parts) + "\n"


test_file.__test__ = False  # type: ignore[attr-defined]  # pytest: it only looks like one


def _commented(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.split("\n")]


def _function(adopted: Adopted, name: str, translated: Translated, *, graded: bool) -> str:
    body = translated.body
    said = _docstring(body) or _first_comment(adopted.cell.text) or f"The cell {adopted.cell.id} passes."
    if _docstring(body):
        body = _after_docstring(body)
    arguments = ["submission"] + (["reference"] if re.search(r"\breference\.", body) else [])
    points = f"@points({adopted.cell.points:g})\n" if graded and adopted.cell.points else ""
    safe = said.replace("\\", "\\\\").replace('"""', "'''").strip()
    safe += " " if safe.endswith('"') else ""
    return (
        f"{points}def test_{name}({', '.join(arguments)}):\n"
        f'    """{textwrap.indent(safe, "    ").lstrip()}"""\n' + textwrap.indent(body or "pass", "    ")
    )


def _docstring(body: str) -> str:
    return (ast.get_docstring(ast.parse(body)) or "").strip()


def _after_docstring(body: str) -> str:
    """The lines behind a text's docstring, if it stands on lines of its own."""
    first = ast.parse(body).body[0]
    lines = body.split("\n")
    return "\n".join(lines[first.end_lineno or 1 :]).strip("\n") or "pass"


def _first_comment(text: str) -> str:
    """The comment that a cell begins with."""
    found = re.match(r"(?:[ \t]*#+(?!#?\s*(?:BEGIN|END|AUTOTEST|HASHED))[^\n]*\n?)+", text.lstrip())
    lines = (line.strip().lstrip("#").strip() for line in found[0].split("\n")) if found else ()
    return "\n".join(line for line in lines if line and not line.startswith("%")).strip("-= \n")
