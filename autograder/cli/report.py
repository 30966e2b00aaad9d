"""``kadai report``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import complain, console, say
from autograder.cli.output import refuse_two_outputs, write_text
from autograder.grading.results import Report
from autograder.language import spoken
from autograder.reports import csv as csv_report
from autograder.reports import html as html_report
from autograder.reports import json as json_report
from autograder.reports import terminal
from autograder.reports.anonymous import anonymous as anonymous_report
from autograder.reports.anonymous import people
from autograder.reports.export_format import find_submission
from autograder.reports.given import Feedback, without_evidence
from autograder.reports.key_file import key_for
from autograder.text import Language, Text


@click.command(
    epilog="Examples:\n\n\b\n  kadai report result.json --html report/\n"
    "  kadai report result.json --submission alice --lang ja\n"
    "  kadai report result.json --anonymous key.json --json anonymous.json --html anonymous/"
)
@click.argument("report", type=click.Path(path_type=Path, allow_dash=True), metavar="REPORT.json")
@options.html
@options.html_students
@options.no_evidence
@options.output_file(*options.table_csv)
@options.output_file("--json", "Write it as JSON, in today's format.\nja: 現在の形式の JSON で書きます。")
@click.option(
    "--anonymous",
    type=click.Path(path_type=Path),
    metavar="KEYFILE",
    help="Under pseudonyms, and without whatever students or their system wrote. KEYFILE, which is made or "
    "extended, says who is who.\n"
    "ja: 仮名にし、学生や提出システムが書いたものをすべて除きます。誰が誰かは KEYFILE に書かれます。"
    "KEYFILE はなければ作られ、あれば追記されます。",
)
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
    html_students: Path | None,
    no_evidence: bool,
    csv: Path | None,
    json: Path | None,
    anonymous: Path | None,
    submission: str | None,
    feedback: Feedback,
    language: Language,
) -> None:
    """Show a report that `kadai grade --json` wrote, or make web pages or a table of it.

    REPORT.json may be - for standard input. The web pages need no network and no server: open index.html. DIR is
    created, or an earlier report in it replaced; a folder that holds anything else is refused.

    With --anonymous all that is written and shown names nobody: give it away without KEYFILE. The same KEYFILE gives
    the same pseudonyms after a regrade; one that belongs to another class or assignment is refused.

    ja: `kadai grade --json` が書いた結果を表示するか、ウェブページや表にします。

    REPORT.json が - なら標準入力を読みます。ウェブページにはネットワークもサーバーも要りません。index.html を開いて
    ください。DIR は作られるか、前の結果と置き換えられます。ほかのものが入っているフォルダは使えません。

    --anonymous を付けると、書かれるもの・表示されるものから個人が分かりません。KEYFILE は渡さないでください。同じ
    KEYFILE を使えば、採点し直しても仮名は変わりません。ほかのクラスや課題の KEYFILE は使えません。
    """
    refuse_two_outputs(csv, json)
    results = json_report.read(report)
    if anonymous is not None:
        results = _anonymous(results, anonymous)
    if no_evidence:
        results = without_evidence(results)
    out = console(stderr="-" in (str(csv), str(json)))
    chosen = find_submission(results, submission) if submission is not None else None
    if csv is not None:
        write_text(csv, csv_report.render(results))
    if json is not None:
        write_text(json, json_report.render(results).decode())
    index = html_report.write(results, html, language) if html is not None else None
    if html_students is not None:
        html_report.write_students(results, html_students, language, feedback)
    if chosen is not None:
        terminal.show_submission(chosen, results.legend, out, spoken())
    else:
        terminal.show_class(results, out, spoken())
    terminal.show_origin(results, out, spoken())
    if index is not None:
        say(Text("web pages: ", "ウェブページ: ") + str(index), err=True)


def _anonymous(report: Report, file: Path) -> Report:
    """The report under the pseudonyms of a key file, which gets those that it lacks."""
    key = key_for(file, report.assignment, people(report))
    complain(
        Text(
            f"who is who stands in {file}: keep it apart from the report. Left out: sources, messages, output, notes, "
            "reasons, names of files, times, and digests of the work",
            f"誰が誰かは {file} にあります。結果とは別に保管してください。除いたもの: ソースコード、メッセージ、出力、"
            "注記、理由、ファイル名、時刻、提出物のダイジェスト",
        )
    )
    return anonymous_report(report, key.names)
