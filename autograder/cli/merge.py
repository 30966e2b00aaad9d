"""``kadai merge``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import complain
from autograder.cli.output import write_text
from autograder.reports import json as json_report
from autograder.reports.merging import merge
from autograder.text import Text


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

    ja: クラスを手分けして採点した同僚の結果を、同じ課題について 1 つにまとめます。

    得点を並べられるのは、同じテストと同じシークレットによるものだけです。ほかは断ります。同じ学生に異なる結果があるときも同じです。
    一方が採点側の不具合や打ち切りなら、もう一方を採ります。
    """
    merged = merge([(str(path), json_report.read(path)) for path in reports])
    write_text(output, json_report.render(merged.report).decode())
    n = len(merged.report.submissions)
    complain(Text(f"{n} submissions of {len(reports)} reports", f"結果 {len(reports)} 件から提出 {n} 件"))
    for note in merged.notes:
        complain(note)
