"""From the runs of its checks to a submission's result: cheats exposed, passes confirmed, mistakes named.

Everything here happens in the trusted examiner, before it answers the grader.
"""

import math
import time
from collections.abc import Mapping, Sequence

from autograder.grading.examiner.confirmation import drawn_by_lot, not_confirmed, only_at_first
from autograder.grading.examiner.diagnosis import Behaviour, Diagnoser, Known, named
from autograder.grading.examiner.examination import CheckRun, Examination, behaviour_of, notes_of
from autograder.grading.examiner.impostors import changes_arguments, impostor
from autograder.grading.examiner.meter import Meter, OutOfTime, until
from autograder.grading.examiner.traces import digest_of
from autograder.grading.job import Job
from autograder.grading.results import Attention, CheckResult, Diagnosed, Marked, cut_short, result_of
from autograder.sandbox import Examinee, Sources
from autograder.text import Text, bounded


class Marking:
    """Marks one submission after the other.

    Args:
        examination: the assignment's checks.
        diagnoser: names mistakes; None where that is not wanted.
    """

    def __init__(self, examination: Examination, diagnoser: Diagnoser | None = None) -> None:
        self._examination = examination
        self._diagnoser = diagnoser
        self.tainted = False
        """Whether a submission has been broken off in the middle of this process's own work: start a new one."""

    def grade(self, job: Job) -> Marked:
        """Run all checks on a submission and turn the runs into its result."""
        meter = self._examination.meter(job.deadline)
        with self._examination.open(job.sources) as examinee:
            with meter.counting():
                first = self._examination.round(examinee, None, meter, until_rejected=job.until_rejected)
                runs = self._judged(job, first, meter)
                notes = notes_of(examinee)
            self.tainted |= meter.struck
            unsure = not self._confirms(job, examinee, runs)
        lowered = self._on_second_draw(job, runs) if unsure else {}
        all_passed = all(run.passed for run in runs.values())
        behaviour = behaviour_of(runs) if self._examination.rules.observe or not all_passed else None
        explained = self._explained(behaviour, job) if behaviour and not job.until_rejected else {}
        runs |= lowered
        observe = self._examination.rules.observe
        checks = tuple(_result(run, named(explained.get(name, ())), behaviour, observe) for name, run in runs.items())
        result = result_of(
            job.id,
            checks,
            status="fault" if any(c.outcome == "fault" for c in checks) else "graded",
            attention=_attention(checks, lowered, late=job.deadline is not None and time.monotonic() >= job.deadline),
            notes=notes,
            file=job.sources.main,
            digest=job.digest,
        )
        words = {known.id: known.words for several in explained.values() for known in several}
        return Marked(result, words, {name: run.bands for name, run in runs.items() if run.bands} if observe else {})

    def _judged(self, job: Job, runs: Mapping[str, CheckRun], meter: Meter, draw: str = "") -> dict[str, CheckRun]:
        """Runs of a submission, once impostors and vandals are exposed: see `impostors`."""
        settled = {name: self._settled(run) for name, run in runs.items()}
        doubtful = [run for run in settled.values() if self._is_doubtful(run)]
        return settled | self._by_value(doubtful, job.sources, meter, draw)

    def _confirms(self, job: Job, examinee: Examinee, runs: Mapping[str, CheckRun]) -> bool:
        """Whether a submission passes, on its second draw, what it has passed and the lot falls on.

        In the worker that it has already, because that costs least. So what it has kept since may be in its way.
        """
        if not job.digest:
            return True
        passed = {name: runs[name].info.max_points for name in self._examination.drawing if runs[name].passed}
        chosen = drawn_by_lot(passed, self._examination.rules.assignment, self._examination.rules.secret, job.digest)
        if not chosen:
            return True
        meter = self._examination.meter(job.deadline)
        with meter.counting():
            again = self._judged(job, self._examination.round(examinee, chosen, meter, job.digest), meter, job.digest)
        self.tainted |= meter.struck
        return all(run.passed or _is_late(run) for run in again.values())

    def _on_second_draw(self, job: Job, runs: Mapping[str, CheckRun]) -> dict[str, CheckRun]:
        """The checks that a submission, run from the start on its second draw, does not pass although it did before.

        Those that the reference does not pass on this draw, either, are left out: the draw is unlucky.
        """
        reference, _ = self._examination.run(self._examination.reference_sources, draw=job.digest)
        fair = [name for name, run in reference.items() if run.passed]
        meter = self._examination.meter(job.deadline)
        with meter.counting():
            again, _ = self._examination.run(job.sources, fair, meter=meter, draw=job.digest)
            again = self._judged(job, again, meter, job.digest)
        self.tainted |= meter.struck
        return {
            name: CheckRun(runs[name].info, only_at_first(again[name].verdict), runs[name].traces, runs[name].bands)
            for name in self._examination.drawing
            if name in again and runs[name].passed and not (again[name].passed or _is_late(again[name]))
        }

    def _explained(self, behaviour: Behaviour, job: Job) -> dict[str, tuple[Known, ...]]:
        """The misconceptions that explain it, by check; none where the deadline leaves no time to run them."""
        if self._diagnoser is None:
            return {}
        try:
            with until(math.inf if job.deadline is None else job.deadline):
                return self._diagnoser.diagnose(behaviour)
        except OutOfTime:
            self.tainted = True
            return {}

    def _settled(self, run: CheckRun) -> CheckRun:
        """Expose an impostor; charge a check that the reference does not pass to us."""
        conduct = self._examination.conduct_in(run.info.id)
        if run.passed:
            exposed = impostor(run.traces, conduct.shown)
            return run if exposed is None else CheckRun(run.info, exposed, run.traces, run.bands)
        if run.verdict.outcome == "skipped" or conduct.outcome == "passed":
            return run
        return CheckRun(run.info, run.verdict.to_the_author().saying("fault", _ours), run.traces, run.bands)

    def _is_doubtful(self, run: CheckRun) -> bool:
        """Whether it passed while changing arguments, which the reference leaves alone."""
        return (
            run.passed
            and changes_arguments(run.traces)
            and not self._examination.conduct_in(run.info.id).changes_arguments
        )

    def _by_value(self, doubtful: Sequence[CheckRun], sources: Sources, meter: Meter, draw: str) -> dict[str, CheckRun]:
        """The doubtful checks once more, arguments by value, which exposes vandals: see `impostors`."""
        if not doubtful:
            return {}
        again, _ = self._examination.run(
            sources, [run.info.id for run in doubtful], restore=False, meter=meter, draw=draw
        )
        return {run.info.id: CheckRun(run.info, again[run.info.id].verdict, run.traces, run.bands) for run in doubtful}


def _is_late(run: CheckRun) -> bool:
    """Whether the deadline came first: that says nothing of the submission."""
    return run.verdict.ended == "deadline"


def _attention(checks: Sequence[CheckResult], lowered: Mapping[str, CheckRun], late: bool) -> tuple[Attention, ...]:
    late = late or any(c.ended == "deadline" for c in checks)
    unconfirmed = {name: run.info.title for name, run in lowered.items()}
    return (*((cut_short(),) if late else ()), *((not_confirmed(unconfirmed),) if unconfirmed else ()))


def _ours(text: Text) -> Text:
    return Text(
        f"This check does not pass on the reference solution either: the check must be mended. {text.en}",
        f"このテストは模範解答でも通りません。直すべきなのはテストのほうです。{text.ja}",
    )


def _result(run: CheckRun, diagnosis: Diagnosed | None, behaviour: Behaviour | None, observe: bool) -> CheckResult:
    info, verdict = run.info, run.verdict
    sights = (
        behaviour.sights.get(info.id) if behaviour and (observe or verdict.outcome in ("failed", "error")) else None
    )
    return CheckResult(
        id=info.id,
        outcome=verdict.outcome,
        points=info.max_points if verdict.outcome == "passed" else 0.0,
        max_points=info.max_points,
        message=verdict.text,
        diagnosis=diagnosis,
        seconds=round(sum(t.cpu_seconds for t in run.traces), 6),
        details=verdict.details,
        ended=verdict.ended,
        told=None if verdict.told == verdict.text else verdict.told,
        output=_output(run) if info.public else "",
        trace_digest="" if sights is None else digest_of(sights),
    )


def _output(run: CheckRun) -> str:
    return bounded("".join(t.stdout for t in run.traces), 10_000)
