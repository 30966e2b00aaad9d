"""A comparison on a terminal."""

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from autograder.reports.comparison import differences
from autograder.reports.comparison.comparing import Change, CheckChange, Comparison, share
from autograder.reports.words import made_with, per_cent
from autograder.text import Language, Text, one_line, without_commands

_MOST = 40
"""Students who are shown one by one."""

_MOST_CHECKS = 5
_MORE_CHECKS = Text("… and {n} more checks", "…ほかテスト {n} 個")
_TOTALS = Text(
    "{n} in both: {up} up, {down} down, {same} with the same share of all points{unknown}; mean {means}",
    "両方にある提出 {n} 件: 上昇 {up} 件、下降 {down} 件、得点率が同じ {same} 件{unknown}。平均 {means}",
)
_UNKNOWN = Text(", {n} without a score", "、得点が未確定 {n} 件")
_DIFFERENT = Text("What is different", "採点条件の違い")
_NOTHING = Text("Nothing has changed.", "変化はありません。")
_CHECKS = Text("Checks that moved marks", "得点が変わったテスト")
_CHECK_COLUMNS = (
    Text("worth", "配点"), Text("up", "上昇"), Text("down", "下降"), Text("points", "点の増減"),
    Text("check", "テスト"),
)  # fmt: skip
_STUDENTS = Text("Students, worst first", "提出ごとの変化（下降の大きい順）")
_MORE = Text("… and {n} more; --csv and --html show all", "…ほか {n} 件（--csv と --html にはすべて含まれます）")
_ARRIVED = Text("only in the new report: {who}", "新しい結果だけにある提出: {who}")
_GONE = Text("only in the old report: {who}", "古い結果だけにある提出: {who}")
_ALIKE = Text("{old} and {new} handed in the same: one person?", "{old} と {new} の提出物は同一です。同じ人ですか？")
_COLOURS = {"up": "green", "down": "red", "same": "dim", "unknown": "magenta"}


def show(comparison: Comparison, console: Console, language: Language = "en") -> None:
    """Print what differs, the checks that moved marks, and whom they moved."""
    for part in _parts(comparison, language):
        console.print(part)


def _parts(comparison: Comparison, language: Language) -> Iterator[RenderableType]:
    title = comparison.new.title.in_(language) or comparison.new.assignment
    yield Styled(f"\n{_line(title)}", style="bold")
    for sign, report in (("-", comparison.old), ("+", comparison.new)):
        yield Styled(f"{sign} {_line(made_with(report).in_(language), 300)}", style="dim")
    yield Styled(_totals(comparison, language))
    yield from _different(comparison, language)
    if comparison.checks:
        yield _checks(comparison.checks, language)
    shown = comparison.shown
    if shown:
        yield Styled(f"\n{_STUDENTS.in_(language)}", style="italic")
    for change in shown[:_MOST]:
        yield from _student(change, language)
    if len(shown) > _MOST:
        yield Styled(_MORE.in_(language).format(n=len(shown) - _MOST))
    yield from _others(comparison, language)
    if not (comparison.checks or shown or comparison.arrived or comparison.gone):
        yield Styled(_NOTHING.in_(language), style="green")


def _totals(comparison: Comparison, language: Language) -> str:
    unknown = comparison.count("unknown")
    return _TOTALS.in_(language).format(
        n=len(comparison.students),
        up=comparison.count("up"),
        down=comparison.count("down"),
        same=comparison.count("same"),
        unknown=_UNKNOWN.in_(language).format(n=unknown) if unknown else "",
        means=differences.means(comparison),
    )


def _different(comparison: Comparison, language: Language) -> Iterator[RenderableType]:
    if comparison.differences:
        yield Styled(f"\n{_DIFFERENT.in_(language)}", style="italic")
    for found in comparison.differences:
        yield Padding(Styled(_line(differences.difference(found).in_(language))), (0, 0, 0, 2), expand=False)


def _checks(checks: tuple[CheckChange, ...], language: Language) -> RenderableType:
    table = Table(title=_CHECKS.in_(language), title_justify="left", box=None, padding=(0, 1))
    for heading in _CHECK_COLUMNS:
        last = heading is _CHECK_COLUMNS[-1]
        table.add_column(heading.in_(language), justify="left" if last else "right", no_wrap=not last)
    for check in checks:
        worth = differences.worth(check.max_before, check.max_after)
        table.add_row(worth, str(check.up), str(check.down), f"{check.points:+g}", Styled(_line(check.id)))
    return Padding(table, (1, 0, 0, 0), expand=False)


def _student(change: Change, language: Language) -> Iterator[RenderableType]:
    before, after = change.before, change.after
    marks = map(differences.mark, (before, after))
    shares = (per_cent(share(side)) for side in (before, after))
    yield Styled.assemble(
        (_line(change.id, 60), "bold"),
        "  ",
        (" → ".join(shares), _COLOURS[change.direction]),
        f"  ({' → '.join(marks)})  {differences.causes(change).in_(language)}",
    )
    for moved in sorted(change.moved, key=lambda m: -abs(m.delta))[:_MOST_CHECKS]:
        sides = " → ".join(differences.moved_sides(moved, language))
        yield Padding(Styled(f"{_line(moved.check)}: {sides}", style="dim"), (0, 0, 0, 4), expand=False)
    if change.elsewhere:
        text = f"{differences.ELSEWHERE.in_(language)}: {change.elsewhere:+g}"
        yield Padding(Styled(text, style="dim"), (0, 0, 0, 4), expand=False)
    if len(change.moved) > _MOST_CHECKS:
        more = _MORE_CHECKS.in_(language).format(n=len(change.moved) - _MOST_CHECKS)
        yield Padding(Styled(more, style="dim"), (0, 0, 0, 4), expand=False)


def _others(comparison: Comparison, language: Language) -> Iterator[RenderableType]:
    for sentence, results in ((_ARRIVED, comparison.arrived), (_GONE, comparison.gone)):
        if results:
            who = ", ".join(_line(result.id, 60) for result in results)
            yield Styled(f"\n{sentence.in_(language).format(who=who)}")
    for old, new in comparison.alike:
        yield Styled(_ALIKE.in_(language).format(old=_line(old, 60), new=_line(new, 60)), style="yellow")


def _line(text: str, limit: int = 150) -> str:
    return without_commands(one_line(text, limit))
