"""The two test files of an adopted assignment, written from its translated cells."""

import ast
import re
import textwrap
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.nbgrader.adopting.source_notebook import SourceCell
from autograder.nbgrader.adopting.translating import ASKED, NotTranslated, Translated, Translator
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


def adopted_tests(cells: Sequence[SourceCell], modules: Collection[str] = ()) -> list[Adopted]:
    """What becomes of the test cells: names of checks with their translation; `modules` lie beside the notebook."""
    translator = Translator(cells, modules)
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
    result = translator.translate(cell, cell.asking)
    tree = ast.parse(result.body)
    ours = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    if any(_of_submission(node) for part in ours for node in ast.walk(part)) or any(
        _of_submission(node) and not isinstance(getattr(node, "ctx", None), ast.Load) for node in ast.walk(tree)
    ):
        raise NotTranslated(
            "its autotests stand among statements that change the student's names",
            "自動テストの前後で、学生の名前を変更しています",
        )
    result.body = ast.unparse(_BothSides().visit(tree))
    result.imports.append("from autograder.testing import assert_close")
    return result


def _of_submission(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "submission"


class _BothSides(ast.NodeTransformer):
    """Asks the reference what the submission is asked."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """``kadai_autotest(f(1))``."""
        if not (isinstance(node.func, ast.Name) and node.func.id == ASKED):
            return self.generic_visit(node)
        theirs = re.sub(r"\bsubmission\.", "reference.", ast.unparse(node.args[0]))
        what = re.sub(r"\bsubmission\.", "", ast.unparse(node.args[0]))
        called = [ast.keyword("what", ast.Constant(what))]
        return ast.Call(
            ast.Name("assert_close", ast.Load()), [node.args[0], ast.parse(theirs, mode="eval").body], called
        )


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
