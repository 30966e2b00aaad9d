"""``kadai report``."""

from pathlib import Path

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.output import write_text
from autograder.reports import csv as csv_report
from autograder.reports import html as html_report
from autograder.reports import json as json_report
from autograder.reports import terminal
from autograder.reports.export_format import find_submission
from autograder.reports.given import Feedback
from autograder.text import Language


@click.command(
    epilog="Examples:\n\n\b\n  kadai report result.json --html report/\n"
    "  kadai report result.json --submission alice --lang ja"
)
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json")
@options.html
@options.output_file("--csv", "Write a table: one line per submission.")
@click.option("--submission", metavar="ID", help="Show this submission in full, not the class.")
@options.feedback
@options.language
def command(
    report: Path,
    html: Path | None,
    csv: Path | None,
    submission: str | None,
    feedback: Feedback,
    language: Language,
) -> None:
    """Show a report that `kadai grade --json` wrote, or make web pages or a table of it.

    REPORT.json may be - for standard input. The web pages need no network and no server: open index.html. DIR is
    created, or an earlier report in it replaced; a folder that holds anything else is refused.
    """
    results = json_report.read(report)
    out = Console(stderr=str(csv) == "-", highlight=False)
    chosen = find_submission(results, submission) if submission is not None else None
    if csv is not None:
        write_text(csv, csv_report.render(results))
    index = html_report.write(results, html, language, feedback) if html is not None else None
    if chosen is not None:
        terminal.show_submission(chosen, results.legend, out, language)
    else:
        terminal.show_class(results, out, language)
    terminal.show_origin(results, out, language)
    if index is not None:
        click.echo(f"web pages: {index}", err=True)
