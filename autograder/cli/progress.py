"""Shows a class being graded: a bar on a terminal, plain lines elsewhere."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from autograder.grading.classroom.classroom import Progress
from autograder.grading.results import SubmissionResult
from autograder.language import said
from autograder.text import NOTHING, Text

LINES = 10


def progress_for(console: Console) -> Progress:
    """The progress display that fits the console."""
    return Bar(console) if console.is_terminal else Lines(console)


class _Counting:
    """What both displays count."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = self._done = self._failing = self._remembered = 0

    def begin(self, total: int) -> None:
        """See `Progress`."""
        self._total = total

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""
        self._done += 1
        self._failing += result.score < result.max_score
        self._remembered += remembered

    def _words(self) -> str:
        known = (
            Text(f", {self._remembered} known already", f"、採点済み {self._remembered} 件")
            if self._remembered
            else NOTHING
        )
        return said(Text(f"{self._failing} below full marks", f"満点でないもの {self._failing} 件") + known)


class Bar(_Counting):
    """A live bar: done, failing, time left."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._bar = RichProgress(
            TextColumn(said(Text("grading", "採点中"))),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )

    def begin(self, total: int) -> None:
        """See `Progress`."""
        super().begin(total)
        self._task = self._bar.add_task("", total=total)
        self._bar.start()

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""
        super().result(result, remembered)
        self._bar.update(self._task, advance=1, description=self._words())

    def end(self) -> None:
        """See `Progress`."""
        self._bar.stop()


class Lines(_Counting):
    """About ten plain lines for a whole class."""

    def begin(self, total: int) -> None:
        """See `Progress`."""
        super().begin(total)
        self._started = time.monotonic()
        self._console.print(
            said(Text(f"grading {total} submission{'s' * (total != 1)}", f"提出 {total} 件を採点します"))
        )

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""
        super().result(result, remembered)
        step = max(self._total // LINES, 1)
        if self._done % step == 0 or self._done == self._total:
            elapsed = time.monotonic() - self._started
            left = elapsed / self._done * (self._total - self._done)
            count, words = f"{self._done}/{self._total}", self._words()
            self._console.print(
                said(
                    Text(
                        f"{count} graded, {words}, about {left:.0f} s left",
                        f"{count} 件採点済み、{words}、残り約 {left:.0f} 秒",
                    )
                )
            )

    def end(self) -> None:
        """See `Progress`."""
