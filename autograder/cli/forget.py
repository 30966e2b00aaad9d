"""``kadai forget``."""

from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import say
from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.classroom.classroom import JOURNAL
from autograder.grading.classroom.first_seen import FILE as SEEN
from autograder.grading.classroom.first_seen import FirstSeen
from autograder.grading.classroom.forgetting import Forgotten, forget
from autograder.language import spoken
from autograder.reports.sheet import read_sheet
from autograder.text import Language, Text, visible

_SAID = Text(
    "{id}: {n} results of {assignments} are forgotten",
    "{id}: {assignments} の結果 {n} 件を削除しました",
)
_FOR_OTHERS = Text(
    "{n} of them stay for others who handed in the same, without this id",
    "うち {n} 件は、同じ内容を提出したほかの人の結果として残ります（この ID は消えています）",
)
_BESIDE = Text(
    "not looked into, delete it yourself: {path}",
    "確認していません。不要なら削除してください: {path}",
)
_STILL = Text(
    "has a line for it, delete it yourself: {path}",
    "この提出についての行が残っています。不要なら削除してください: {path}",
)
_ELSEWHERE = Text(
    "not touched: the hand-ins themselves, reports, pages, exports and keys already written, nbgrader's database, "
    "backups. Grading the hand-in again keeps its result again",
    "次のものは対象外です: 提出物そのもの、作成済みの結果・Web ページ・エクスポート・対応表、"
    "nbgrader のデータベース、バックアップ。もう一度採点すると、結果は再び保存されます",
)


@click.command(epilog="Examples:\n\n\b\n  kadai forget alice\n  kadai forget 's2600' --journal results.sqlite")
@click.argument("submission", metavar="ID")
@options.course
@options.journal
@options.language
def command(submission: str, course: Path | None, journal: Path | None, language: Language) -> None:
    """Delete everything that kadai keeps about a submission: its results in the journal, with all evidence in them.

    ID is the submission's as in a report. What it says afterwards names what it cannot reach. Exit code 2 where nothing
    is kept of that id.

    ja: ある提出について kadai が保存しているもの、つまり結果とその根拠を、すべて消します。

    ID は結果にあるとおりの、提出の ID です。手が届かないものは最後に示します。その ID のものが何も保存されていなけ
    れば終了コード 2 です。
    """
    if journal is not None and course is None:
        gone, still = forget(journal, submission), []
    else:
        of = Course.find(course)
        gone = forget(journal or of.root / JOURNAL, submission)
        still = _forget_in(of, gone.submission)
    for sentence in (*_said(gone, spoken()), *(_STILL.in_(spoken()).format(path=path) for path in still)):
        say(f"kadai: {sentence}")


def _forget_in(course: Course, submission: str) -> list[Path]:
    """Take a submission out of what a course notes down by itself; the files of people in which it still stands."""
    seen = FirstSeen(course.root / SEEN)
    seen.forget(submission)
    seen.keep()
    return [path for path in course.by_persons if _names(path, submission)]


def _names(path: Path, submission: str) -> bool:
    """Whether a table that people wrote has a line for a submission."""
    if not path.is_file():
        return False
    try:
        cells = {cell.strip() for row in read_sheet(path).rows for cell in row}
    except UsageError:  # whoever mends it will see
        return True
    return not cells.isdisjoint({submission, visible(submission)})


def _said(gone: Forgotten, language: Language) -> list[str]:
    assignments = ", ".join(map(visible, gone.assignments)) or "–"
    said = [_SAID.in_(language).format(id=visible(gone.submission), n=gone.results, assignments=assignments)]
    if gone.for_others:
        said.append(_FOR_OTHERS.in_(language).format(n=gone.for_others))
    said += [_BESIDE.in_(language).format(path=path) for path in gone.beside]
    return [*said, _ELSEWHERE.in_(language)]
