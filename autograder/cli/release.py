"""``kadai release``."""

from collections.abc import Iterator
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import say
from autograder.course import Course
from autograder.course.handed_out.handout import README, write_handout
from autograder.course.handed_out.release import Release
from autograder.errors import UsageError
from autograder.grading.classroom.collector_process import collect
from autograder.text import Text

_DONE = {
    "missing": Text("wrote", "作成"),
    "differing": Text("wrote anew", "更新"),
    "surplus": Text("removed", "削除"),
}
_FOUND = {
    "missing": Text("missing", "なし"),
    "differing": Text("differing", "相違"),
    "surplus": Text("surplus", "余分"),
}


@click.command(epilog="Example:  kadai release my_assignment    kadai release --check    kadai release --to handout")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; exit 1 where something has drifted."
    "\nja: 何も書かず、食い違いがあれば終了コード 1 で終わります。",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the hand-out for students there, and nothing else: it works with Python and pip alone."
    "\nja: 学生に配るフォルダを作ります（Python と pip だけで動きます）。ほかには何も書きません。",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Put the wheels that students need into it, so that they need no network."
    "\nja: 必要な wheel もすべて入れ、ネットワークなしで使えるようにします。",
)
@options.course
def command(ids: tuple[str, ...], only_check: bool, folder: Path | None, offline: bool, course: Path | None) -> None:
    """Build the students' stubs, notebooks and public tests from the references (all assignments by default).

    ja: 模範解答から、学生に配るひな型・ノートブック・公開テストを作ります（指定がなければすべての課題）。
    """
    if folder is not None and only_check:
        raise UsageError(
            Text("--to and --check: choose one of them", "--to と --check はどちらか一方を指定してください")
        )
    if offline and folder is None:
        raise UsageError(Text("--offline goes with --to DIR", "--offline は --to DIR と一緒に指定してください"))
    found = Course.find(course)
    assignments = [found.assignment(i) for i in ids] or found.assignments()
    releases = (Release(*both) for both in zip(assignments, collect(assignments), strict=True))
    if folder is not None:
        _hand_out(folder, found, releases, offline)
    elif _drifts(releases, only_check) and only_check:
        raise click.exceptions.Exit(1)


def _drifts(releases: Iterator[Release], only_check: bool) -> int:
    """Write the releases, or only compare them; returns how many files are, or were, not as they should be."""
    drifts = 0
    for release in releases:
        changes = release.drifts() if only_check else release.write()
        drifts += len(changes)
        for change in changes:
            say((_FOUND if only_check else _DONE)[change.kind] + f": {change.path}")
            if only_check and change.diff:
                click.echo(change.diff)
        if not changes:
            say(Text(f"{release.assignment.id}: up to date", f"{release.assignment.id}: 最新です"))
    if only_check and drifts:
        say(
            Text(
                f"{drifts} files have drifted; run `kadai release` and commit the result",
                f"{drifts} 個のファイルが食い違っています。`kadai release` を実行し、結果をコミットしてください",
            ),
            err=True,
        )
    return drifts


def _hand_out(folder: Path, course: Course, releases: Iterator[Release], offline: bool) -> None:
    written = write_handout(folder, course, list(releases), offline=offline)
    n, size = len(written.files), sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    say(
        Text(
            f"{folder}: {n} files, {size:.1f} MB; {README} tells students how to check their work",
            f"{folder}: {n} 個のファイル、{size:.1f} MB。確かめ方は {README} に書いてあります",
        )
    )
    if written.missing:
        where = "; ".join(written.missing)
        say(Text(f"pip has no NumPy for: {where}", f"次の環境用の NumPy が見つかりません: {where}"), err=True)
        raise click.exceptions.Exit(1)
