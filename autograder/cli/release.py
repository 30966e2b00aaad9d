"""``kadai release``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.course import Course
from autograder.course.handed_out.release import Release
from autograder.grading.classroom.collector_process import collect

_DONE = {"missing": "wrote", "differing": "wrote anew", "surplus": "removed"}


@click.command(epilog="Example:  kadai release my_assignment    kadai release --check")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 where something has drifted.")
@options.course
def command(ids: tuple[str, ...], only_check: bool, course: Path | None) -> None:
    """Build the students' stubs, notebooks and public tests from the references (all assignments by default)."""
    found = Course.find(course)
    drifts = 0
    assignments = [found.assignment(i) for i in ids] or found.assignments()
    for assignment, checks in zip(assignments, collect(assignments), strict=True):
        release = Release(assignment, checks)
        changes = release.drifts() if only_check else release.write()
        drifts += len(changes)
        for change in changes:
            click.echo(f"{change.kind if only_check else _DONE[change.kind]}: {change.path}")
            if only_check and change.diff:
                click.echo(change.diff)
        if not changes:
            click.echo(f"{assignment.id}: up to date")
    if only_check and drifts:
        click.echo(f"{drifts} files have drifted; run `kadai release` and commit the result", err=True)
        raise click.exceptions.Exit(1)
