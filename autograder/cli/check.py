"""``kadai check``."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import complain, console, say
from autograder.cli.output import write_bytes, write_text
from autograder.course import Assignment, Course
from autograder.course.handed_in.account import NO_ACCOUNT, Account
from autograder.course.handed_in.trees import Entry
from autograder.course.handed_out.card import FILE as CARD
from autograder.course.handed_out.card import ReleasedAssignment, id_in
from autograder.errors import UsageError
from autograder.grading.in_process.module import load
from autograder.grading.in_process.page import page
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.in_process.shipped import beside_data
from autograder.grading.in_process.taking import taken
from autograder.grading.in_process.telling import MORE
from autograder.grading.results import Report
from autograder.language import asked, spoken
from autograder.reports.progress_of_a_file import written
from autograder.reports.terminal import show_submission
from autograder.structs import replace
from autograder.text import Language, Text, nearest

PLACES = ("classroom50", "github")
"""Formats of places where everybody can read the tests that are run."""
_UNFINISHED = Text(
    "The public checks did not come to their end. Does the program end itself (os._exit), or does it never end (an "
    "endless loop, sleep)? Run them on your own machine: kadai check FILE.",
    "公開テストが最後まで終わりませんでした。プログラムが自分で終了する（os._exit）か、終わらない（無限ループや sleep）"
    "のではありませんか。自分のマシンで kadai check FILE を実行してみてください。",
)


@click.command(epilog="Example:  kadai check my_assignment.py --lang ja")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--assignment",
    metavar="ID",
    help="The assignment, where FILE is not named after it.\nja: 課題の ID（FILE の名前がそれと違うとき）",
)
@click.option(
    "--html",
    "page_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write a page with pictures of what differs.\nja: 違いを図で示すページも FILE に書き出します",
)
@click.option(
    "--to",
    type=click.Choice(PLACES),
    metavar="FORMAT",
    help=f"Write the result for a place that runs this: {', '.join(PLACES)}; exit code 0 once that is done.\n"
    f"ja: 実行する場所のための形式で結果を書きます: {', '.join(PLACES)}。書ければ終了コードは 0 です。",
)
@options.written
@click.option("--results", type=click.Path(path_type=Path), hidden=True)  # for `kadai watch`
@options.course
@options.language
def command(
    file: Path,
    assignment: str | None,
    page_path: Path | None,
    to: str | None,
    output: Path,
    results: Path | None,
    course: Path | None,
    language: Language,
) -> None:
    """Run the public checks on your own .py or .ipynb file, in this process (a debugger works).

    Of a folder or zip, the file is taken that would be graded.

    Exit code 0 when every check passes, 1 when not. More checks, which you do not see, are run at grading.

    ja: 自分の .py または .ipynb ファイルを、公開テストで調べます。このプロセスの中で実行するので、デバッガが使えます。
    フォルダや zip では、採点されるファイルを調べます。

    すべてのテストに合格すれば終了コード 0、そうでなければ 1 です。採点のときには、公開されていないテストも実行され
    ます。
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # there is nothing to close, and the file may catch everything
    if to is not None:
        _answer(to, output, language, lambda: check_file(file, assignment, course))
        return
    report, account = check_file(file, assignment, course)
    (result,) = report.submissions
    if results is not None:
        write_bytes(results, written(report))
    if page_path is not None:
        beside = (page_path.parent / f"handout.{asked()}.md").is_file()
        write_text(page_path, page(report, asked(), MORE, beside_handout=beside))
    _show_choice(account)
    show_submission(result, report.legend, console(), spoken())
    if all(c.outcome == "passed" for c in result.checks):
        say(MORE)
    else:
        raise click.exceptions.Exit(1)


def _answer(to: str, output: Path, language: Language, check: Callable[[], tuple[Report, Account]]) -> None:
    """Write what comes of it; before that, since the program may end this process, that nothing did."""
    from autograder.cli.answering import write_answer  # what students need not have
    from autograder.reports.export_format import Options
    from autograder.reports.formats import FOR_ONE

    place, chosen = FOR_ONE[to], Options(language=language)
    if str(output) != "-":  # what is read from standard output cannot be taken back
        write_answer(output, replace(place.without_result(_UNFINISHED, chosen), printed=""))
    try:
        report, account = check()
    except UsageError as error:  # nothing is there that could be checked
        complain(error.text)
        write_answer(output, place.without_result(error.text, chosen))
        return
    _show_choice(account)
    write_answer(output, place.render(report, chosen))


def _show_choice(account: Account) -> None:
    """Say which file of a folder or zip was taken, which were not, and why."""
    if account.file is None:
        return
    say(Text(f"checked: {account.file}", f"調べたファイル: {account.file}"))
    for other in account.passed_over:
        say(Text(f"  not {other.file}: ", f"  {other.file} は対象外: ") + other.reason)
    for text in (*(remark.text for remark in account.attention), *account.notes):
        say(Text("  ! ", "  ! ") + text)


def check_file(path: Path, assignment: str | None, course: Path | None) -> tuple[Report, Account]:
    """Run the checks that belong to a file, or to the one that would be graded of a folder or zip.

    Returns:
        The report, and what is to be said of the choice of the file.

    Raises:
        UsageError: if there is nothing to check, or there are no checks for it.
    """
    if not path.exists():
        raise UsageError(Text(f"{path}: there is no such file", f"{path}: そのようなファイルはありません"))
    if not path.is_dir() and not Entry(path.name, "file").is_archive:
        beside = (
            _beside(path.resolve().parent, assignment) or _of_course(path, assignment, course).public_tests.absolute()
        )
        real = path.absolute()
        with beside_data(beside.parent):
            return run_public_checks(beside, load(real), path.name), NO_ACCOUNT
    folders = [path, path.resolve().parent, Path.cwd()] if path.is_dir() else [path.resolve().parent, Path.cwd()]
    tests = next((found for folder in folders if (found := _beside(folder, assignment, CARD))), None)
    known = ReleasedAssignment(tests.parent) if tests is not None else _of_course(path, assignment, course)
    with taken(path, known) as (file, account):
        sys.path.append(str(known.public_tests.parent))  # given modules
        with beside_data(known.public_tests.absolute().parent):
            return run_public_checks(known.public_tests.absolute(), load(file), file.name), account


def _beside(folder: Path, assignment: str | None, *needed: str) -> Path | None:
    """``test_public.py`` in a folder that students received, if it is that assignment's."""
    tests = folder / "test_public.py"
    if not all((folder / name).is_file() for name in (tests.name, *needed)):
        return None
    return tests if assignment in (None, id_in(folder)) else None


def _of_course(path: Path, assignment: str | None, course: Path | None) -> Assignment:
    """The assignment of the course that somebody works in who has one."""
    try:
        found = Course.find(course)
    except UsageError:
        if course is not None:
            raise
        what = f" of {assignment!r}" if assignment else ""
        raise UsageError(
            Text(
                f"{path}: the public tests{what} are not here; put the file into the folder that you received, beside "
                "test_public.py and kadai.json, and run the command there",
                f"{path}: 公開テストが見つかりません。配布されたフォルダ（test_public.py と kadai.json がある場所）に"
                "ファイルを置いて、そこで実行してください",
            )
        ) from None
    if assignment is None and path.stem not in found.ids():
        like = nearest(path.stem, found.ids())
        raise UsageError(
            Text(
                f"{path}: there is no test_public.py beside it, and no assignment {path.stem!r} in the course{like}; "
                "name the assignment with --assignment ID",
                f"{path}: 同じフォルダに test_public.py がなく、コースにも課題 {path.stem!r} がありません{like.ja}。"
                "--assignment ID で課題を指定してください",
            )
        )
    return found.assignment(assignment or path.stem)
