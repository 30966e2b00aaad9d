"""Shows a validation at work: a bar on a terminal, elsewhere a line for each kind of module and each assignment."""

import threading
from collections import Counter
from collections.abc import Sequence
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.grading.validation.findings import Validation
from autograder.language import said
from autograder.text import Text

_FIRST = Text("reference and stub", "模範解答とひな型")
_BETWEEN_CHEATS = Text("cheats and honest submissions between them", "不正な提出とその間の正しい提出")
_KINDS = {
    "reference": _FIRST,
    "stub": _FIRST,
    "equivalent": Text("equivalents", "別解"),
    "misconception": Text("misconceptions", "間違い"),
    "mutant": Text("mutants", "変異体"),
    "wrong_sweep": Text("wrong sweeps", "誤りの一斉検査"),
    "right_sweep": Text("right sweeps", "正解の一斉検査"),
    "region": Text("regions left unwritten", "一部が未記入の模範解答"),
    **dict.fromkeys(("cheat", "twin", "spoiler", "honest"), _BETWEEN_CHEATS),
}
_OTHERS = Text("right modules with other inputs", "ほかの入力での正しいモジュール")


class ValidationProgress:
    """See `autograder.grading.validation.validate.Watch`."""

    def __init__(self, console: Console) -> None:
        self._console = console
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task(said(Text("validating", "検証中")), total=None)
        self._lock = threading.Lock()
        self._kinds: dict[str, _Kinds] = {}

    def begin(self, assignments: Sequence[str]) -> None:
        """See `Watch`."""
        self._kinds = {assignment: _Kinds() for assignment in assignments}
        names = ", ".join(assignments)
        self._say(said(Text(f"validating {names}", f"検証中: {names}")))

    def add(self, assignment: str, jobs: Sequence[str], last: bool) -> None:
        """See `Watch`."""
        with self._lock:
            self._kinds[assignment].add(jobs, last)
        if all(kinds.all_there for kinds in self._kinds.values()):
            self._bar.update(self._task, total=sum(kinds.total for kinds in self._kinds.values()))

    def graded(self, assignment: str, job: str, known: bool) -> None:
        """See `Watch`."""
        with self._lock:
            ended = self._kinds[assignment].note(job, known)
        self._bar.update(self._task, advance=1, description=assignment)
        if ended:
            self._say(f"{assignment}: {ended}")

    def end(self, validation: Validation) -> None:
        """See `Watch`."""
        bad = sum(not finding.good for finding in validation.findings)
        seconds = f"{self._kinds[validation.assignment].seconds:.0f}"
        took = Text(f"{seconds} s", f"{seconds} 秒")
        if validation.known == validation.modules:
            took = Text("nothing has changed", "変更なし")
        how = Text(f"{bad} fall{'s' * (bad == 1)} short", f"不足 {bad} 件") if bad else Text("in order", "問題なし")
        self._say(f"{validation.assignment}: " + said(Text(f"{how.en} ({took.en})", f"{how.ja}（{took.ja}）")))

    def _say(self, line: str) -> None:
        if not self._console.is_terminal:
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._bar.stop()


class _Kinds:
    """What of an assignment is still to come, by kind."""

    def __init__(self) -> None:
        self.all_there = False
        self._number: Counter[Text] = Counter()
        self._left: Counter[Text] = Counter()
        self._new: Counter[Text] = Counter()
        self._began: float | None = None

    def add(self, jobs: Sequence[str], last: bool) -> None:
        """More, all of each kind; after the `last` nothing is added."""
        kinds = Counter(map(_kind, jobs))
        self._number += kinds
        self._left += kinds
        self.all_there |= last

    @property
    def total(self) -> int:
        """How many there are, done or not."""
        return self._number.total()

    def note(self, job: str, known: bool) -> str:
        """One more is there; says what all are of which it is the last, if any of them had to be graded."""
        self._began = self._began or monotonic()
        kind = _kind(job)
        self._left[kind] -= 1
        self._new[kind] += not known
        if self._left[kind] or not self._new[kind]:
            return ""
        number = self._number[kind]
        return said(Text(f"{kind.en} done ({number})", f"{kind.ja}を採点しました（{number}）"))

    @property
    def seconds(self) -> float:
        """Since the first one was there."""
        return monotonic() - (self._began or monotonic())


def _kind(job: str) -> Text:
    return _KINDS.get(job.partition(":")[0], _OTHERS)
