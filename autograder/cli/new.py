"""``kadai new``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.course import Course
from autograder.course.scaffold import new_assignment
from autograder.course.secret import said_of_new


@click.command(epilog="Example:  kadai new my_assignment")
@click.argument("id")
@options.course
def command(id: str, course: Path | None) -> None:
    """Add an assignment whose reference, tests, misconception and equivalent already agree."""
    found = Course.find(course)
    for path in new_assignment(found, id):
        click.echo(f"wrote {path}")
    if found.kept_secret()[1]:
        click.echo(said_of_new(found.secret_file), err=True)
    click.echo(f"\nNext:  edit them, then  kadai release {id}    kadai validate {id}")
