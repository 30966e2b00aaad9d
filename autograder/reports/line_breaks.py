"""Where a line may end, in Japanese too: by the width of characters, and never before 「、」 or after 「（」."""

import re
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

_NOT_FIRST = (
    "、。，．・：；？！」』）】〕〉》］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶゝゞ々…‥—％"
    ")]},.:;?!%"
)  # fmt: skip
_NOT_LAST = "「『（【〔〈《［｛([{"
_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff"
)
# Between words of other scripts only spaces part; a wide character stands alone, with what clings to it on both sides.
_PIECE = re.compile(
    rf"[{re.escape(_NOT_LAST)}]*(?:[{_WIDE}]|[^\s{_WIDE}{re.escape(_NOT_LAST)}]+(?:[(\[{{][^\s{_WIDE}]*)*|)"
    rf"[{re.escape(_NOT_FIRST)}]*\s*"
)


def breaks(line: str, width: int) -> list[int]:
    """Where in a line without line ends the next ones begin, such that each fits; a piece that does not is cut."""
    offsets, used, start = [], 0, 0
    for piece in pieces(line):
        wide = cell_len(piece.rstrip())
        if used and used + wide > width:
            offsets.append(start)
            used = 0
        if wide > width:
            offsets += _cuts(piece.rstrip(), start, width)
            used = cell_len(line[offsets[-1] : start + len(piece)])
        else:
            used += cell_len(piece)
        start += len(piece)
    return offsets


def wrapped(line: str, width: int) -> list[str]:
    """The lines themselves, without the spaces at which they were broken."""
    ends = [0, *breaks(line, width), len(line)]
    return [line[a:b].rstrip() for a, b in pairwise(ends)]


@lru_cache(maxsize=256)
def pieces(line: str) -> tuple[str, ...]:
    """What is never parted, each with the spaces behind it."""
    leading = line[: len(line) - len(line.lstrip())]
    found = tuple(piece for piece in _PIECE.findall(line[len(leading) :]) if piece)
    return (leading + found[0], *found[1:]) if found else (line,) * bool(line)


def _cuts(piece: str, start: int, width: int) -> list[int]:
    cuts, used = [], 0
    for n, character in enumerate(piece):
        wide = cell_len(character)
        if used and used + wide > width:
            cuts.append(start + n)
            used = 0
        used += wide
    return cuts


class Words(Text):
    """A styled text whose lines end where they may, on a terminal and in a table's cell; nothing of it is left out."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """See `rich.text.Text.wrap`."""
        if overflow == "ignore":  # as in a file: `no_wrap` alone keeps a column wide, where there is room
            return super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        lines = Lines()
        for line in self.split(allow_blank=True):
            line.expand_tabs(tab_size)
            parts = line.divide(breaks(line.plain, max(width, 1)))
            for part in parts:
                part.rstrip()
            if justify:
                parts.justify(console, width, justify=justify, overflow="fold")
            lines.extend(parts)
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """The widest piece, and the widest line."""
        lines = self.plain.splitlines()
        widest = max((cell_len(piece.rstrip()) for line in lines for piece in pieces(line)), default=0)
        return Measurement(widest, max(map(cell_len, lines), default=0))
