"""The report on a terminal: the class at a glance, or one submission in full."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from autograder.grading.results import CheckResult, Legend, Report, SubmissionResult
from autograder.reports import taken
from autograder.reports.adjustments import adjustments, tallies
from autograder.reports.line_breaks import Words as Styled
from autograder.reports.summary import CheckSummary, Summary, summarise, why_a_person
from autograder.reports.words import OUTCOMES, SIGNS, STATUSES, made_with, shown
from autograder.text import Language, Text, clip, one_line, visible, without_commands

_BAR = 30
_OUTPUT_LINES = 20
_COLOURS = {"passed": "green", **dict.fromkeys(("partly", "skipped", "unwritten"), "yellow"), "fault": "magenta"}
"""All others are red."""

_HEADLINE = Text(
    "{n} submissions, mean {mean:.2f}, median {median:g} of {top:g}; {full} with full marks, {zero} with none",
    "提出 {n} 件、平均 {mean:.2f}、中央値 {median:g}（{top:g} 点満点）、満点 {full} 件、0 点 {zero} 件",
)
_FAULTS = Text(
    "{n} not counted: the grader itself failed on them; grade again",
    "{n} 件は採点側の不具合のため集計に含めていません。もう一度採点してください",
)
_UNWRITTEN = Text("{n} left something unwritten", "未記入の部分がある提出: {n} 件")
_NOT_YET = Text("{n}× not written yet", "{n}× 未記入")
_ABSENT = Text("{n} have not handed in this assignment: {who}", "この課題を提出していない人が {n} 人います: {who}")
_IGNORED = Text("{n} ignored: {what}", "採点の対象としなかったものが {n} 件あります: {what}")
_IGNORED_SHOWN = 5
_STOP = Text("; ", "、")
_ISOLATION = Text("; sandbox: {level}", "。隔離の強さ: {level}")
_SCORES = Text("Scores", "得点の分布")
_MISTAKES = Text("Mistakes recognised", "見つかった間違い")
_CHECKS = Text("Checks most often failed", "不合格の多いテスト")
_COLUMNS = (
    Text("passed", "合格"),
    Text("points", "配点"),
    Text("check, and the most frequent reason", "テストと最も多い理由"),
)
_ALL_PASS = Text("Every submission passes every check.", "すべての提出がすべてのテストに合格しています。")
_ONLY_SKIPPED = Text("(not run: what it builds on failed)", "（前提となるテストが不合格のため未実行）")
_PASSED = Text("{passed} of {n} checks passed", "{n} 個のテストのうち {passed} 個に合格")
_PERSON = Text("Submissions that need a person", "人の確認が必要な提出")
_PERSON_COLUMNS = (Text("submission", "提出"), Text("status", "状態"), Text("why", "理由"))


def show_class(report: Report, console: Console, language: Language = "en") -> None:
    """Print the score distribution, the mistakes and checks that cost most, and the submissions for a person."""
    summary = summarise(report)
    console.print(_headline(report, summary, language))
    console.print(_distribution(summary, language))
    if summary.mistakes:
        console.print(_mistakes(summary, language))
    console.print(_checks(summary, language))
    if summary.for_a_person:
        console.print(_for_a_person(summary.for_a_person, language))


def show_submission(result: SubmissionResult, legend: Legend, console: Console, language: Language = "en") -> None:
    """Print every check of one submission with its message."""
    stop = _STOP.in_(language)
    points = f"{result.mark:g} / {result.max_score:g}{stop}" if result.max_score else ""
    passed = sum(check.outcome == "passed" for check in result.checks)
    words = _PASSED.in_(language).format(passed=passed, n=len(result.checks))
    console.print(Styled(f"{_safe(result.id)}: {points}{words}", style="bold"))
    if result.reason:
        console.print(Styled(clip(_safe(result.reason.in_(language))), style="red"))
    for about, style in ((taken.doubts(result), "yellow"), (result.notes, "yellow"), (_files(result), "dim")):
        for sentence in about:
            console.print(_indented(sentence.in_(language), 2, style))
    for sentence in adjustments(result, legend):
        console.print(_indented(sentence.in_(language), 2, "cyan"))
    explained: set[str] = set()
    for check in result.checks:
        console.print(_check(check, result.points_of(check), legend, language, explained))


def _files(result: SubmissionResult) -> Iterator[Text]:
    """Which file was graded, and which were not."""
    file = taken.file_taken(result)
    if file is not None:
        yield file
    yield from taken.passed_over(result)


def show_origin(report: Report, console: Console, language: Language = "en") -> None:
    """Print in one line what made the report: equal lines stand below reports that may be compared."""
    console.print(Styled(_safe(made_with(report).in_(language)), style="dim"), soft_wrap=True)


def _headline(report: Report, summary: Summary, language: Language) -> RenderableType:
    title = report.title.in_(language) or report.assignment
    words = _HEADLINE.in_(language).format(
        n=summary.submissions,
        mean=summary.mean,
        median=summary.median,
        top=summary.max_score,
        full=summary.full_marks,
        zero=summary.zero,
    )
    lines: list[RenderableType] = [
        Styled(f"\n{_safe(title)}", style="bold"),
        Styled(f"{words}{_ISOLATION.in_(language).format(level=report.sandbox.level)}"),
    ]
    if report.not_handed_in:
        who = _line(", ".join(map(_safe, report.not_handed_in)))
        lines.append(Styled(_ABSENT.in_(language).format(n=len(report.not_handed_in), who=who), style="yellow"))
    lines += [Styled(_safe(tally.in_(language)), style="cyan") for tally in tallies(report.submissions)]
    if report.ignored:
        entries = [_safe(ignored.entry) for ignored in report.ignored]
        what = _line(", ".join(entries[:_IGNORED_SHOWN]) + ", …" * (len(entries) > _IGNORED_SHOWN), 300)
        lines.append(Styled(_IGNORED.in_(language).format(n=len(entries), what=what), style="dim"))
    if summary.unwritten:
        lines.append(Styled(_UNWRITTEN.in_(language).format(n=summary.unwritten)))
    if summary.faults:
        lines.append(Styled(_FAULTS.in_(language).format(n=summary.faults), style="magenta"))
    return Group(*lines)


def _table(title: Text, language: Language, header: bool = True) -> Table:
    return Table(title=title.in_(language), title_justify="left", box=None, padding=(0, 1), show_header=header)


def _distribution(summary: Summary, language: Language) -> RenderableType:
    table = _table(_SCORES, language, header=False)
    highest = max((b.count for b in summary.bins), default=0) or 1
    last = len(summary.bins) - 1
    for i, b in enumerate(summary.bins):
        closing = "]" if i == last else ")"
        bar = "█" * max(round(_BAR * b.count / highest), int(b.count > 0))
        table.add_row(Styled(f"[{b.low:g}, {b.high:g}{closing}"), str(b.count), bar)
    return table


def _mistakes(summary: Summary, language: Language) -> RenderableType:
    table = _table(_MISTAKES, language, header=False)
    for mistake in summary.mistakes:
        title = _line(mistake.words.title.in_(language))
        table.add_row(Styled(f"{len(mistake.submissions)}×"), Styled(title))
        if mistake.words.edit:
            table.add_row("", Styled(_line(mistake.words.edit.in_(language)), "dim"))
    return table


def _checks(summary: Summary, language: Language) -> RenderableType:
    failed = [c for c in summary.checks if not c.passed_by_all]
    if not failed:
        return Styled(_ALL_PASS.in_(language), style="green")
    table = _table(_CHECKS, language)
    for heading in _COLUMNS:
        table.add_column(Styled(heading.in_(language)), justify="right" if heading is not _COLUMNS[-1] else "left")
    for check in failed:
        what = Group(Styled(_safe(check.id)), *_why(check, language))
        table.add_row(f"{check.passed}/{check.total}", f"{check.max_points:g}", what)
    return table


def _why(check: CheckSummary, language: Language) -> Iterator[Styled]:
    """The most frequent reason; how many have not written it yet, which is none."""
    for reason in check.reasons[:1]:
        yield Styled(f"  {len(reason.submissions)}× {_line(reason.text.in_(language))}", style="dim")
    if check.unwritten:
        yield Styled(f"  {_NOT_YET.in_(language).format(n=len(check.unwritten))}", style="dim")
    elif not check.reasons and check.outcomes.get("skipped"):
        yield Styled(_ONLY_SKIPPED.in_(language), style="yellow")


def _for_a_person(results: tuple[SubmissionResult, ...], language: Language) -> RenderableType:
    table = _table(_PERSON, language)
    for heading in _PERSON_COLUMNS:
        table.add_column(Styled(heading.in_(language)), no_wrap=heading is not _PERSON_COLUMNS[-1])
    for result in results:
        why = _line(why_a_person(result).in_(language))
        table.add_row(Styled(_line(result.id, 60)), Styled(STATUSES[result.status].in_(language)), Styled(why))
    return table


def _check(
    check: CheckResult, points: float, legend: Legend, language: Language, explained: set[str]
) -> RenderableType:
    """One check and what it counts; a diagnosis that is in `explained` already is only named."""
    title = _line(legend.title(check.id).in_(language))
    head = Styled.assemble(
        (f"{SIGNS[shown(check)]} ", _COLOURS.get(shown(check), "red")),
        (f"{points:g}/{check.max_points:g}  " if check.max_points else "", "bold"),
        f"{_safe(check.id)}: {title}",
    )
    if shown(check) not in ("passed", "failed"):
        head.append(f"  [{OUTCOMES[shown(check)].in_(language)}]", style=_COLOURS.get(shown(check), "red"))
    return Group(Padding(head, (0, 0, 0, 2), expand=False), *_check_lines(check, legend, language, explained))


def _check_lines(
    check: CheckResult, legend: Legend, language: Language, explained: set[str]
) -> Iterator[RenderableType]:
    if check.message:
        yield _indented(check.message.in_(language), 6, "dim")
    if check.diagnosis:
        words = legend.diagnosis(check.diagnosis)
        texts = (words.title, words.explanation, words.question)
        for text in texts[: 1 if check.diagnosis.id in explained else 3]:
            if text:
                yield _indented(f"→ {text.in_(language)}", 6, "cyan")
        explained.add(check.diagnosis.id)
    if check.output:
        lines = check.output.split("\n")
        shown = "\n".join(lines[:_OUTPUT_LINES]) + ("\n…" if len(lines) > _OUTPUT_LINES else "")
        yield _indented(shown.strip("\n"), 8, "dim")


def _indented(text: str, columns: int, style: str) -> RenderableType:
    return Padding(Styled(clip(_safe(text)), style=style), (0, 0, 0, columns), expand=False)


def _safe(text: str) -> str:
    """A student's text: whatever stands in it, neither the terminal nor a build's log obeys it."""
    return without_commands(visible(text))


def _line(text: str, limit: int = 150) -> str:
    return without_commands(one_line(text, limit))
