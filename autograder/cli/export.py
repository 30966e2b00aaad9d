"""``kadai export``."""

from pathlib import Path
from typing import get_args

import click

from autograder.cli import options
from autograder.cli.consoles import complain
from autograder.cli.output import write_bytes
from autograder.reports import json as json_report
from autograder.reports.export_format import Options, Visibility
from autograder.reports.formats import FORMATS, render
from autograder.reports.given import Feedback
from autograder.reports.roster import read_roster
from autograder.text import Language

_LIST, _LISTED = (
    "\n".join(f"  {f.name:<11} {f.description.in_(to)}" for f in FORMATS.values()) for to in get_args(Language)
)
_EXAMPLES = (
    "  kadai export --to canvas result.json --roster gradebook.csv -o import.csv\n"
    "  kadai export --to blackboard result.json --roster gc_course_column.xls --column 'HW 1' -o upload.xls\n"
    "  kadai export --to gradescope result.json -o /autograder/results/results.json"
)


@click.command(
    epilog=f"Formats:\n\n\b\n{_LIST}\n\nExamples:\n\n\b\n{_EXAMPLES}"
    f"\n\nja: 形式:\n\n\b\n{_LISTED}\n\nExamples:\n\n\b\n{_EXAMPLES}"
)
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json")
@click.option(
    "--to", required=True, type=click.Choice(list(FORMATS)), metavar="FORMAT", help="See below.\nja: 下の一覧を参照"
)
@options.written
@click.option(
    "--submission",
    metavar="ID",
    help="The submission, for formats that hold one.\nja: 1 件だけを入れる形式での、その提出",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Table that says who is who: the system's own export (CSV, TSV, .xlsx), matched by its id columns, or any "
    "table with a column 'submission' (kadai's id) beside the system's columns.\n"
    "ja: 誰が誰かを示す表。システムから書き出したもの（CSV、TSV、"
    ".xlsx）を ID の列で照合します。列 'submission'（kadai の ID）を"
    "加えた表でもかまいません。",
)
@click.option(
    "--column",
    metavar="NAME",
    help="The assignment's name in the other system, e.g. 'HW 1 (4711)'.\n"
    "ja: 相手のシステムでの課題の名前（例: 'HW 1 (4711)'）",
)
@click.option(
    "--hidden-checks",
    type=click.Choice(get_args(Visibility)),
    default="visible",
    show_default=True,
    help="When students see results of hidden checks (gradescope).\n"
    "ja: 非公開テストの結果を学生が見られる時期（gradescope）",
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

    ja: `kadai grade --json` が書いた結果を、ほかのシステムの形式に変換します。

    名簿にいる人の成績がファイルに入ります。名簿にない提出と、合う行が 1 つに決まらない提出は一覧に示し、終了コードは
    1 です。採点側の不具合があった提出の得点は書き出しません。書くものがなくなれば終了コードは 1、そうでなければ注記を
    示します。
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
        complain(note)
    if export.left_out:
        raise click.exceptions.Exit(1)
