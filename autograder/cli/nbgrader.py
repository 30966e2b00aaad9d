"""``kadai nbgrader``: what nbgrader does one notebook at a time, for a class."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import nbgrader_adopt, options, ordinary_courses
from autograder.cli.consoles import complain, console, say
from autograder.cli.progress import progress_for
from autograder.course import Course
from autograder.errors import UsageError
from autograder.installed import needed_for
from autograder.language import said
from autograder.text import NOTHING, Text, one_line, visible

if TYPE_CHECKING:
    from autograder.nbgrader.classes import ClassResult


_FAULT = Text(
    "a check failed on our side; its cell needs a manual grade",
    "採点側の不具合で採点できないテストがあります。そのセルは手で採点してください",
)
_NOT_RECORDED = Text("not recorded", "記録していません")
_BY_HAND = Text("recorded, to be graded by hand", "記録済み、手で採点してください")


_cell_seconds = click.option(
    "--cell-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="N",
    help="CPU seconds for one cell, where the notebook's own cells are its tests.\n"
    "ja: ノートブック自身のセルがテストのとき、1 つのセルに許す CPU 秒数",
)


@click.group(epilog="Example:  kadai nbgrader autograde my_assignment --jobs 4")
def command() -> None:
    """Commands for courses that are run with nbgrader.

    ja: nbgrader で運営するコースのためのコマンドです。
    """


@command.command(epilog="Example:  kadai nbgrader autograde my_assignment --jobs 4 --student 'a*'")
@click.argument("assignment", metavar="ID")
@options.jobs
@click.option(
    "--student",
    "students",
    default="*",
    metavar="GLOB",
    help="Only the students whose ids match.\nja: ID が合う学生だけを採点します。",
)
@click.option(
    "--force", is_flag=True, help="Record again who is recorded already.\nja: 記録済みの学生も記録し直します。"
)
@_cell_seconds
@options.course
@options.allow_weak_sandbox
def autograde(
    assignment: str, jobs: int | None, students: str, force: bool, cell_seconds: float, course: Path | None,
    allow_weak_sandbox: bool,
) -> None:  # fmt: skip
    """Grade the collected submissions in parallel and record them in nbgrader's gradebook.

    The outcome is that of `nbgrader autograde ID`. A notebook that cannot be read is recorded with a reason.
    Exit code 0 when every submission has a result, 1 where any has a fault of ours, 2 for wrong usage.

    ja: 集めた提出物を並列に採点し、nbgrader の成績簿に記録します。

    結果は `nbgrader autograde ID` と同じです。読めないノートブックは理由とともに記録されます。すべての提出の結果が
    出れば終了コード 0、採点側の不具合があれば 1、使い方の誤りは 2 です。
    """
    _need_nbgrader()
    root = ordinary_courses.root_of(course, assignment)
    if root is not None:
        ordinary_courses.autograde(assignment, root, students, jobs, force, cell_seconds, allow_weak_sandbox)
        return
    chosen = Course.find(course).assignment(assignment)
    not_used = _not_used(chosen.course)
    if not_used:
        complain(not_used)
    from autograder.nbgrader import classes

    done = classes.autograde(
        chosen,
        students=students,
        jobs=jobs,
        force=force,
        allow_weak_sandbox=allow_weak_sandbox,
        progress=progress_for(console(stderr=True)),
    )
    if _show(done):
        raise click.exceptions.Exit(1)


@command.command(epilog="Example:  kadai nbgrader check my_assignment")
@click.argument("assignment", metavar="ID")
@_cell_seconds
@options.course
@options.allow_weak_sandbox
def check(assignment: str, cell_seconds: float, course: Path | None, allow_weak_sandbox: bool) -> None:
    """Run solution and stub of an ordinary assignment, isolated and plainly, and compare.

    Prints of each test whether it can be isolated or is contained, why, and what solution and stub get, isolated and
    plainly. Exit code 1 where a result differs or the stub earns a point that a plain run does not give.

    ja: 通常の nbgrader 課題の解答と配布版を、分離した場合としない場合の両方で実行して比べます。

    テストごとに、分離できるか、コンテナ内で実行するか、その理由、解答と配布版の結果を表示します。結果が違うときや、
    配布版が余分に点を得るときは終了コード 1 です。
    """
    _need_nbgrader()
    root = ordinary_courses.root_of(course, assignment)
    if root is None:
        raise UsageError(
            Text(
                f"{assignment}: a kadai assignment, or there is no nbgrader course here; for kadai's own tests there "
                "is `kadai validate`",
                f"{assignment}: kadai の課題か、ここに nbgrader のコースがありません。kadai 自身のテストには "
                "`kadai validate` を使ってください",
            )
        )
    ordinary_courses.check(assignment, root, cell_seconds, allow_weak_sandbox)


@command.command(epilog="Example:  kadai nbgrader install-kernel --sys-prefix")
@click.option("--user", is_flag=True, help="For the current user (the default).\nja: 今のユーザー用（既定）")
@click.option("--prefix", metavar="DIR", help="Below this folder.\nja: このフォルダの下")
@click.option("--sys-prefix", is_flag=True, help="In the environment of this Python.\nja: この Python の環境の中")
def install_kernel(user: bool, prefix: str | None, sys_prefix: bool) -> None:
    """Install the Jupyter kernel that runs a notebook's cells in the sandbox.

    It appears as `kadai-sandbox`. `RunCells` does not need it to be installed: see docs/security.md.

    ja: ノートブックのセルを隔離して実行する Jupyter カーネルをインストールします。

    `kadai-sandbox` として現れます。`RunCells` はインストールしなくても使えます。docs/security.md を参照してください。
    """
    _need_nbgrader()
    from autograder.kernel import spec

    user = user or not (prefix or sys_prefix)
    place = spec.install(user=user, prefix=prefix, sys_prefix=sys_prefix)
    say(Text(f"installed in {place}", f"{place} にインストールしました"))


command.add_command(nbgrader_adopt.command)


def _need_nbgrader() -> None:
    if importlib.util.find_spec("nbgrader") is None:
        missing = Text("nbgrader is not installed; ", "nbgrader がインストールされていません。")
        raise UsageError(missing + needed_for("nbgrader"))


def _not_used(course: Course) -> Text:
    """What people have written down for `kadai grade` alone."""
    tables = [path.name for path in course.by_persons if path.suffix == ".csv" and path.is_file()]
    kept = ", ".join([*tables, *["[tool.kadai.late]"] * bool(course.late.due)])
    if not kept:
        return NOTHING
    return Text(
        f"{kept} change nothing here: in nbgrader set marks in formgrader, and lateness with its own plugin",
        f"{kept} はここでは使われません。点数は formgrader で、遅れは nbgrader のプラグインで扱ってください",
    )


def _show(done: "ClassResult") -> bool:
    """Say what a person has to look at; returns whether the grader failed on anybody."""
    faults = {s: r for s, r in done.results.items() if r.status == "fault"}
    unreadable = {s: r for s, r in done.results.items() if r.status == "unreadable"}
    recorded = len(done.results) - len(done.unrecorded)
    say(Text(f"{recorded} recorded in the gradebook", f"{recorded} 件を成績簿に記録しました"))
    if done.skipped:
        n = len(done.skipped)
        say(
            Text(
                f"{n} skipped: recorded before, and nothing newer was handed in (--force: all)",
                f"{n} 件は記録済みで、新しい提出がないため飛ばしました（--force ですべて記録し直します）",
            )
        )
    for student, result in sorted(unreadable.items()):
        say(f"{one_line(student)}: " + Text("no points: ", "0 点: ") + visible(said(result.reason)))
    for student, result in sorted(done.results.items()):
        for attention in result.attention if result.status == "graded" else ():
            look = Text("a person should look: ", "確認してください: ")
            say(f"{one_line(student)}: " + look + visible(said(attention.text)))
    for student, result in sorted(faults.items()):
        why = result.reason or _FAULT
        state = _NOT_RECORDED if student in done.unrecorded else _BY_HAND
        say(f"{one_line(student)}: " + state + ": " + visible(said(why)))
    return bool(faults)
