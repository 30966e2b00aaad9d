"""``kadai init``."""

from pathlib import Path

import click

from autograder.course.scaffold import new_course
from autograder.course.secret import said_of_new


@click.command(epilog="Example:  mkdir my-course && cd my-course && kadai init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
def command(folder: Path) -> None:
    """Start a new course with one small example assignment that can be graded at once."""
    written = new_course(folder)
    for path in written:
        click.echo(f"wrote {path}")
    click.echo(said_of_new(written[-1]), err=True)
    click.echo("\nNext:  kadai release    kadai validate    kadai new my_assignment")
