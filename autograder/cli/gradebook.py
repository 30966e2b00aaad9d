"""``kadai gradebook``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import complain, console
from autograder.cli.output import page_file, refuse_two_outputs, write_text
from autograder.language import spoken
from autograder.reports import json as json_report
from autograder.reports.gradebook import gradebook_page, gradebook_table, gradebook_terminal
from autograder.reports.gradebook.gathering import gather
from autograder.reports.roster import read_roster
from autograder.text import Language


@click.command(
    epilog="Examples:\n\n\b\n  kadai gradebook week1.json week2.json week3.json\n"
    "  kadai gradebook reports/*.json --roster roster.csv --csv marks.csv --html marks.html"
)
@click.argument(
    "reports", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json…"
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV or .xlsx that says who is who, found by any of its columns: rows in its order, with its names, also of "
    "those who handed in nothing.\n"
    "ja: 名簿（CSV または .xlsx）。どの列とも照合します。行は名簿の順で、名前も示し、何も提出していない人も含みます。",
)
@options.output_file("--csv", "Write a table: one line per student.\nja: 学生ごとに 1 行の表を書きます。")
@options.page
@options.language
def command(
    reports: tuple[Path, ...], roster: Path | None, csv: Path | None, html: Path | None, language: Language
) -> None:
    """Show the marks of a course: students by assignments, from one report for each assignment.

    A mark is what counts in the end: with persons' marks and written answers, less what lateness takes. What was not
    handed in has no mark, which is not the same as 0. Exit code 1 where the roster does not know somebody: they stand
    at the end.

    ja: コースの成績を一覧にします。課題ごとの採点結果を 1 つずつ指定すると、学生ごと・課題ごとの得点になります。

    得点は最終的なもので、採点者による変更と記述問題の点を含み、遅延による減点を引いてあります。提出のない課題に得点はな
    く、0 点とは区別されます。名簿にない人がいれば終了コード 1 で、その人は最後に並びます。
    """
    refuse_two_outputs(csv, html)
    named = [(str(path), json_report.read(path)) for path in reports]
    gradebook = gather(named, read_roster(roster) if roster is not None else None)
    if csv is not None:
        write_text(csv, gradebook_table.render(gradebook, language))
    if html is not None:
        write_text(page_file(html), gradebook_page.render(gradebook, language))
    gradebook_terminal.show(gradebook, console(stderr="-" in (str(csv), str(html))), spoken())
    for sentence in gradebook.strangers:
        complain(sentence)
    if gradebook.strangers:
        raise click.exceptions.Exit(1)
