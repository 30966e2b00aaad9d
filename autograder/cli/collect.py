"""``kadai collect``."""

from pathlib import Path
from typing import Any

import click

from autograder.cli import options, selecting
from autograder.cli.consoles import console
from autograder.cli.output import page_file, write_text
from autograder.course import Course
from autograder.errors import UsageError
from autograder.language import spoken
from autograder.reports.collected import collected_page, collected_table, collected_terminal
from autograder.reports.collected.hand_ins import collected
from autograder.text import Language, Text


@click.command(
    epilog="Examples:\n\n\b\n"
    "  kadai collect download.zip --assignment layers --roster gradebook.csv --csv hand_ins.csv\n"
    "  kadai grade download.zip --assignment layers --roster gradebook.csv --collected hand_ins.csv"
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--assignment",
    required=True,
    metavar="ID",
    help="The assignment that the submissions answer.\nja: 提出の課題",
)
@selecting.hand_ins
@options.output_file("--csv", "Write the table, in which you can correct.\nja: 訂正を書き込める表を書きます。")
@options.page
@options.course
@options.language
def command(
    paths: tuple[Path, ...],
    assignment: str,
    csv: Path | None,
    html: Path | None,
    course: Path | None,
    language: Language,
    **wanted: Any,
) -> None:
    """Show who handed in what, and which file would be graded. Nothing is graded, and nothing is run.

    For every hand-in: the file that would be taken, what was passed over and why, and what is doubtful; then what was
    ignored and who has handed in nothing. Write into the column take of the CSV which file counts, or into the column
    student whose hand-in it is, and `kadai grade --collected FILE` obeys. Exit code 0, or 2 for wrong usage.

    ja: 誰が何を提出し、どのファイルが採点されるかを示します。採点も実行もしません。

    提出ごとに、採点するファイル、採点しないファイルとその理由、確認が必要なことを示します。対象外としたものと、提出の
    ない学生も示します。CSV の take 列に採点するファイルを、student 列に誰の提出かを書けば、`kadai grade --collected
    FILE` がそれに従います。終了コードは 0、使い方の誤りなら 2 です。
    """
    if str(csv) == str(html) == "-":
        raise UsageError(
            Text(
                "--html - and --csv - both want standard output; write one of them to a file",
                "--html - と --csv - の両方が標準出力を使おうとしています。一方はファイルに書いてください",
            )
        )
    found = collected(paths, Course.find(course).assignment(assignment), selecting.wanted(**wanted))
    if csv is not None:
        write_text(csv, collected_table.render(found, language))
    if html is not None:
        write_text(page_file(html), collected_page.render(found, language))
    collected_terminal.show(found, console(stderr="-" in (str(csv), str(html))), spoken())
