"""Shows a class being graded: a bar on a terminal, plain lines elsewhere."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as RichProgress
from rich.text import Text as RichText

from autograder.grading.classroom.onlookers import Progress
from autograder.grading.results import SubmissionResult
from autograder.language import said
from autograder.text import NOTHING, Text, file_name

LINES = 10


def progress_for(console: Console) -> Progress:
    """The progress display that fits the console."""
    return Bar(console) if console.is_terminal else Lines(console)


class _Counting:
    """What both displays count."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = self._done = self._failing = self._remembered = 0
        self._running: dict[str, float] = {}

    def begin(self, total: int) -> None:
        """See `Progress`."""
        self._total = total

    def started(self, id: str) -> None:
        """See `Progress`."""
        self._running[id] = time.monotonic()

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""
        self._running.pop(result.id, None)
        self._done += 1
        self._failing += result.score < result.max_score
        self._remembered += remembered

    def _left(self, elapsed: float) -> Text:
        """How long it will take: as long as others took; where only what is running is left, what it waits for."""
        left = self._total - self._done
        if self._done and left > len(self._running):
            seconds = elapsed / self._done * left
            return Text(f"about {seconds:.0f} s left", f"残り約 {seconds:.0f} 秒")
        if not self._running:
            return NOTHING
        first, since = min(self._running.items(), key=lambda running: running[1])
        who = f"{file_name(first)}" + (f" (+{len(self._running) - 1})" if len(self._running) > 1 else "")
        waited = time.monotonic() - since
        return Text(f"waiting for {who}, {waited:.0f} s", f"{who} を待っています（{waited:.0f} 秒）")

    def _words(self) -> str:
        known = (
            Text(f", {self._remembered} known already", f"、採点済み {self._remembered} 件")
            if self._remembered
            else NOTHING
        )
        return said(Text(f"{self._failing} below full marks", f"満点でないもの {self._failing} 件") + known)


class _Left(ProgressColumn):
    """Drawn anew several times a second, also where nothing comes to its end."""

    def __init__(self, counting: _Counting) -> None:
        super().__init__()
        self._counting = counting

    def render(self, task: Task) -> RichText:
        """See `ProgressColumn`."""
        return RichText(said(self._counting._left(task.elapsed or 0.0)))


class Bar(_Counting):
    """A live bar: done, failing, and how long it takes or what it waits for."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._bar = RichProgress(
            TextColumn(said(Text("grading", "採点中"))),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            _Left(self),
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
            left = self._left(time.monotonic() - self._started)
            count, words = f"{self._done}/{self._total}", self._words()
            line = Text(f"{count} graded, {words}", f"{count} 件採点済み、{words}")
            self._console.print(said(line + (Text(", ", "、") + left if left else NOTHING)), soft_wrap=True)

    def end(self) -> None:
        """See `Progress`."""
