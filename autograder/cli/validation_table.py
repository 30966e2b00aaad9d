"""How a validation is shown: progress while it runs, then one line per assignment and all that falls short."""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text as Styled

from autograder.grading.validation.findings import Band, Finding, Kind, Validation

COLUMNS: dict[str, tuple[Kind, ...]] = {
    "reference": ("reference",),
    "stub": ("stub",),
    "misconceptions": ("misconception",),
    "equivalents": ("equivalent",),
    "mutants": ("mutant",),
    "cheats": ("cheat",),
    "repeated": ("neighbour", "rerun", "draw"),
    "handed out": ("release", "student"),
}


class ValidationProgress:
    """A bar on a terminal, one line per assignment elsewhere."""

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("validating", total=total)

    def name(self, assignment: str) -> None:
        """The next assignment begins."""
        self._bar.update(self._task, description=assignment)
        if not self._console.is_terminal:
            self._console.print(f"validating {assignment}", markup=False, highlight=False)

    def advance(self) -> None:
        """One more module has been graded."""
        self._bar.advance(self._task)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._bar.stop()


def show_validation(results: Sequence[Validation], console: Console) -> None:
    """Print the table, then every finding that is not good."""
    table = Table(title="Validation", title_justify="left", box=None, padding=(0, 1))
    table.add_column("assignment")
    for heading in ("checks", "points", *COLUMNS):
        table.add_column(heading, justify="right")
    for result in results:
        table.add_row(
            Styled(result.assignment),
            str(len(result.checks)),
            f"{result.max_score:g}",
            *(_cell(result, *kinds) for kinds in COLUMNS.values()),
        )
    console.print(table)
    _show_bands(results, console)
    for result in results:
        for remark in result.remarks:
            console.print(Styled(f"warning: {remark}", style="yellow"), soft_wrap=True)
    for result in results:
        for finding in result.findings:
            if not finding.good:
                _show(result.assignment, finding, console)


def _cell(result: Validation, *kinds: Kind) -> Styled:
    findings = [finding for kind in kinds for finding in result.of(kind)]
    good = sum(f.good for f in findings)
    if kinds in (("reference",), ("stub",)):
        words = {True: "full" if kinds == ("reference",) else "0", False: "WRONG"}[good == len(findings)]
    else:
        words = f"{good}/{len(findings)}"
    explained = sum(bool(f.explained) for f in findings)
    return Styled(
        words + (f" ({explained} explained)" if explained else ""), "green" if good == len(findings) else "red"
    )


def _show_bands(results: Sequence[Validation], console: Console) -> None:
    """The bands that checks compare with: allowed relative differences, and the variants nearest to the edge."""
    if not any(r.bands for r in results):
        return
    table = Table(title="\nBands", title_justify="left", box=None, padding=(0, 1))
    for heading in ("assignment", "check"):
        table.add_column(heading, overflow="fold")
    for heading in ("steps", "float64", "float32"):
        table.add_column(heading, justify="right")
    for heading in ("fullest: equivalent", "nearest: misconception", "kept out"):
        table.add_column(heading, overflow="fold")
    for result in results:
        for band in result.bands:
            table.add_row(*map(Styled, (result.assignment, band.check, *_widths(band), *_nearest(band))))
    console.print(table)


def _widths(band: Band) -> tuple[str, str, str]:
    if band.interval:
        return "", f"{band.interval[0]:.4g} … {band.interval[1]:.4g}", ""
    double, single = (" … ".join(f"{w:.0e}" for w in widths) for widths in (band.float64, band.float32))
    return str(band.steps), double, single


def _nearest(band: Band) -> tuple[str, str, str]:
    inside, outside = band.equivalent, band.misconception
    step = f", step {outside.step}" if outside and outside.step is not None else ""
    return (
        f"{inside.id} ({inside.used:.1%} of it)" if inside else "",
        f"{outside.id} (×{outside.used:.2g}{step})" if outside else "",
        f"{band.separated} of {band.compared}",
    )


def _show(assignment: str, finding: Finding, console: Console) -> None:
    console.print(Styled(f"\n{assignment}: {finding.kind} {finding.id}", style="bold red"))
    console.print(Styled(f"  {finding.problem}"))
    for line in finding.diff.splitlines():
        console.print(Styled(f"  {line}", style="red" if line.startswith("-") else "green"))
