"""``kadai compare``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import complain, console
from autograder.cli.output import page_file, refuse_two_outputs, write_text
from autograder.errors import UsageError
from autograder.language import spoken
from autograder.reports import json as json_report
from autograder.reports.comparison import comparison_page, comparison_table, comparison_terminal
from autograder.reports.comparison.comparing import compare
from autograder.reports.comparison.differences import warnings
from autograder.text import Language, Text


@click.command(
    epilog="Examples:\n\n\b\n  kadai compare monday.json tuesday.json\n"
    "  kadai compare monday.json tuesday.json --csv moved.csv --html moved.html --lang ja"
)
@click.argument("old", type=click.Path(path_type=Path, allow_dash=True), metavar="OLD.json")
@click.argument("new", type=click.Path(path_type=Path, allow_dash=True), metavar="NEW.json")
@options.output_file("--csv", "Write a table: one line per student.\nja: 学生ごとに 1 行の表を書きます。")
@options.page
@options.language
def command(old: Path, new: Path, csv: Path | None, html: Path | None, language: Language) -> None:
    """Show whose mark moved between two reports of an assignment, by how much, because of which check, and why.

    OLD.json and NEW.json are what `kadai grade --json` wrote; one of them may be - for standard input. The reasons are
    what the reports record: the work itself, the assignment, the versions of kadai, Python and NumPy, the secret that
    inputs are drawn with, a person. Exit code 0 whether or not anything has changed.

    ja: ある課題の 2 つの採点結果を比べ、誰の得点がどれだけ、どのテストのために、なぜ変わったかを示します。

    OLD.json と NEW.json は `kadai grade --json` が書いたものです。どちらか一方は - （標準入力）でもかまいません。理
    由は結果に記録されているもの、つまり提出物、課題、kadai・Python・NumPy のバージョン、入力を決めるシークレット、
    人による変更です。変化の有無にかかわらず終了コードは 0 です。
    """
    refuse_two_outputs(csv, html)
    if str(old) == str(new) == "-":
        raise UsageError(
            Text(
                "both reports want standard input; name a file for one of them",
                "2 つの結果がどちらも標準入力を使おうとしています。一方にはファイルを指定してください",
            )
        )
    found = compare(json_report.read(old), json_report.read(new), (str(old), str(new)))
    if csv is not None:
        write_text(csv, comparison_table.render(found))
    if html is not None:
        write_text(page_file(html), comparison_page.render(found, language))
    out = console(stderr="-" in (str(csv), str(html)))
    comparison_terminal.show(found, out, spoken())
    for warning in warnings(found):
        complain(warning)
