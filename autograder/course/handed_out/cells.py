"""The cells of an assignment's notebook: handouts, code, written answers, checks."""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from autograder.checks import CheckInfo
from autograder.course.assignment import Assignment
from autograder.course.course import Course
from autograder.course.handed_out.notebooks import Cell, plain
from autograder.course.handed_out.regions import BEGIN, END
from autograder.course.handed_out.stubs import StubCell, stub_cells
from autograder.course.written import FILE as WRITTEN
from autograder.course.written import Question, read_questions
from autograder.structs import replace
from autograder.text import Language, Text

ANSWER_HERE = "YOUR ANSWER HERE / ここに答えを書いてください"

_SETUP = """\
# 準備: 最初にこのセルを実行すると、下のセルでテストを実行できます。
# Set-up: run this cell first; the cells below then run the checks.
try:
    from autograder import cell_checker
except ImportError:
    print("テストを実行するには kadai が必要です。__HOW_JA__、準備のセルをもう一度実行してください。")
    print("The checks need kadai: __HOW_EN__, then run the set-up cell again.")__COMMAND__
    def check(name=None):
        print("準備のセルを見てください / See the set-up cell")
else:
    check = cell_checker(globals(), "test_public.py")"""

_README = Text("install it as README.md of the hand-out says", "配布物の README.md のとおりにインストールしてから")
_COMMAND = Text("run the line below", "下の 1 行を実行してから")

_CHECKS = """\
## 確かめる

次のセルを実行してから、その下のセルで 1 つずつ確かめてください。コードを直したら、コードのセルを実行し直してから、\
もう一度確かめます。

## Checking your work

Run the next cell, then check one thing at a time below. After you have changed your code, run its cell again, \
and then the check."""

_PUBLIC = """\
### 公開テスト

ここで実行できるテストです。

### Public checks

You can run these checks here."""

_HIDDEN = """\
### 提出後に採点されるテスト

テストの中身は公開していません。何を調べるかは、各セルに書いてあります。

### Checks that are run after you hand in

They are not shown, but each cell says what its check looks at."""

_ALL = """\
# すべての公開テストをまとめて実行します。
# Runs all public checks at once.
check()"""

_MAIN = """\
## 動かしてみる

コードが完成したら、次のセルで結果を確かめましょう。途中の段階では、まだ書かれていないところでエラーになります。

## See it work

Once your code is complete, the next cell shows what it does. Until then it stops at what is not written yet."""

_WRITTEN = Text(
    """\
## Written questions

Answer in words and formulas, in the answer cells of the notebook (`$...$` typesets a formula there). \
A person reads and marks your answers.""",
    """\
## 記述問題

ノートブックの解答欄に、文章と式で答えてください（数式は `$...$` で書けます）。採点者が読んで採点します。""",
)


def notebook_cells(
    assignment: Assignment, checks: Iterable[CheckInfo], handouts: Iterable[tuple[str, str]]
) -> tuple[Cell, ...]:
    """All cells of the assignment's two notebooks.

    Args:
        assignment: whose reference and written questions are read.
        checks: that it has.
        handouts: language and text of each handout, in the order in which they are to be shown.

    Raises:
        UsageError: if a source is out of order.
    """
    cells = [c for language, text in handouts for c in _handout(language, text)]
    stub = _stub(stub_cells(assignment.reference_text(), assignment.reference_path))
    main = [cell for cell in stub if cell.blank.startswith("if __name__")]
    cells += [cell for cell in stub if cell not in main]
    cells += _written(read_questions(assignment.folder / WRITTEN))
    cells += _checks(tuple(checks), assignment.course)
    cells += [_given("markdown", "main", _MAIN), *main] if main else []
    return _with_unique_names(cells)


def _given(kind: str, name: str, source: str, *, ours: bool = False, may_raise: bool = False) -> Cell:
    shape: Literal["code", "markdown"] = "code" if kind == "code" else "markdown"
    return Cell(shape, "given", name, source, source, ours=ours, may_raise=may_raise)


def _handout(language: str, text: str) -> list[Cell]:
    """A handout, cut into one cell per section (headings of the first and second level)."""
    sections: list[list[str]] = [[]]
    fenced = False
    for line in text.strip("\n").split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and re.match(r"##? ", line) and any(sections[-1]):
            sections.append([])
        sections[-1].append(line)
    return [_given("markdown", f"handout-{language}-{n}", "\n".join(s).strip("\n")) for n, s in enumerate(sections)]


def _stub(cells: Iterable[StubCell]) -> list[Cell]:
    built = []
    for cell in cells:
        if cell.kind == "solution":
            built.append(Cell("code", "solution", f"solution-{cell.name}", cell.blank, cell.complete, may_raise=True))
        else:
            kind = "markdown" if cell.kind == "text" else "code"
            built.append(_given(kind, f"given-{cell.name}", cell.blank, may_raise=kind == "code"))
    return built


def written_section(questions: tuple[Question, ...], language: Language) -> str:
    """The questions in one language, as the last section of a handout; nothing where there are none."""
    if not questions:
        return ""
    asked = (_asked(number, q).in_(language) for number, q in enumerate(questions, start=1))
    return "\n\n".join([_WRITTEN.in_(language), *asked])


def _asked(number: int, question: Question) -> Text:
    points = _points(question.points)
    return Text(f"**W{number}** ({points.en}). {question.text.en}", f"**W{number}**（{points.ja}）。{question.text.ja}")


def _written(questions: tuple[Question, ...]) -> list[Cell]:
    cells = [_given("markdown", "written-questions", f"{_WRITTEN.ja}\n\n{_WRITTEN.en}")] if questions else []
    for number, question in enumerate(questions, start=1):
        asked = _asked(number, question)
        cells.append(_given("markdown", f"question-{question.id}", f"{asked.ja}\n\n{asked.en}"))
        answer = f"{BEGIN}\n{_rubric(question)}\n{END}"
        cells.append(Cell("markdown", "answer", f"answer-{question.id}", ANSWER_HERE, answer, question.points))
    return cells


def _rubric(question: Question) -> str:
    lines = [f"- {_points(c.points).ja}: {c.text.ja}" for c in question.rubric]
    english = [f"- {_points(c.points).en}: {c.text.en}" for c in question.rubric]
    return "\n".join(["**採点基準**", "", *lines, "", "**Rubric**", "", *english])


def _setup(course: Course) -> str:
    """The set-up cell; where kadai is missing, it says how that course's students install it."""
    how = _COMMAND if course.install else _README
    is_file = course.install and (course.root / course.install).is_file()
    named = f"../wheels/{Path(course.install).name}" if is_file else course.install
    command = f"\n    print({f'    %pip install {shlex.quote(named)}'!r})" if course.install else ""
    return _SETUP.replace("__HOW_JA__", how.ja).replace("__HOW_EN__", how.en).replace("__COMMAND__", command)


def _checks(checks: tuple[CheckInfo, ...], course: Course) -> list[Cell]:
    if not checks:
        return []
    public, hidden = [c for c in checks if c.public], [c for c in checks if not c.public]
    cells = [_given("markdown", "checks", _CHECKS), _given("code", "checks-setup", _setup(course), ours=True)]
    for some, name, heading in ((public, "checks-public", _PUBLIC), (hidden, "checks-hidden", _HIDDEN)):
        if some:
            cells += [_given("markdown", name, heading), *map(_check, some)]
    return [*cells, _given("code", "checks-all", _ALL, ours=True)] if public else cells


def _check(check: CheckInfo) -> Cell:
    lines = [f"# {text}" for text in dict.fromkeys((check.title.ja, check.title.en))]
    points = _points(check.max_points)
    lines.append(f'check("{check.id}")' + (f"  # {points.ja} / {points.en}" if check.max_points else ""))
    source = "\n".join(lines)
    return Cell("code", "check", check.id, source, source, check.max_points, ours=True)


def _points(points: float) -> Text:
    return Text(f"{plain(points):g} point{'' if points == 1 else 's'}", f"{plain(points):g} 点")


def _with_unique_names(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Names that nbgrader takes. Checks have theirs to themselves; of two other cells, the second is numbered."""
    cells = list(cells)
    taken, named = {c.name for c in cells if c.role == "check"}, []
    for cell in cells:
        name = stem = re.sub(r"[^A-Za-z0-9_-]", "_", cell.name)
        number = 1
        while cell.role != "check" and name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        named.append(replace(cell, name=name))
    return tuple(named)
