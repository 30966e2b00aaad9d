"""The source of a submission as one text with line numbers, and which of its lines a traceback names."""

from collections.abc import Iterable

from autograder.sandbox import Frame, Sources
from autograder.sandbox.wire.sources import cell_name

MOST_CHARACTERS = 200_000  # of one file, in a report; the longest reference has 12,000


class Listing:
    """What is shown of a submission's source.

    Attributes:
        texts: by file, the main file first, up to a bound; of a notebook its code cells, each below ``# cell 3``.
    """

    def __init__(self, sources: Sources) -> None:
        blocks = sources.blocks()
        self._starts: dict[str, int] = {}  # lines before the first one of what tracebacks call so
        lines: list[str] = []
        for number, (name, text) in enumerate(blocks, 1):
            if name == cell_name(number):
                lines.append(f"# cell {number}")
            self._starts[name] = len(lines)
            lines += text.split("\n")
        self._count = len(lines)
        texts = {sources.main: "\n".join(lines), **sources.files}
        self.texts = {name: text[:MOST_CHARACTERS] for name, text in texts.items()}

    def line(self, frames: Iterable[Frame]) -> int | None:
        """The line of the main file that an exception passed last; None if it passed none."""
        for frame in reversed(list(frames)):
            start = self._starts.get(frame.file)
            if start is not None and 1 <= start + frame.line <= self._count:  # the worker says it: anything may come
                return start + frame.line
        return None
