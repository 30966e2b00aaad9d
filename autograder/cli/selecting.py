"""Options that say whose hand-ins are meant, and how to read a download: of every command that takes one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from autograder.course.handed_in.finding import How
from autograder.course.handed_in.systems import SYSTEMS
from autograder.grading.classroom.corrections import read_corrections
from autograder.grading.classroom.selection import Wanted

_OPTIONS = (
    click.option(
        "--roster",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Who is in the class (CSV or .xlsx): ids in reports are the roster's, a column 'group' makes groups.\n"
        "ja: クラスの名簿（CSV または .xlsx）。結果の ID は名簿のものになり、列 'group' があればグループになります。",
    ),
    click.option(
        "--from",
        "system",
        type=click.Choice(list(SYSTEMS)),
        metavar="SYSTEM",
        help=f"Whose download it is, where that is not seen: {', '.join(SYSTEMS)}.\n"
        f"ja: どのシステムからダウンロードしたものか（自動で分からないとき）: {', '.join(SYSTEMS)}",
    ),
    click.option(
        "--one",
        is_flag=True,
        help="Each PATH is one student's hand-in: a folder, a zip, or a file with helpers.\n"
        "ja: PATH はそれぞれ 1 人分の提出です（フォルダ、zip、または補助ファイルのあるファイル）。",
    ),
    click.option(
        "--only",
        multiple=True,
        metavar="ID",
        help="This student alone; may be repeated.\nja: この学生だけを対象にします。繰り返し指定できます。",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="ID",
        help="Leave this student out; may be repeated.\nja: この学生を除きます。繰り返し指定できます。",
    ),
    click.option(
        "--collected",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Obey the corrections in a table that `kadai collect --csv` wrote.\n"
        "ja: `kadai collect --csv` が書いた表の訂正に従います。",
    ),
)


def hand_ins(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command; their values together are a `Wanted`: see `wanted`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wanted(
    *,
    roster: Path | None,
    system: str | None,
    one: bool,
    only: tuple[str, ...],
    exclude: tuple[str, ...],
    collected: Path | None,
) -> Wanted:
    """What the values of the options say. Raises: UsageError, where a file is wrong."""
    people = None
    if roster is not None:
        from autograder.reports.roster import read_roster

        people = read_roster(roster).people
    corrections = read_corrections(collected) if collected is not None else ()
    return Wanted(How(system, one), people, only, exclude, corrections)
