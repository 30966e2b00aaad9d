"""A gradebook on a terminal."""

from rich.console import Console
from rich.table import Table

from autograder.grading.results import SubmissionResult
from autograder.reports.gradebook.gathering import Gradebook, who
from autograder.reports.line_breaks import Words
from autograder.text import Language, Text, one_line, without_commands

_WIDEST = 8
"""So many assignments have a column each in 80 columns."""
_COUNT = Text("{n} students, {m} assignments, {most:g} points", "{n} 人、課題 {m} 件、合計 {most:g} 点")
_STUDENT, _SUM, _MISSING = Text("student", "学生"), Text("sum", "合計"), Text("missing", "未提出")
_WORTH, _MEAN, _MEDIAN = Text("points possible", "満点"), Text("mean", "平均"), Text("median", "中央値")
_SIGNS = Text(
    "– not handed in   ? no mark yet   ✎ by hand   L late   □ partly not written   ! could not be read",
    "– 未提出   ? 得点未確定   ✎ 採点者による   L 遅れ   □ 未記入あり   ! 読み込めない提出",
)
_NARROW = Text(
    "More assignments than fit here: --csv and --html show their marks.",
    "課題が多いため合計だけを示します。各課題の得点は --csv と --html にあります。",
)


def show(gradebook: Gradebook, console: Console, language: Language = "en") -> None:
    """Print the marks, their sums, and how the class did."""
    wide = len(gradebook.columns) <= _WIDEST
    count = _COUNT.in_(language).format(n=len(gradebook.students), m=len(gradebook.columns), most=gradebook.most)
    console.print(Words(f"\n{count}", style="bold"))
    for number, column in enumerate(gradebook.columns, 1):
        console.print(Words(_line(f"{number}  {column.assignment}: {column.title.in_(language)}"), style="dim"))
    console.print(_table(gradebook, wide, language))
    console.print(Words((_SIGNS if wide else _NARROW).in_(language), style="dim"))


def _table(gradebook: Gradebook, wide: bool, language: Language) -> Table:
    table = Table(box=None, padding=(0, 1))
    table.add_column(Words(_STUDENT.in_(language)))
    for number, _ in enumerate(gradebook.columns if wide else (), 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column(Words(_SUM.in_(language)), justify="right", no_wrap=True)
    table.add_column(Words(_MISSING.in_(language)), justify="right", no_wrap=True)
    for student in gradebook.students:
        cells = map(_cell, student.results if wide else ())
        style = "" if student.known else "yellow"
        called = Words(_line(who(student, gradebook)), style=style)
        table.add_row(called, *cells, f"{student.sum:g}", str(student.missing or ""))
    table.add_section()
    columns = gradebook.columns if wide else ()
    mean, median = gradebook.sums()
    for name, values, whole in (
        (_WORTH, [c.max_score for c in columns], gradebook.most),
        (_MEAN, [c.mean for c in columns], mean),
        (_MEDIAN, [c.median for c in columns], median),
    ):
        table.add_row(Words(name.in_(language)), *map(_number, values), _number(whole), "", style="bold")
    return table


def _cell(result: SubmissionResult | None) -> str:
    if result is None:
        return "–"
    signs = (
        "✎" * bool(result.overrides), "L" * bool(result.late), "□" * bool(result.unwritten),
        "!" * (result.status == "unreadable"),
    )  # fmt: skip
    return (f"{result.mark:g}" if result.has_mark else "?") + "".join(signs)


def _number(points: float | None) -> str:
    return "–" if points is None else f"{points:.4g}"


def _line(text: str) -> str:
    return without_commands(one_line(text))
