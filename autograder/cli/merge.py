"""``kadai merge``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.output import write_text
from autograder.reports import json as json_report
from autograder.reports.merging import merge
from autograder.text import without_commands


@click.command(
    epilog="Examples:\n\n\b\n  kadai merge kim.json lee.json sato.json -o class.json\n"
    "  kadai merge kim.json lee.json | kadai report - --html report/"
)
@click.argument(
    "reports", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json…"
)
@options.written
def command(reports: tuple[Path, ...], output: Path) -> None:
    """Make one report of several of one assignment: colleagues have graded a part of the class each.

    Marks stand side by side only where they came from the same tests and the same secret: anything else is refused,
    and so are different results of one student. Where one is a fault of the grader or was cut short, the other counts.
    """
    merged = merge([(str(path), json_report.read(path)) for path in reports])
    write_text(output, json_report.render(merged.report).decode())
    click.echo(f"kadai: {len(merged.report.submissions)} submissions of {len(reports)} reports", err=True)
    for note in merged.notes:
        click.echo(f"kadai: {without_commands(note)}", err=True)
