"""``kadai new``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import complain, say
from autograder.course import Course
from autograder.course.scaffold import new_assignment
from autograder.course.secret import said_of_new
from autograder.text import Text


@click.command(epilog="Example:  kadai new my_assignment")
@click.argument("id")
@options.course
def command(id: str, course: Path | None) -> None:
    """Add an assignment whose reference, tests, misconception and equivalent already agree.

    ja: 模範解答・テスト・間違いの例・別解がそろった課題を追加します。
    """
    found = Course.find(course)
    for path in new_assignment(found, id):
        say(Text("wrote ", "作成: ") + str(path))
    if found.kept_secret()[1]:
        complain(said_of_new(found.secret_file))
    then = Text("\nNext:  edit them, then", "\n次に:  内容を書き換えてから")
    say(then + f"  kadai release {id}    kadai validate {id}")
