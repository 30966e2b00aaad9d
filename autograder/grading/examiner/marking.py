"""From the runs of its checks to a submission's result: cheats exposed, passes confirmed, mistakes named.

Everything here happens in the trusted examiner, before it answers the grader.
"""

import math
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from autograder.grading.examiner.asked_for import called_in
from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.confirmation import drawn_by_lot, not_confirmed, only_at_first
from autograder.grading.examiner.diagnosis import TOLERANCES, Diagnoser, Explained, Known
from autograder.grading.examiner.discretion import lending
from autograder.grading.examiner.evidence import departures
from autograder.grading.examiner.examination import Examination, notes_of
from autograder.grading.examiner.failed_region import region_of
from autograder.grading.examiner.impostors import changes_arguments, impostor
from autograder.grading.examiner.meter import Meter, OutOfTime, until
from autograder.grading.examiner.refused import refused
from autograder.grading.examiner.runs import CheckRun, parts_of
from autograder.grading.examiner.traces import Sights, digest_of
from autograder.grading.job import Job, Marked
from autograder.grading.kept_values import kept_arrays
from autograder.grading.listing import Listing
from autograder.grading.not_run import cut_short
from autograder.grading.results import Attention, CheckResult, Diagnosed, Evidence, Share, result_of
from autograder.grading.unwritten import unwritten_parts
from autograder.sandbox import Act, Examinee, Sources
from autograder.text import NOTHING, Text, bounded


class _Ran(NamedTuple):
    """What came of running a submission: the runs as they were, and judged; `whole` if nothing was broken off."""

    first: dict[str, CheckRun]
    runs: dict[str, CheckRun]
    notes: tuple[Text, ...]
    acts: tuple[Act, ...]
    confirmed: bool
    whole: bool


class Marking:
    """Marks one submission after the other.

    Args:
        examination: the assignment's checks.
        diagnoser: names mistakes; None where that is not wanted.
    """

    def __init__(self, examination: Examination, diagnoser: Diagnoser | None = None) -> None:
        self._examination = examination
        self._diagnoser = diagnoser
        self._ahead: dict[str, tuple[Sources, _Ran]] = {}
        if diagnoser is not None and examination.rules.observe:
            diagnoser.run_ahead = self._run_ahead
        self.tainted = False
        """Whether a submission has been broken off in the middle of this process's own work: start a new one."""

    def grade(self, job: Job) -> Marked:
        """Run all checks on a submission and turn the runs into its result."""
        sources, ran = self._ahead.pop(job.entry, (None, None))
        if ran is None or sources != job.sources:
            ran = self._run(job)
        self._meet(job, ran)
        return self._marked(job, ran)

    def _run_ahead(self, entry: str, sources: Sources) -> Behaviour | None:
        """How an entry of the catalogue behaves that is still to be graded: then it need not be run once more."""
        job = Job("", sources, entry=entry)
        ran = self._run(job)
        self._ahead[entry] = sources, ran
        self._meet(job, ran)
        return self._examination.behaviour_of(ran.first) if ran.whole else None

    def _meet(self, job: Job, ran: "_Ran") -> None:
        if self._diagnoser is not None and job.entry and ran.whole:
            self._diagnoser.meet(job.entry, job.sources, lambda: self._examination.behaviour_of(ran.first))

    def _run(self, job: Job) -> "_Ran":
        meter = self._examination.meter(job.deadline)
        with self._examination.open(job.sources) as examinee:
            with meter.counting():
                first = self._examination.round(
                    examinee, job.only or None, meter, until_rejected=job.until_rejected, watched=job.watched
                )
                runs = self._judged(job, first, meter)
                notes = notes_of(examinee)
            self.tainted |= meter.struck
            confirmed = self._confirms(job, examinee, runs)
        return _Ran(first, runs, notes, examinee.acts, confirmed, whole=meter.over is None)

    def _marked(self, job: Job, ran: "_Ran") -> Marked:
        first, runs, notes = ran.first, ran.runs, ran.notes
        lowered = {} if ran.confirmed else self._on_second_draw(job, runs)
        all_passed = all(run.passed for run in runs.values())
        observe = self._examination.rules.observe
        behaviour = self._examination.behaviour_of(runs) if job.told and (observe or not all_passed) else None
        if behaviour and job.only:
            behaviour = self._examination.reference_behaviour.but_for(behaviour)
        explained = self._explained(behaviour, job) if behaviour and not job.until_rejected else {}
        runs |= lowered
        listing = Listing(job.sources)
        checks = tuple(self._result(run, _mistake(run, explained), behaviour, listing) for run in runs.values())
        if not job.told:
            checks = tuple(map(_bare, checks))
        result = result_of(
            job.id,
            checks,
            status="fault" if any(c.outcome == "fault" for c in checks) else "graded",
            attention=(
                *_attention(checks, lowered, late=job.deadline is not None and time.monotonic() >= job.deadline),
                *refused(ran.acts),
                *unwritten_parts(job.sources.blanks, checks),
            ),
            notes=notes,
            file=job.sources.main,
            digest=job.digest,
            evidence=_evidence(listing, runs) if job.told else None,
        )
        words = {known.id: known.words for known in explained.values()}
        watched = {name: run.watched for name, run in first.items() if run.watched}
        if not observe:
            return Marked(result, words, watched=watched)
        parts = parts_of(runs.values()) if all_passed else {}
        calls = {key: called_in(part.traces) for key, part in parts.items()}
        little = not explained and job.told and not job.until_rejected and self._shows_little(behaviour)
        bands = {name: run.bands for name, run in runs.items() if run.bands}
        return Marked(result, words, bands, little, watched, calls)

    def _judged(self, job: Job, runs: Mapping[str, CheckRun], meter: Meter, draw: str = "") -> dict[str, CheckRun]:
        """Runs of a submission, once impostors and vandals are exposed: see `impostors`."""
        settled = {name: run.settled(self._settled) for name, run in runs.items()}
        doubtful = [part for part in parts_of(settled.values()).values() if self._is_doubtful(part)]
        again = self._by_value(doubtful, job.sources, meter, draw)
        return {name: run.settled(lambda part: again.get(part.key, part)) for name, run in settled.items()}

    def _confirms(self, job: Job, examinee: Examinee, runs: Mapping[str, CheckRun]) -> bool:
        """Whether a submission passes, on its second draw, what it has passed and the lot falls on.

        In the worker that it has already, because that costs least. So what it has kept since may be in its way.
        """
        if not job.digest:
            return True
        passed = {name: runs[name].points for name in self._examination.drawing if runs[name].points}
        chosen = drawn_by_lot(passed, self._examination.rules.assignment, self._examination.rules.secret, job.digest)
        if not chosen:
            return True
        meter = self._examination.meter(job.deadline)
        keys = [part.key for name in chosen for part in runs[name].each if part.passed]
        with meter.counting():
            again = self._judged(job, self._examination.round(examinee, keys, meter, job.digest), meter, job.digest)
        self.tainted |= meter.struck
        return all(run.passed or _is_late(run) for run in again.values())

    def _on_second_draw(self, job: Job, runs: Mapping[str, CheckRun]) -> dict[str, CheckRun]:
        """The checks that a submission, run from the start on its second draw, does not pass although it did before.

        Those that the reference does not pass on this draw, either, are left out: the draw is unlucky.
        """
        reference, _ = self._examination.run(self._examination.reference_sources, draw=job.digest)
        fair = [key for key, part in parts_of(reference.values()).items() if part.passed]
        meter = self._examination.meter(job.deadline)
        with meter.counting():
            again, _ = self._examination.run(job.sources, fair, meter=meter, draw=job.digest)
            second = parts_of(self._judged(job, again, meter, job.digest).values())
        self.tainted |= meter.struck

        def lower(part: CheckRun) -> CheckRun:
            then = second.get(part.key)
            kept = then is None or not part.passed or then.passed or _is_late(then)
            return part if kept or then is None else part.judged(only_at_first(then.verdict))

        lowered = {name: runs[name].settled(lower) for name in self._examination.drawing}
        return {name: run for name, run in lowered.items() if run is not runs[name]}

    def _explained(self, behaviour: Behaviour, job: Job) -> Explained:
        """The misconceptions that explain it, by check; none where the deadline leaves no time to run them."""
        if self._diagnoser is None:
            return {}
        try:
            with until(math.inf if job.deadline is None else job.deadline):
                return self._diagnoser.diagnose(behaviour, run=job.deadline is None)
        except OutOfTime:
            self.tainted = True
            return {}

    def _shows_little(self, behaviour: Behaviour | None) -> bool:
        return self._diagnoser is not None and behaviour is not None and self._diagnoser.sees_little(behaviour)

    def _settled(self, run: CheckRun) -> CheckRun:
        """Expose an impostor; charge a check that the reference does not pass to us."""
        conduct = self._examination.conduct_in(run.key)
        if run.passed:
            exposed = impostor(run.traces, conduct.shown)
            return run if exposed is None else run.judged(lending(exposed, run.lent))
        if run.verdict.outcome == "skipped" or conduct.outcome == "passed":
            return run
        return run.judged(run.verdict.to_the_author().saying("fault", _ours))

    def _is_doubtful(self, run: CheckRun) -> bool:
        """Whether it passed while changing arguments, which the reference leaves alone."""
        return (
            run.passed and changes_arguments(run.traces) and not self._examination.conduct_in(run.key).changes_arguments
        )

    def _by_value(self, doubtful: Sequence[CheckRun], sources: Sources, meter: Meter, draw: str) -> dict[str, CheckRun]:
        """The doubtful checks once more, arguments by value, which exposes vandals: see `impostors`."""
        if not doubtful:
            return {}
        runs, _ = self._examination.run(sources, [run.key for run in doubtful], restore=False, meter=meter, draw=draw)
        again = parts_of(runs.values())
        return {run.key: run.judged(again[run.key].verdict) for run in doubtful}

    def _result(
        self, run: CheckRun, mistake: Known | None, behaviour: Behaviour | None, listing: Listing
    ) -> CheckResult:
        info, verdict, observe = run.info, run.verdict, self._examination.rules.observe
        seen = behaviour.sights if behaviour else {}
        wanted = [p for p in run.each if p.key in seen and (observe or p.verdict.outcome in ("failed", "error"))]
        digests = {part.share: digest_of(seen[part.key]) for part in wanted}
        together: Sights = sum((seen[part.key] for part in wanted), ())
        return CheckResult(
            id=info.id,
            outcome=verdict.outcome,
            points=run.points,
            max_points=info.max_points,
            message=verdict.text,
            diagnosis=Diagnosed(mistake.id, generated=mistake.generated) if mistake else None,
            seconds=round(sum(t.cpu_seconds for t in run.traces), 6),
            details=verdict.details,
            ended=verdict.ended,
            region=region_of(
                run, self._examination.functions, mistake.places() if mistake else (), self._departing(run, behaviour)
            ),
            line=listing.line(verdict.places) if verdict.outcome == "error" else None,
            told=None if verdict.told == verdict.text else verdict.told,
            output=_output(run) if info.public and not run.lent else "",
            shares=tuple(
                Share(p.share, p.verdict.outcome, p.points, p.max_points, digests.get(p.share, "")) for p in run.parts
            ),
            trace_digest=digest_of(together) if wanted else "",
        )

    def _departing(self, run: CheckRun, behaviour: Behaviour | None) -> set[str]:
        """The labels at which something else came in a check than of the reference."""
        seen, right = (behaviour.sights if behaviour else {}), self._examination.reference_behaviour.sights
        found = (departures(seen.get(part.key, ()), right.get(part.key, ()), TOLERANCES[-1]) for part in run.each)
        return {one.label for part in found for one in part if one.right} if run.rejects else set()


def _evidence(listing: Listing, runs: Mapping[str, CheckRun]) -> Evidence:
    """What a person can look at."""
    arrays = {name: kept_arrays(run.verdict.arrays) for name, run in runs.items()}
    return Evidence(listing.texts, {name: kept for name, kept in arrays.items() if kept is not None})


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


def _bare(check: CheckResult) -> CheckResult:
    """Outcome and points; and what is said only of what is our fault."""
    said = check.message if check.outcome == "fault" else NOTHING
    return CheckResult(check.id, check.outcome, check.points, check.max_points, said, shares=check.shares)


def _mistake(run: CheckRun, explained: Explained) -> Known | None:
    """The mistake that explains a check: of several shares, the first that has one."""
    return next((explained[part.key] for part in run.each if part.key in explained), None)


def _output(run: CheckRun) -> str:
    return bounded("".join(t.stdout for t in run.traces), 10_000)
