"""``kadai release``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import say
from autograder.course import Course
from autograder.course.handed_out.release import Release
from autograder.grading.classroom.collector_process import collect
from autograder.text import Text

_DONE = {
    "missing": Text("wrote", "作成"),
    "differing": Text("wrote anew", "更新"),
    "surplus": Text("removed", "削除"),
}
_TO_DO = {
    "missing": Text("missing", "なし"),
    "differing": Text("differing", "相違"),
    "surplus": Text("surplus", "余分"),
}


@click.command(epilog="Example:  kadai release my_assignment    kadai release --check")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; exit 1 where something has drifted.\nja: 何も書かず、ずれがあれば終了コード 1 で終わります。",
)
@options.course
def command(ids: tuple[str, ...], only_check: bool, course: Path | None) -> None:
    """Build the students' stubs, notebooks and public tests from the references (all assignments by default).

    ja: 模範解答から、学生に配るひな型、ノートブック、公開テストを作ります（既定ではすべての課題）。
    """
    found = Course.find(course)
    drifts = 0
    assignments = [found.assignment(i) for i in ids] or found.assignments()
    for assignment, checks in zip(assignments, collect(assignments), strict=True):
        release = Release(assignment, checks)
        changes = release.drifts() if only_check else release.write()
        drifts += len(changes)
        for change in changes:
            say((_TO_DO if only_check else _DONE)[change.kind] + f": {change.path}")
            if only_check and change.diff:
                click.echo(change.diff)
        if not changes:
            say(f"{assignment.id}: " + Text("up to date", "最新です"))
    if only_check and drifts:
        say(
            Text(
                f"{drifts} files have drifted; run `kadai release` and commit the result",
                f"{drifts} 個のファイルがずれています。`kadai release` を実行し、結果をコミットしてください",
            ),
            err=True,
        )
        raise click.exceptions.Exit(1)
