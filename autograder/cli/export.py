"""``kadai export``."""

from pathlib import Path
from typing import get_args

import click

from autograder.cli import options
from autograder.cli.output import write_bytes
from autograder.reports import json as json_report
from autograder.reports.export_format import Options, Visibility
from autograder.reports.formats import FORMATS, render
from autograder.reports.given import Feedback
from autograder.reports.roster import read_roster
from autograder.text import Language, without_commands

_LIST = "\n".join(f"  {f.name:<11} {f.description}" for f in FORMATS.values())


@click.command(
    epilog=f"Formats:\n\n\b\n{_LIST}\n\nExamples:\n\n\b\n"
    "  kadai export --to canvas result.json --roster gradebook.csv -o import.csv\n"
    "  kadai export --to gradescope result.json -o /autograder/results/results.json"
)
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json")
@click.option("--to", required=True, type=click.Choice(list(FORMATS)), metavar="FORMAT", help="See below.")
@options.written
@click.option("--submission", metavar="ID", help="The submission, for formats that hold one.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV that says who is who: the system's own export, matched by its id columns, or any table with a "
    "column 'submission' (kadai's id) beside the system's columns.",
)
@click.option("--column", metavar="NAME", help="The assignment's name in the other system, e.g. 'HW 1 (4711)'.")
@click.option(
    "--hidden-checks",
    type=click.Choice(get_args(Visibility)),
    default="visible",
    show_default=True,
    help="When students see results of hidden checks (gradescope).",
)
@options.feedback
@options.language
def command(
    report: Path,
    to: str,
    output: Path,
    submission: str | None,
    roster: Path | None,
    column: str | None,
    hidden_checks: Visibility,
    feedback: Feedback,
    language: Language,
) -> None:
    """Convert a report that `kadai grade --json` wrote for another system.

    Who is in the roster is in the file. The others are listed, and so is whoever fits several rows: nobody's grade
    goes astray, and the exit code is 1. Where the grader itself failed on a submission, no score is exported for it:
    exit code 1 if that leaves nothing to write, a note otherwise.
    """
    chosen = Options(
        language=language,
        submission=submission,
        roster=read_roster(roster) if roster is not None else None,
        column=column,
        hidden_checks=hidden_checks,
        feedback=feedback,
    )
    export = render(to, json_report.read(report), chosen)
    write_bytes(output, export.content)
    for note in (*export.notes, *export.left_out):
        click.echo(f"kadai: {without_commands(note)}", err=True)
    if export.left_out:
        raise click.exceptions.Exit(1)
