"""``kadai nbgrader`` for an ordinary nbgrader course, whose tests are its notebooks' own cells."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.consoles import console, say
from autograder.cli.progress import progress_for
from autograder.course import Course
from autograder.errors import UsageError
from autograder.text import Text, one_line, visible

if TYPE_CHECKING:
    from autograder.nbgrader.ordinary.class_run import OwnClassResult
    from autograder.nbgrader.ordinary.plan import Judged, Plan

_MOST_REASONS = 3  # of one test
_SIGNS = ("nbgrader_config.py", "gradebook.db")


def root_of(course: Path | None, assignment: str) -> Path | None:
    """The folder of an nbgrader course that has no kadai assignment of that name; None where kadai has one.

    Raises:
        UsageError: if there is neither.
    """
    try:
        known = Course.find(course)
    except UsageError:
        known = None
    if known is not None and assignment in known.ids():
        return None
    root = Path(course or ".").resolve()
    if any((root / sign).is_file() for sign in _SIGNS) and (known is None or (root / "source" / assignment).is_dir()):
        return root
    return None


def autograde(
    assignment: str, root: Path, students: str, jobs: int | None, force: bool, cell_seconds: float,
    allow_weak_sandbox: bool,
) -> None:  # fmt: skip
    """Grade a class. Exit code as `kadai nbgrader autograde`."""
    from autograder.nbgrader.ordinary import class_run

    done = class_run.autograde(
        assignment, root, students=students, jobs=jobs, force=force, allow_weak_sandbox=allow_weak_sandbox,
        progress=progress_for(console(stderr=True)), cell_seconds=cell_seconds,
    )  # fmt: skip
    _show(done)
    if done.unrecorded:
        raise click.exceptions.Exit(1)


def check(assignment: str, root: Path, cell_seconds: float, allow_weak_sandbox: bool) -> None:
    """Run the solution and the stub both ways, and say what came out. Exit code 1 where a result differs."""
    from autograder.nbgrader.ordinary import checking

    plans, isolates = checking.check(assignment, root, cell_seconds, allow_weak_sandbox)
    for name, plan in plans.items():
        _show_plan(name, plan)
    if not isolates:
        say(
            Text(
                "by this course's settings `nbgrader autograde` and formgrader's button grade without isolation; "
                "`kadai nbgrader autograde` does not",
                "このコースの設定では、`nbgrader autograde` と formgrader のボタンは隔離せずに採点します。"
                "`kadai nbgrader autograde` は隔離します",
            )
        )
    if not all(test.agrees for plan in plans.values() for test in plan.tests):
        raise click.exceptions.Exit(1)


def _show_plan(name: str, plan: "Plan") -> None:
    for test in plan.tests:
        _show_test(name, test)
    counts = [sum(t.way == way for t in plan.tests) for way in ("isolated", "contained", "by hand")]
    say(
        Text(
            f"{name}: {counts[0]} isolated, {counts[1]} contained, {counts[2]} by hand",
            f"{name}: 分離 {counts[0]}、コンテナ内 {counts[1]}、手で採点 {counts[2]}",
        )
    )
    for escape in plan.escapes:
        say(f"{name}: " + Text("touches the machine: ", "マシンに触れる行: ") + visible(escape))


def _show_test(name: str, test: "Judged") -> None:
    way = {
        "isolated": Text("isolated", "分離"),
        "contained": Text("contained", "コンテナ内"),
        "by hand": Text("by hand", "手で採点"),
    }[test.way]
    why = f" ({visible(test.why)})" if test.why else ""
    sides = ", ".join(
        f"{who}: {visible(one_line(pair[0]))} | {visible(one_line(pair[1])) or '-'}"
        for who, pair in (("solution", test.solution), ("stub", test.stub))
    )
    differs = "" if test.agrees else Text("  DIFFERS", "  相違あり")
    say(f"{name} {visible(test.name)} ({test.points:g}): " + way + why + f"; {sides}" + differs)


def _show(done: "OwnClassResult") -> None:
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
    for name, plan in done.plans.items():
        for test in plan.tests:
            if test.way == "contained":
                say(
                    f"{name} {visible(test.name)}: "
                    + Text("contained, not isolated", "コンテナ内で実行（分離なし）")
                    + f": {visible(test.why)}"
                )
            elif test.way == "by hand":
                say(f"{name} {visible(test.name)}: " + Text("to be graded by hand", "手で採点してください"))
    shown: dict[tuple[str, str], int] = {}
    for (name, test_name, source, why), count in done.reasons.most_common():
        shown[name, test_name] = shown.get((name, test_name), 0) + 1
        if shown[name, test_name] <= _MOST_REASONS:
            at = f" `{visible(one_line(source))}`" if source else ""
            who = Text(f"{count} student{'s' * (count != 1)}", f"{count} 人")
            say(f"{name} {visible(test_name)}{at}: " + who + f": {visible(one_line(why))}")
    for student, why in sorted(done.ended.items()):
        say(f"{one_line(student)}: " + Text("ended before its last cell: ", "最後のセルの前に終了: ") + visible(why))
    for student, why in sorted(done.unrecorded.items()):
        say(f"{one_line(student)}: " + Text("not recorded: ", "記録していません: ") + visible(why))
