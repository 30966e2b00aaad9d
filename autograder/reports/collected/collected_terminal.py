"""The hand-ins of a class on a terminal."""

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from autograder.reports.collected import collected_words as words
from autograder.reports.collected.hand_ins import HandIns, doubts
from autograder.text import Language, one_line, without_commands


def show(found: HandIns, console: Console, language: Language = "en") -> None:
    """Print who handed in what, what is doubtful, what is ignored and who is missing."""
    for part in _parts(found, language):
        console.print(part)


def _parts(found: HandIns, language: Language) -> Iterator[RenderableType]:
    yield Styled(f"\n{_line(found.title.in_(language) or found.assignment)}", style="bold")
    yield Styled(words.summed_up(found).in_(language))
    table = Table(box=None, padding=(0, 1))
    table.add_column(words.STUDENT.in_(language), overflow="fold", max_width=24)
    table.add_column(words.TAKEN.in_(language), overflow="fold", max_width=36)
    table.add_column(words.PASSED.in_(language), overflow="fold")
    for result in found.results:
        file = _line(result.file) if result.file else words.NOTHING.in_(language)
        passed = ", ".join(_line(p.file) for p in result.passed_over)
        style = "yellow" if doubts(result) else ""
        table.add_row(Styled(_line(result.id), style=style), Styled(file), Styled(passed, style="dim"))
    yield Padding(table, (1, 0), expand=False)
    if found.doubtful:
        yield Styled(words.DOUBT.in_(language), style="italic")
    for result in found.doubtful:
        yield Styled.assemble((_line(result.id), "bold"))
        for text in doubts(result):
            yield Padding(Styled(_line(text.in_(language), 600)), (0, 0, 0, 4), expand=False)
    if found.ignored:
        yield Styled(f"\n{words.IGNORED.in_(language)}", style="italic")
    for entry in found.ignored:
        yield Padding(
            Styled(f"{_line(entry.entry, 300)}: {_line(entry.reason.in_(language), 300)}"), (0, 0, 0, 4), expand=False
        )
    if found.missing:
        yield Styled(f"\n{words.MISSING.in_(language)}: {', '.join(map(_line, found.missing))}")
    yield Padding(Styled(words.HOW.in_(language), style="dim"), (1, 0, 0, 0))


def _line(text: str, limit: int = 80) -> str:
    return without_commands(one_line(text, limit))
