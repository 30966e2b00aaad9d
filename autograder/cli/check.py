"""``kadai check``."""

import signal
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import console, say
from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.in_process.telling import MORE
from autograder.grading.results import Report
from autograder.language import spoken
from autograder.reports.terminal import show_submission
from autograder.text import Language, Text


@click.command(epilog="Example:  kadai check my_assignment.py --lang ja")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--assignment",
    metavar="ID",
    help="The assignment, where FILE is not named after it.\nja: 課題の ID（FILE の名前がそれと違うとき）",
)
@options.course
@options.language
def command(file: Path, assignment: str | None, course: Path | None, language: Language) -> None:
    """Run the public checks on your own .py or .ipynb file, in this process (a debugger works).

    Exit code 0 when every check passes, 1 when not. More checks, which you do not see, are run at grading.

    ja: 自分の .py または .ipynb ファイルを、公開テストで調べます。このプロセスの中で実行するので、デバッガが使えます。

    すべてのテストに合格すれば終了コード 0、そうでなければ 1 です。採点のときには、公開されていないテストも実行され
    ます。
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # there is nothing to close, and the file may catch everything
    report = check_file(file, assignment, course)
    (result,) = report.submissions
    show_submission(result, report.legend, console(), spoken())
    if all(c.outcome == "passed" for c in result.checks):
        say(MORE)
    else:
        raise click.exceptions.Exit(1)


def check_file(file: Path, assignment: str | None, course: Path | None) -> Report:
    """Load the file and run the checks that belong to it. Raises: UsageError."""
    if not file.exists():
        raise UsageError(Text(f"{file}: there is no such file", f"{file}: そのようなファイルはありません"))
    return run_public_checks(_tests_for(file, assignment, course), load(file), file.name)


def _tests_for(file: Path, assignment: str | None, course: Path | None) -> Path:
    """``test_public.py`` beside the file, or that of the course's assignment."""
    beside = file.resolve().parent / "test_public.py"
    if beside.is_file() and assignment is None:
        return beside
    try:
        return Course.find(course).assignment(assignment or file.stem).public_tests
    except UsageError as error:
        none = Text(
            f"{file}: no test_public.py lies beside it, and ", f"{file}: 同じ場所に test_public.py がありません。"
        )
        raise UsageError(none + error.text) from None
