"""``kadai report``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import console, say
from autograder.cli.output import write_text
from autograder.language import spoken
from autograder.reports import csv as csv_report
from autograder.reports import html as html_report
from autograder.reports import json as json_report
from autograder.reports import terminal
from autograder.reports.export_format import find_submission
from autograder.reports.given import Feedback
from autograder.text import Language, Text


@click.command(
    epilog="Examples:\n\n\b\n  kadai report result.json --html report/\n"
    "  kadai report result.json --submission alice --lang ja"
)
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json")
@options.html
@options.output_file(*options.table_csv)
@click.option(
    "--submission",
    metavar="ID",
    help="Show this submission in full, not the class.\nja: クラスではなく、この提出の結果をすべて示します。",
)
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

    ja: `kadai grade --json` が書いた結果を表示するか、ウェブページや表にします。

    REPORT.json が - なら標準入力を読みます。ウェブページにはネットワークもサーバーも要りません。index.html を開いて
    ください。DIR は作られるか、前の結果と置き換えられます。ほかのものが入っているフォルダは使えません。
    """
    results = json_report.read(report)
    out = console(stderr=str(csv) == "-")
    chosen = find_submission(results, submission) if submission is not None else None
    if csv is not None:
        write_text(csv, csv_report.render(results))
    index = html_report.write(results, html, language, feedback) if html is not None else None
    if chosen is not None:
        terminal.show_submission(chosen, results.legend, out, spoken())
    else:
        terminal.show_class(results, out, spoken())
    terminal.show_origin(results, out, spoken())
    if index is not None:
        say(Text("web pages: ", "ウェブページ: ") + str(index), err=True)
