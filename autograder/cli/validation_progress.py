"""Shows a validation at work: a bar on a terminal, elsewhere a line for each kind of module and each assignment."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.grading.validation.findings import Validation

_BETWEEN_CHEATS = "cheats and honest submissions between them"
_KINDS = {
    "reference": "reference and stub",
    "stub": "reference and stub",
    "equivalent": "equivalents",
    "misconception": "misconceptions",
    "mutant": "mutants",
    **dict.fromkeys(("cheat", "twin", "spoiler", "honest"), _BETWEEN_CHEATS),
}
_OTHERS = "right modules with other inputs"


class ValidationProgress:
    """See `autograder.grading.validation.validate.Watch`."""

    def __init__(self, console: Console) -> None:
        self._console = console
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("validating", total=None)
        self._lock = threading.Lock()
        self._kinds: dict[str, _Kinds] = {}

    def begin(self, jobs: Mapping[str, Sequence[str]]) -> None:
        """See `Watch`."""
        self._kinds = {assignment: _Kinds(names) for assignment, names in jobs.items()}
        self._bar.update(self._task, total=sum(map(len, jobs.values())))
        self._say(f"validating {', '.join(jobs)}")

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
        seconds = f"{self._kinds[validation.assignment].seconds:.0f} s"
        took = "nothing has changed" if validation.known == validation.modules else seconds
        said = f"{bad} fall{'s' * (bad == 1)} short" if bad else "in order"
        self._say(f"{validation.assignment}: {said} ({took})")

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

    def __init__(self, jobs: Sequence[str]) -> None:
        self._number = Counter(map(_kind, jobs))
        self._left = self._number.copy()
        self._new: Counter[str] = Counter()
        self._began: float | None = None

    def note(self, job: str, known: bool) -> str:
        """One more is there; says what all are of which it is the last, if any of them had to be graded."""
        self._began = self._began or monotonic()
        kind = _kind(job)
        self._left[kind] -= 1
        self._new[kind] += not known
        return f"{kind} done ({self._number[kind]})" if not self._left[kind] and self._new[kind] else ""

    @property
    def seconds(self) -> float:
        """Since the first one was there."""
        return monotonic() - (self._began or monotonic())


def _kind(job: str) -> str:
    return _KINDS.get(job.partition(":")[0], _OTHERS)
