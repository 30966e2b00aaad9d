"""What exports share that fill the grade column of a system's own table."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import msgspec

from autograder.errors import UsageError
from autograder.grading.results import Report, SubmissionResult
from autograder.reports.csv import harmless
from autograder.reports.export_format import Export, Options
from autograder.reports.roster import Roster
from autograder.reports.scores import grade
from autograder.reports.sheet import delimited
from autograder.text import Text, one_line

_POINTS = re.compile(r"(?:\[Total Pts: |<Numeric MaxPoints:|\[)(\d+(?:[.,]\d+)?)")

Title = Callable[[str], str | None]
"""From the name of a column to that of the item whose grades it holds, if it holds any."""


class Column(msgspec.Struct, frozen=True):
    """Where the grades go."""

    index: int
    name: str
    notes: tuple[Text, ...] = ()


def grade_column(report: Report, options: Options, roster: Roster, title: Title, new: str) -> Column:
    """The column of this assignment: what ``--column`` names, else that of its title or id, else the only one.

    A column that the roster does not have is added under the name `new`, in which ``{}`` stands for the item.

    Raises:
        UsageError: if there are several columns and none is known to be the assignment's.
    """
    items = {index: item for index, name in enumerate(roster.columns) if (item := title(name)) is not None}
    wanted = [options.column] if options.column else [report.title.en, report.title.ja, report.assignment]
    folded = {_folded(name) for name in wanted if name}
    fits = [i for i, item in items.items() if not folded.isdisjoint((_folded(item), _folded(roster.columns[i])))]
    if len(fits) == 1:
        return Column(fits[0], roster.columns[fits[0]], _scale(report, roster.columns[fits[0]]))
    if not options.column and len(items) == 1:
        ((index, _),) = items.items()
        name = roster.columns[index]
        note = Text(f"the grades are in the column {name!r}", f"成績は列 {name!r} に入れました")
        return Column(index, name, (note, *_scale(report, name)))
    if fits or (items and not options.column):
        names = ", ".join(repr(one_line(item, 40)) for item in items.values())
        raise UsageError(
            Text(
                f"{roster.name}: which column is the assignment's? Add --column with one of {names}",
                f"{roster.name}: どの列がこの課題のものか分かりません。{names} のどれかを --column で指定してください",
            )
        )
    whole = options.column if options.column and title(options.column) is not None else None
    name = harmless(whole or new.format(item_name(report, options)))
    added = Text(
        f"{roster.name} has no column {name!r}: the file adds it",
        f"{roster.name} に列 {name!r} はありません。新しい列として加えました",
    )
    return Column(len(roster.columns), name, (added,))


def _scale(report: Report, column: str) -> tuple[Text, ...]:
    """A sentence where a column says that it is out of something else than the assignment is."""
    said = _POINTS.search(column)
    top = top_score(report)
    if said is None or float(said[1].replace(",", ".")) == top:
        return ()
    return (
        Text(
            f"the column {column!r} is out of {said[1]}, the assignment out of {top:g}: scores are written as they are",
            f"列 {column!r} は {said[1]} 点満点、課題は {top:g} 点満点です。得点はそのまま書きました",
        ),
    )


def item_name(report: Report, options: Options) -> str:
    """What the assignment is called where no table says it: what the user says, else its title."""
    return options.column or one_line(report.title.in_(options.language)) or report.assignment


def top_score(report: Report) -> float:
    """The most that can be reached."""
    return max((r.max_score for r in report.submissions), default=0.0)


def filled(
    roster: Roster,
    results: Sequence[SubmissionResult],
    keys: Sequence[str],
    column: Column,
    keep: Sequence[int] | None = None,
    constant: Mapping[int, tuple[str, str]] | None = None,
) -> Export:
    """The roster's own file with the grades in it; who has none keeps the cell as it is.

    `keep` names the columns that the file has, if not all; it is CSV then, if it was not. `constant` sets columns:
    their name, and what stands in all rows.

    Raises:
        UsageError: as `Roster.match`, or if the file's encoding does not have a character of the column's name.
    """
    matched = roster.match((r.id for r in results), keys)
    cells: dict[tuple[int, int], str] = {}
    if column.index >= len(roster.columns):
        cells[roster.header, column.index] = column.name
    for index, (name, value) in (constant or {}).items():
        cells[roster.header, index] = name
        cells |= {(place, index): value for place in roster.places}
    for result in results:
        if result.id in matched.found:
            cells[roster.places[matched.found[result.id]], column.index] = grade(result)
    try:
        content = roster.sheet.filled(cells) if keep is None else delimited(roster.sheet).filled(cells, tuple(keep))
    except UnicodeEncodeError:
        raise UsageError(
            Text(
                f"{roster.name}: its encoding has no letters for {column.name!r}; name the column with --column",
                f"{roster.name}: この文字コードには {column.name!r} の文字がありません。"
                "--column で列の名前を指定してください",
            )
        ) from None
    return Export(content, column.notes, roster.left_out(matched))


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
