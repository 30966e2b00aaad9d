"""The report on a terminal: the class at a glance, or one submission in full."""

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from autograder.grading.results import CheckResult, Report, SubmissionResult
from autograder.reports.summary import CheckSummary, Summary, summarise
from autograder.text import Language

_BAR = 30
_SIGNS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "error": ("✗", "red"),
    "timeout": ("⏱", "red"),
    "crashed": ("✗", "red"),
    "skipped": ("–", "yellow"),
    "fault": ("!", "magenta"),
}


def show_class(report: Report, console: Console, language: Language = "en") -> None:
    """Print the score distribution, the checks most often failed, and the submissions for a person."""
    summary = summarise(report)
    console.print(_headline(report, summary, language))
    console.print(_distribution(summary))
    console.print(_checks(summary, language))
    if summary.for_a_person:
        console.print(_for_a_person(summary.for_a_person, language))


def show_submission(result: SubmissionResult, console: Console, language: Language = "en") -> None:
    """Print every check of one submission with its message."""
    console.print(Styled(f"{result.id}: {result.score:g} / {result.max_score:g}", style="bold"))
    if result.reason:
        console.print(Styled((result.reason_ja if language == "ja" else result.reason), style="red"))
    for note in result.notes:
        console.print(Styled(f"  {note.in_(language)}", style="yellow"))
    for check in result.checks:
        console.print(_check_lines(check, language))


def _headline(report: Report, summary: Summary, language: Language) -> RenderableType:
    title = report.title.in_(language) or report.assignment
    words = (
        f"{summary.submissions} submissions, mean {summary.mean:.2f}, median {summary.median:g} of "
        f"{summary.max_score:g}; {summary.full_marks} with full marks, {summary.zero} with none; "
        f"sandbox: {report.sandbox.level}"
    )
    return Group(Styled(f"\n{title}", style="bold"), Styled(words))


def _distribution(summary: Summary) -> RenderableType:
    table = Table(title="Scores", title_justify="left", box=None, show_header=False, padding=(0, 1))
    highest = max((b.count for b in summary.bins), default=0) or 1
    last = len(summary.bins) - 1
    for i, b in enumerate(summary.bins):
        closing = "]" if i == last else ")"
        bar = "█" * max(round(_BAR * b.count / highest), int(b.count > 0))
        table.add_row(f"[{b.low:g}, {b.high:g}{closing}".replace("[", "\\["), str(b.count), bar)
    return table


def _checks(summary: Summary, language: Language) -> RenderableType:
    failed = [c for c in summary.checks if c.passed < c.total]
    if not failed:
        return Styled("Every submission passes every check.", style="green")
    table = Table(title="Checks most often failed", title_justify="left", box=None, padding=(0, 1))
    table.add_column("passed", justify="right")
    table.add_column("check", no_wrap=True)
    table.add_column("points", justify="right")
    table.add_column("most frequent reason", ratio=1)
    for check in failed:
        table.add_row(
            f"{check.passed}/{check.total}", Styled(check.id), f"{check.max_points:g}", _top_reason(check, language)
        )
    return table


def _top_reason(check: CheckSummary, language: Language) -> Styled:
    if not check.reasons:
        return Styled("(skipped: what it builds on failed)", style="yellow")
    reason = check.reasons[0]
    line = " ".join(reason.text.in_(language).split())
    shown = line if len(line) <= 150 else line[:149] + "…"
    return Styled(f"{len(reason.submissions)}× {shown}")


def _for_a_person(results: tuple[SubmissionResult, ...], language: Language) -> RenderableType:
    table = Table(title="Submissions that need a person", title_justify="left", box=None, padding=(0, 1))
    for heading in ("submission", "status", "why"):
        table.add_column(heading)
    for result in results:
        table.add_row(Styled(result.id), Styled(result.status), Styled(_why(result, language)))
    return table


def _why(result: SubmissionResult, language: Language) -> str:
    if result.reason:
        return result.reason_ja if language == "ja" else result.reason
    odd = [c for c in result.checks if c.outcome in ("fault", "crashed")]
    return f"{len(odd)} × {odd[0].outcome}: {' '.join(odd[0].message.split())[:120]}" if odd else ""


def _check_lines(check: CheckResult, language: Language) -> RenderableType:
    sign, colour = _SIGNS[check.outcome]
    title = (check.title_ja if language == "ja" else check.title) or check.id
    head = Styled.assemble(
        (f"  {sign} ", colour), (f"{check.points:g}/{check.max_points:g}  ", "bold"), f"{check.id}: {title}"
    )
    lines: list[RenderableType] = [head]
    message = check.message_ja if language == "ja" else check.message
    if message:
        lines.append(Styled("\n".join(f"      {line}" for line in message.splitlines()), style="dim"))
    if check.diagnosis:
        d = check.diagnosis
        for text in (
            (d.title_ja, d.explanation_ja, d.question_ja) if language == "ja" else (d.title, d.explanation, d.question)
        ):
            if text:
                lines.append(Styled(f"      → {text}", style="cyan"))
    if check.output:
        lines.append(Styled("\n".join(f"      | {line}" for line in check.output.splitlines()[:20]), style="dim"))
    return Group(*lines)
