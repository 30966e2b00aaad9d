"""``kadai init``."""

from pathlib import Path

import click

from autograder.cli.consoles import complain, say
from autograder.course.scaffold import new_course
from autograder.course.secret import said_of_new
from autograder.text import Text


@click.command(epilog="Example:  mkdir my-course && cd my-course && kadai init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
def command(folder: Path) -> None:
    """Start a new course with one small example assignment that can be graded at once.

    ja: すぐに採点できる小さな例題の入った、新しいコースを作ります。
    """
    written = new_course(folder)
    for path in written:
        say(Text("wrote ", "作成: ") + str(path))
    complain(said_of_new(written[-1]))
    say(Text("\nNext:", "\n次に:") + "  kadai release    kadai validate    kadai new my_assignment")
