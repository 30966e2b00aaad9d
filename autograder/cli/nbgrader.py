"""``kadai nbgrader``: what nbgrader does one notebook at a time, for a class."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.consoles import complain
from autograder.cli.progress import progress_for
from autograder.course import Course
from autograder.errors import UsageError
from autograder.text import NOTHING, Text, one_line, visible, without_commands

if TYPE_CHECKING:
    from autograder.nbgrader.classes import ClassResult


@click.group(epilog="Example:  kadai nbgrader autograde my_assignment --jobs 4")
def command() -> None:
    """Commands for courses that are run with nbgrader."""


@command.command(epilog="Example:  kadai nbgrader autograde my_assignment --jobs 4 --student 'a*'")
@click.argument("assignment", metavar="ID")
@options.jobs
@click.option("--student", "students", default="*", metavar="GLOB", help="Only the students whose ids match.")
@click.option("--force", is_flag=True, help="Record again who is recorded already.")
@options.course
@click.option("--allow-weak-sandbox", is_flag=True, help="Run hidden tests though isolation is weak here.")
def autograde(
    assignment: str, jobs: int | None, students: str, force: bool, course: Path | None, allow_weak_sandbox: bool
) -> None:
    """Grade the collected submissions in parallel and record them in nbgrader's gradebook.

    The outcome is that of `nbgrader autograde ID`. A notebook that cannot be read is recorded with a reason.
    Exit code 0 when every submission has a result, 1 where any has a fault of ours, 2 for wrong usage.
    """
    _need_nbgrader()
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
        progress=progress_for(Console(stderr=True, highlight=False)),
    )
    if _show(done):
        raise click.exceptions.Exit(1)


@command.command(epilog="Example:  kadai nbgrader install-kernel --sys-prefix")
@click.option("--user", is_flag=True, help="For the current user (the default).")
@click.option("--prefix", metavar="DIR", help="Below this folder.")
@click.option("--sys-prefix", is_flag=True, help="In the environment of this Python.")
def install_kernel(user: bool, prefix: str | None, sys_prefix: bool) -> None:
    """Install the Jupyter kernel that runs a notebook's cells in the sandbox.

    It appears as `kadai-sandbox`. `RunCells` does not need it to be installed: see docs/security.md.
    """
    _need_nbgrader()
    from autograder.kernel import spec

    user = user or not (prefix or sys_prefix)
    click.echo(f"installed in {spec.install(user=user, prefix=prefix, sys_prefix=sys_prefix)}")


def _need_nbgrader() -> None:
    if importlib.util.find_spec("nbgrader") is None:
        raise UsageError("nbgrader is not installed; install it with `pip install 'kadai[nbgrader]'`")


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
    click.echo(f"{recorded} recorded in the gradebook")
    if done.skipped:
        click.echo(f"{len(done.skipped)} skipped: recorded before, and nothing newer was handed in (--force: all)")
    for student, result in sorted(unreadable.items()):
        click.echo(f"{one_line(student)}: no points: {without_commands(visible(result.reason.en))}")
    for student, result in sorted(faults.items()):
        why = result.reason.en or "a check failed on our side; its cell needs a manual grade"
        state = "not recorded" if student in done.unrecorded else "recorded, to be graded by hand"
        click.echo(f"{one_line(student)}: {state}: {without_commands(visible(why))}")
    return bool(faults)
