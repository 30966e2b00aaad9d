"""``kadai init``."""

from pathlib import Path

import click

from autograder.course.scaffold import new_course


@click.command(epilog="Example:  mkdir my-course && cd my-course && kadai init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
def command(folder: Path) -> None:
    """Start a new course with one small example assignment that can be graded at once."""
    for path in new_course(folder):
        click.echo(f"wrote {path}")
    click.echo("\nNext:  kadai release    kadai validate    kadai new my_assignment")
