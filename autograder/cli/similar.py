"""``kadai similar``."""

from pathlib import Path
from typing import Any

import click

from autograder.cli import options, selecting
from autograder.cli.consoles import console
from autograder.cli.output import page_file, write_text
from autograder.course import Course
from autograder.errors import UsageError
from autograder.language import spoken
from autograder.reports.similarity import similarity_page, similarity_table, similarity_terminal
from autograder.reports.similarity.reading import compare_class
from autograder.reports.similarity.similar_pairs import THRESHOLD
from autograder.text import Language, Text


@click.command(
    epilog="Examples:\n\n\b\n  kadai similar submissions/ --assignment my_assignment --html similar.html\n"
    "  kadai similar this_year/ last_year/ --assignment layers --csv similar.csv --threshold 40 --lang ja"
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--assignment", required=True, metavar="ID", help="The assignment that the submissions answer.\nja: 提出の課題"
)
@options.output_file(
    "--html",
    "Write a web page with the pairs side by side (into a folder: index.html).\n"
    "ja: 組を並べて示すウェブページを書きます（フォルダなら index.html）。",
)
@options.output_file("--csv", "Write a table: one line per pair.\nja: 組ごとに 1 行の表を書きます。")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100, min_open=True),
    default=THRESHOLD * 100,
    show_default=True,
    metavar="PERCENT",
    help="List pairs that have so much of their own code in common.\n"
    "ja: 自分で書いた部分のうち、これ以上が共通する組を示します。",
)
@selecting.hand_ins
@options.course
@options.language
def command(
    paths: tuple[Path, ...],
    assignment: str,
    html: Path | None,
    csv: Path | None,
    threshold: float,
    course: Path | None,
    language: Language,
    **hand_ins: Any,
) -> None:
    """Show which submissions share code that few others have. Nothing is run.

    Neither new names nor another order of functions and cells, neither comments nor layout hide what was taken over.
    Released code does not count, nor does what more than a quarter of the class write alike. These are figures and
    places; what they mean is for you to find out. Exit code 0 whatever is found, 2 for wrong usage.

    ja: ほかの多くの人にはないコードを共有する提出を示します。提出されたコードは実行しません。

    変数名の変更、関数やセルの並べ替え、コメントや書式の違いがあっても見つかります。配布されたコードと、クラスの 4 分の
    1 を超える人が同じように書いた部分は数えません。示すのは数値と箇所だけです。その意味は自分で確かめてください。何が
    見つかっても終了コードは 0、使い方の誤りなら 2 です。
    """
    if str(html) == str(csv) == "-":
        raise UsageError(
            Text(
                "--html - and --csv - both want standard output; write one of them to a file",
                "--html - と --csv - の両方が標準出力を使おうとしています。一方はファイルに書いてください",
            )
        )
    work = compare_class(
        paths, Course.find(course).assignment(assignment), selecting.wanted(**hand_ins), threshold / 100
    )
    if csv is not None:
        write_text(csv, similarity_table.render(work))
    if html is not None:
        write_text(page_file(html), similarity_page.render(work, language))
    similarity_terminal.show(work, console(stderr="-" in (str(html), str(csv))), spoken())
