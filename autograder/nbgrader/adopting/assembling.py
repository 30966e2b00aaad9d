"""What an adopted assignment consists of besides its tests: reference, handout, questions, files."""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from autograder.course.handed_out.regions import BEGIN, END, RegionError, blank
from autograder.nbgrader.adopting.source_notebook import SourceCell
from autograder.text import Text

_MARK = re.compile(r"^[ \t]*#+.*\b(BEGIN|END) SOLUTION\b.*$")
_KANA = re.compile(r"[\u3040-\u30ff]")
_FIGURE = re.compile(r"(!\[[^\]]*\]\(\s*<?)([^)\s>]+)([^)]*\))|(<img\b[^>]*?\bsrc\s*=\s*[\"'])([^\"']+)([^>]*>)")
_SHOWN = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")
_ANSWER = re.compile(r"^.*\b(?:BEGIN|END) (?:SOLUTION|MARK SCHEME)\b.*\n?", re.MULTILINE)
_SCHEME = re.compile(r"^[^\n]*BEGIN MARK SCHEME.*?(?:END MARK SCHEME[^\n]*|\Z)", re.MULTILINE | re.DOTALL)


def reference_of(cells: Iterable[SourceCell]) -> tuple[str, list[tuple[str, Text]]]:
    """The text of the reference, whose stub is what nbgrader releases; and what had to be changed for it, by cell."""
    parts, remarks = [], []
    for cell in cells:
        if not cell.code or cell.kind == "test":
            continue
        if cell.python is None:
            parts.append("\n".join(f"# {line}".rstrip() for line in _without_marks(cell.text).split("\n")))
            remarks.append(
                (cell.id, Text("is no Python: kept as a comment", "Python ではないため、コメントにしました"))
            )
            continue
        if cell.has_magics:
            remarks.append((cell.id, Text("has magics, which are left out", "マジックコマンドは取り除きました")))
        python = _without_magics(cell.text, cell.python)
        if cell.kind == "given":
            parts.append(python)
            continue
        text = marked(python)
        if text is None:
            text = _as_a_whole(python)
            remark = Text(
                "its regions do not hold whole statements: all of it is the solution",
                "解答部分が文の途中で切れているため、セル全体を解答としました",
            )
            remarks.append((cell.id, remark))
        parts.append(text)
    return "\n\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n", remarks


def _without_magics(text: str, python: str) -> str:
    """Python without the lines that stand in the place of magics."""
    lines = python.split("\n")
    before = text.split("\n")
    if len(lines) != len(before):
        return python
    return "\n".join(new for old, new in zip(before, lines, strict=True) if new != "pass" or old == new)


def marked(text: str) -> str | None:
    """A solution cell with kadai's marks; None if its regions cannot be blanked."""
    if not any(map(_MARK.match, text.split("\n"))):
        return _as_a_whole(text)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _MARK.match(line)
        if found:
            begins = found[1] == "BEGIN"
            near = lines[number + 1 :] if begins else lines[number - 1 :: -1] if number else []
            indent = next((re.match(r"[ \t]*", n)[0] for n in near if n.strip() and not n.strip().startswith("#")), "")  # type: ignore[index]
            lines[number] = indent + (BEGIN if begins else END)
            if not begins:  # a region that ends in an inner block ends where it began
                first = next((b for b in reversed(lines[:number]) if b.strip() == BEGIN), BEGIN)
                lines[number] = first.replace(BEGIN, END)
    made = "\n".join(lines)
    try:
        blank(made, "cell")
    except RegionError:
        return None
    return made


def _as_a_whole(text: str) -> str:
    bare = _without_marks(text).strip("\n")
    if not ast.parse(bare).body:
        bare += "\npass"
    return f"{BEGIN}\n{bare}\n{END}"


def _without_marks(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _MARK.match(line))


def without_failing(text: str, failed: Sequence[tuple[int, str]]) -> str:
    """A reference in which the statements that do not run here, by line and reason, have become comments."""
    lines = text.split("\n")
    for statement in reversed(ast.parse(text).body):
        first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
        last = statement.end_lineno or statement.lineno
        why = next((why for line, why in failed if first <= line <= last), None)
        if why is not None:
            kept = [f"# {line}".rstrip() for line in lines[first - 1 : last] if not _MARK.match(line)]
            lines[first - 1 : last] = [f"# does not run: {why}", *kept]
    empty = rf"^{BEGIN}\n((?:[ \t]*(?:#.*)?\n)*){END}$"
    return re.sub(empty, r"\1", "\n".join(lines), flags=re.MULTILINE)


def handout_of(cells: Iterable[SourceCell], folder: Path) -> tuple[str, dict[str, Path], list[str]]:
    """The task, the figures in it (path within the folder → file), and pictures that are not there.

    Code stands in the stub; Markdown that a person grades is a question.
    """
    text = "\n\n".join(cell.text.strip() for cell in cells if cell.kind == "markdown")
    text = re.sub(r"^#*\s*(?:BEGIN|END) SOLUTION.*$", "", text, flags=re.MULTILINE)
    figures: dict[str, Path] = {}
    missing: list[str] = []

    def shown(found: re.Match[str]) -> str:
        target = found[2] or found[5]
        name = PurePosixPath(target)
        if re.match(r"[a-z][a-z0-9+.-]*://|//", target):
            return found[0]
        inside = not name.is_absolute() and ".." not in name.parts and name.suffix.lower() in _SHOWN
        if inside and (folder / name).is_file():
            figures[name.as_posix()] = folder / name
            return found[0]
        missing.append(target)
        return f"({target})"

    return _FIGURE.sub(shown, text).strip() + "\n", figures, missing


def language_of(text: str) -> str:
    """``ja`` or ``en``: in which handout a text belongs."""
    return "ja" if len(_KANA.findall(text)) > 20 else "en"


def questions_of(cells: Sequence[SourceCell]) -> str:
    """written.toml: cells that a person grades, with what stands above them as the question."""
    made = []
    for number, cell in enumerate(cells):
        if cell.kind != "written" or not cell.points:
            continue
        above = next((c.text for c in reversed(cells[:number]) if c.kind == "markdown"), "")
        scheme = _SCHEME.search(cell.text)
        task = _SCHEME.sub("", cell.text) if cell.is_task else above
        answer = cell.text if not cell.is_task else scheme[0] if scheme else ""
        name = re.sub(r"[^A-Za-z0-9_-]", "_", cell.id)
        question = _quoted(_plain(task) or f"The cell {cell.id}.")
        rubric = _quoted(_plain(_ANSWER.sub("", answer)) or "see the task")
        made.append(
            f"[[question]]\nid = {json.dumps(name)}\nen = {question}\nja = {question}\n"
            f"rubric = [\n  {{ points = {cell.points:g}, en = {rubric}, ja = {rubric} }},\n]\n"
        )
    return "\n".join(made)


def _plain(text: str) -> str:
    return _FIGURE.sub("", text).strip()


def _quoted(text: str) -> str:
    """A TOML string on one line; TeX stays as it is."""
    return json.dumps(text, ensure_ascii=False).replace(chr(127), "\\u007f")


def other_files(folder: Path, notebooks: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """What nbgrader hands out beside the notebooks: path within the folder (with ``/``) → file."""
    taken = {path.resolve() for path in notebooks}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
        if path.is_file() and not path.is_symlink() and not hidden and path.resolve() not in taken:
            yield name.as_posix(), path
