"""Similar submissions on a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from autograder.reports.similarity import similarity_words as words
from autograder.reports.similarity.reading import SimilarWork
from autograder.text import Language, Text, one_line, without_commands

_MOST = 20
_MORE = Text("… and {n} more pairs; --csv and --html show them", "…ほか {n} 組（--csv と --html で表示）")


def show(work: SimilarWork, console: Console, language: Language = "en") -> None:
    """Print the pairs and groups, and what the figures mean."""
    for part in _parts(work, language):
        console.print(part)


def _parts(work: SimilarWork, language: Language) -> Iterator[RenderableType]:
    yield Styled(f"\n{_line(work.title.in_(language) or work.assignment)}", style="bold")
    yield Styled(words.summed_up(work).in_(language))
    if work.found.pairs:
        yield _pairs(work, language)
    else:
        yield Styled(words.nothing(work).in_(language))
    for number, ids in enumerate(work.found.groups, 1):
        if len(ids) > 2:
            yield Styled(f"{words.GROUP.in_(language)} {number}: {_ids(ids)}")
    for sentence, who in ((words.SHORT, work.found.short), (words.UNREADABLE, work.unreadable)):
        if who:
            yield Styled(sentence.in_(language).format(ids=_ids(who)), style="dim")
    for said in (words.HOW, words.MEANS):
        yield Padding(Styled(said.in_(language)), (1, 0, 0, 0))


def _pairs(work: SimilarWork, language: Language) -> RenderableType:
    table = Table(box=None, padding=(0, 1))
    for heading in (words.SIMILARITY, words.OF_FIRST, words.OF_SECOND):
        table.add_column(heading.in_(language), justify="right")
    table.add_column(words.PAIR.in_(language), overflow="fold")
    for pair in work.found.pairs[:_MOST]:
        shares = (f"{share:.0%}" for share in (pair.similarity, pair.first_share, pair.second_share))
        table.add_row(*shares, Styled(f"{_line(pair.first)}  –  {_line(pair.second)}"))
    if len(work.found.pairs) > _MOST:
        table.add_row("", "", "", _MORE.in_(language).format(n=len(work.found.pairs) - _MOST))
    return Padding(table, (1, 0), expand=False)


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(map(_line, ids))


def _line(text: str) -> str:
    return without_commands(one_line(text, 60))
