"""``kadai prepare``."""

from pathlib import Path

import click

from autograder.cli import doctor, options
from autograder.cli.consoles import complain, console, say
from autograder.course import Course
from autograder.grading.classroom.preparing import Prepared, prepare
from autograder.text import Text


@click.command(epilog="Example:  kadai prepare my_assignment --course /srv/course")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@options.course
@options.allow_weak_sandbox
def command(ids: tuple[str, ...], course: Path | None, allow_weak_sandbox: bool) -> None:
    """Get this place ready to answer single hand-ins (all assignments by default): what a bundle's set-up does last.

    Says how hand-ins are isolated here, grades the references, and runs the known mistakes once, so that they are
    recognised at once afterwards. Exit code 0 when every reference passes everything, 1 when not.

    ja: 届いた提出にすぐ答えられるように、この場所を準備します（指定がなければすべての課題）。配置用の一式のセットアップ
    が最後に行うことです。

    隔離の強さを示し、模範解答を採点し、知られている間違いを一度実行して、すぐに見分けられるようにします。模範解答がすべ
    て合格すれば終了コード 0、そうでなければ 1 です。
    """
    found = Course.find(course)
    assignments = [found.assignment(i) for i in ids] or found.assignments()
    doctor.show(doctor.examine(found.root), console())
    failed = [a.id for a in assignments if not _told(a.id, prepare(a, allow_weak_sandbox=allow_weak_sandbox))]
    if failed:
        names = ", ".join(failed)
        complain(
            Text(
                f"the reference does not pass everything here, so nothing else would be graded rightly: {names}",
                f"ここでは模範解答がすべてのテストに合格しないため、正しく採点できません: {names}",
            )
        )
        raise click.exceptions.Exit(1)


def _told(id: str, prepared: Prepared) -> bool:
    result = prepared.reference
    say(
        Text(
            f"{id}: the reference has {result.score:g}/{result.max_score:g}; {prepared.mistakes} mistakes are known; "
            f"sandbox: {prepared.level}",
            f"{id}: 模範解答 {result.score:g}/{result.max_score:g}、既知の間違い {prepared.mistakes} 件、"
            f"隔離の強さ: {prepared.level}",
        )
    )
    for check in result.checks:
        if check.outcome != "passed":
            complain(f"  {check.id}: {check.outcome}: " + check.message)
    return prepared.is_right
