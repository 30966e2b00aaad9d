"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from autograder.cli.bilingual import LANGUAGE
from autograder.language import asked
from autograder.reports.given import DEFAULT, Feedback

course = click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The course's root folder  [default: found from the current folder upwards]\n"
    "ja: コースのフォルダ  [既定値: 今のフォルダから上へ探します]",
)
language = click.option(
    "--lang", "language", type=click.Choice(["en", "ja"]), default=asked, show_default=False, help=LANGUAGE
)
html = click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write your web pages: of the class, and of each submission with its code.\n"
    "ja: 教員用のウェブページを書きます。クラス全体と、提出ごとのコード付きのページです。",
)
html_students = click.option(
    "--html-students",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write one web page for each student, which names nobody else.\n"
    "ja: 学生に渡すウェブページを 1 人 1 ファイルで書きます。ほかの学生のことは書かれません。",
)
no_evidence = click.option(
    "--no-evidence",
    is_flag=True,
    help="Leave sources and arrays out of what is written.\nja: ソースコードと配列を書き出しません。",
)
feedback = click.option(
    "--feedback",
    type=click.Choice(get_args(Feedback)),
    default=DEFAULT,
    show_default=True,
    help="What students are given of hidden checks: with expected numbers; the own value, the pattern and the "
    "mistake's name; or passed and failed only.\n"
    "ja: 非公開テストについて学生に渡す内容。full は期待される値まで、diagnosis は自分の値・違いの規則"
    "性・間違いの名前、"
    "outcome は合否だけです。",
)
journal = click.option(
    "--journal",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where results are kept.\nja: 結果を保存しておくファイル",
)
jobs = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes  [default: one per processor]\nja: プロセスの数  [既定値: プロセッサごとに 1 つ]",
)
written = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write  [default: standard output]\nja: 書き込む先  [既定値: 標準出力]",
)


allow_weak_sandbox = click.option(
    "--allow-weak-sandbox",
    is_flag=True,
    help="Run hidden tests though isolation is weak here.\nja: 隔離が弱くても、非公開テストを実行します。",
)
whole_json = ("--json", "Write the whole report as JSON.\nja: 採点結果の全体を JSON で書きます。")
table_csv = ("--csv", "Write a table: one line per submission.\nja: 提出ごとに 1 行の表を書きます。")


def output_file(name: str, description: str) -> Callable[[Any], Any]:
    """An option that names a file to write; ``-`` is standard output."""
    return click.option(name, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help=description)


page = output_file(
    "--html", "Write a web page (into a folder: index.html).\nja: ウェブページを書きます（フォルダなら index.html）。"
)
