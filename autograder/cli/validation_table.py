"""How a validation is shown: a table, or a block per assignment where that has no room; then all that falls short."""

from collections.abc import Sequence

from rich.console import Console
from rich.measure import Measurement
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
_OF_NUMBERS = ("checks", "points", *COLUMNS, "steps", "float64", "float32")
_OF_BANDS = (
    "assignment",
    "check",
    "steps",
    "float64",
    "float32",
    "fullest equivalent",
    "nearest misconception",
    "keeps out",
)
_WIDE = 10_000


def show_validation(results: Sequence[Validation], console: Console) -> None:
    """Print what was proved, how wide the bands are, and every finding that is not good."""
    part = tuple(dict.fromkeys(name for result in results for name in result.part))
    if part:
        said = f"A part only: {', '.join(part)}. Nothing else was looked at, mutants neither; the rest is not proved."
        console.print(Styled(said, "bold"))
    _show_rows("Validation", ("assignment", "checks", "points", *COLUMNS), [_row(r) for r in results], console)
    bands = [_band(r.assignment, band) for r in results for band in r.bands]
    if bands:
        _show_rows("\nBands", _OF_BANDS, bands, console)
    _show_known(results, console)
    for result in results:
        for remark in result.remarks:
            console.print(Styled(f"warning: {remark}", style="yellow"), soft_wrap=True)
    for result in results:
        for finding in result.findings:
            if not finding.good:
                _show(result.assignment, finding, console)


def _show_rows(title: str, headings: Sequence[str], rows: Sequence[Sequence[Styled]], console: Console) -> None:
    """As a table where every heading and cell has room on one line, else as blocks: nothing is ever cut."""
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1))
    for heading in headings:
        table.add_column(heading, justify="right" if heading in _OF_NUMBERS else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    wanted = Measurement.get(console, console.options.update(max_width=_WIDE), table).maximum
    if wanted <= console.width:
        console.print(table)
        return
    console.print(Styled(title, "italic"))
    for row in rows:
        _show_block(headings, row, console)


def _show_block(headings: Sequence[str], row: Sequence[Styled], console: Console) -> None:
    """The first cell, and below it the others with their headings, as many to a line as there is room for."""
    console.print(Styled(f" {row[0]}", "bold"), soft_wrap=True)
    line = Styled("  ")
    for heading, cell in zip(headings[1:], row[1:], strict=True):
        if not cell:
            continue
        part = Styled.assemble("  ", heading, " ", cell)
        if line.cell_len + part.cell_len > console.width and line.plain.strip():
            console.print(line, soft_wrap=True)
            line = Styled("  ")
        line.append_text(part)
    console.print(line, soft_wrap=True)


def _row(result: Validation) -> list[Styled]:
    counts = Styled(str(len(result.checks))), Styled(f"{result.max_score:g}")
    return [Styled(result.assignment), *counts, *(_cell(result, *kinds) for kinds in COLUMNS.values())]


def _cell(result: Validation, *kinds: Kind) -> Styled:
    findings = [finding for kind in kinds for finding in result.of(kind)]
    good = sum(f.good for f in findings)
    if not findings:
        return Styled("–")
    if kinds in (("reference",), ("stub",)):
        words = {True: "full" if kinds == ("reference",) else "0", False: "WRONG"}[good == len(findings)]
    else:
        words = f"{good}/{len(findings)}"
    explained = sum(bool(f.explained) for f in findings)
    return Styled(
        words + (f" ({explained} explained)" if explained else ""), "green" if good == len(findings) else "red"
    )


def _show_known(results: Sequence[Validation], console: Console) -> None:
    """What was not run, because it has been before."""
    known = [r for r in results if r.known]
    if known:
        modules = sum(r.known for r in known)
        said = (
            f"\n{modules} of {sum(r.modules for r in results)} modules are as in an earlier validation, and were not "
        )
        console.print(Styled(said + "graded again: --fresh grades them."))


def _band(assignment: str, band: Band) -> list[Styled]:
    """Allowed relative differences, and the variants nearest to the edge on either side."""
    inside, outside = band.equivalent, band.misconception
    step = f", step {outside.step}" if outside and outside.step is not None else ""
    others = band.compared - band.separated
    cells = (
        assignment,
        band.check,
        *_widths(band),
        f"{inside.id} ({inside.used:.1%} of it)" if inside else "",
        f"{outside.id} (×{outside.used:.2g}{step})" if outside else "",
        f"{band.separated}" + (f" (and {others} fail elsewhere)" if others else ""),
    )
    return [Styled(cell) for cell in cells]


def _widths(band: Band) -> tuple[str, str, str]:
    if band.interval:
        return "", f"{band.interval[0]:.4g} … {band.interval[1]:.4g}", ""
    double, single = (" … ".join(f"{w:.0e}" for w in widths) for widths in (band.float64, band.float32))
    return str(band.steps), double, single


def _show(assignment: str, finding: Finding, console: Console) -> None:
    what = finding.kind if finding.id == finding.kind else f"{finding.kind} {finding.id}"
    console.print(Styled(f"\n{assignment}: {what}", style="bold red"), soft_wrap=True)
    console.print(Styled(f"  {finding.problem}"))
    for line in finding.diff.splitlines():
        console.print(Styled(f"  {line}", style="red" if line.startswith("-") else "green"), soft_wrap=True)
