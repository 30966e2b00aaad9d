"""What came of running a check on a submission, of each of its shares where it has some."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec

from autograder.checks import key_of
from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.measurements import measured_by
from autograder.grading.examiner.traces import sights_of
from autograder.grading.parameter_sets import decisive, told_of_sets
from autograder.grading.results import CheckInfo, total
from autograder.grading.verdicts import Verdict
from autograder.sandbox import CheckTrace


class CheckRun(msgspec.Struct):
    """One check, or one share of it, on one submission: the verdict and what was seen on the way.

    There is one trace for each parameter set that was run.
    """

    info: CheckInfo
    verdict: Verdict
    traces: list[CheckTrace] = []
    bands: list[dict[str, object]] = []
    share: str = ""
    """Of which it is the run; the whole check's, if it is empty."""
    parts: tuple["CheckRun", ...] = ()
    """Of a check with shares, the runs of these."""
    watched: list[str] = []
    """See `Job`."""

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.info.id, self.share)

    @property
    def each(self) -> tuple["CheckRun", ...]:
        """What has a verdict of its own: the shares, or the check itself."""
        return self.parts or (self,)

    @property
    def passed(self) -> bool:
        """Whether it has all its points."""
        return self.verdict.outcome == "passed"

    @property
    def rejects(self) -> bool:
        """Whether the submission has failed it."""
        return self.verdict.outcome not in ("passed", "skipped")

    @property
    def lent(self) -> tuple[str, ...]:
        """What the submission was lent of the reference."""
        return tuple(dict.fromkeys(name for trace in self.traces for name in trace.lent))

    @property
    def max_points(self) -> float:
        """What it is worth."""
        return self.info.max_points / len(self.info.shares) if self.share else self.info.max_points

    @property
    def points(self) -> float:
        """What the submission is given for it."""
        if self.parts:
            return total(part.points for part in self.parts)
        return self.max_points if self.passed else 0.0

    def judged(self, verdict: Verdict) -> "CheckRun":
        """The same with another verdict."""
        return msgspec.structs.replace(self, verdict=verdict)

    def settled(self, settle: Callable[["CheckRun"], "CheckRun"]) -> "CheckRun":
        """With what has a verdict of its own settled by `settle`; the very same if nothing changes."""
        parts = [settle(part) for part in self.each]
        if all(new is old for new, old in zip(parts, self.each, strict=True)):
            return self
        return joined(self.info, parts)


def joined(info: CheckInfo, runs: Sequence[CheckRun]) -> CheckRun:
    """The run of a check of which these parameter sets were run: the last decides, or each its own share."""
    if len(runs) == 1 and not info.shares:
        return runs[0]
    verdict = _of_shares(runs) if info.shares else runs[-1].verdict
    traces = [trace for run in runs for trace in run.traces]
    bands = [band for run in runs for band in run.bands]
    watched = [seen for run in runs for seen in run.watched]
    return CheckRun(info, verdict, traces, bands, parts=tuple(runs) if info.shares else (), watched=watched)


def _of_shares(runs: Sequence[CheckRun]) -> Verdict:
    verdicts = {run.share: run.verdict for run in runs}
    lead = verdicts[decisive((share, verdict.outcome) for share, verdict in verdicts.items())]
    text = told_of_sets((share, verdict.text) for share, verdict in verdicts.items())
    told = told_of_sets((share, verdict.told or verdict.text) for share, verdict in verdicts.items())
    return lead._replace(text=text, told=None if told == text else told, mistake=None)


def parts_of(runs: Iterable[CheckRun]) -> dict[str, CheckRun]:
    """All that have a verdict of their own, by key."""
    return {part.key: part for run in runs for part in run.each}


def behaviour_of(
    runs: Mapping[str, CheckRun],
    asked: Collection[str],
    lends: Callable[[str], bool] = lambda key: False,
    free: Collection[str] = (),
) -> Behaviour:
    """Outcomes, comparable traces and what was measured, by key.

    Args:
        runs: of checks.
        asked: the functions and classes asked for.
        lends: whether a check, by its key, lends something to whomever it runs on; or else only to who fails without.
        free: ids of checks of what students choose freely.
    """
    ran = {key: run for key, run in parts_of(runs.values()).items() if run.traces}
    helped = frozenset(key for key, run in ran.items() if run.lent and not lends(key))
    return Behaviour(
        {key: run.verdict.outcome for key, run in ran.items()},
        {key: sights_of(run.traces, asked, unaided=key in helped) for key, run in ran.items()},
        {key: measured_by(run.verdict) for key, run in ran.items() if run.verdict.outcome == "failed"},
        helped,
        frozenset(key for key, run in ran.items() if run.info.id in free),
    )
