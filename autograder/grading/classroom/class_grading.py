"""One run over a class: what is known is told, what is new is handed out once, and every result is kept as it comes."""

from collections.abc import Iterator, Sequence

import msgspec

from autograder.course import Assignment, Unreadable
from autograder.grading.classroom.executor import Graded, Team
from autograder.grading.classroom.keeping import Keeping
from autograder.grading.classroom.onlookers import Progress
from autograder.grading.classroom.reading_ahead import Readable
from autograder.grading.deadline import Deadline, DeadlinePassed
from autograder.grading.job import Job, Marked
from autograder.grading.not_run import out_of_time, unreadable
from autograder.grading.results import NOTHING_SAID, About, Diagnosis, SubmissionResult
from autograder.grading.store import key_of


class ClassGrading:
    """The state of one run over a class."""

    def __init__(
        self,
        assignment: Assignment,
        version: str,
        team: Team,
        journal: Keeping,
        diagnoses: dict[str, Diagnosis],
        fresh: bool,
        progress: Progress,
        deadline: Deadline | None,
    ) -> None:
        self._deadline = deadline
        self._assignment = assignment
        self._version = version
        self._team = team
        self._journal = journal
        self._fresh = fresh
        self._progress = progress
        self._results: list[SubmissionResult] = []
        self._diagnoses = diagnoses
        self._same: dict[str, list[str]] = {}
        self._about: dict[str, About] = {}
        self._mates: dict[str, tuple[str, ...]] = {}

    def run(self, submissions: Sequence[Readable]) -> list[SubmissionResult]:
        """All results, in the order in which they came."""
        self._progress.begin(len(submissions))
        self._mates = {submission.id: submission.mates for submission in submissions}
        try:
            slept = list(self._round(self._jobs(submissions), retry=len(submissions) > 1))
            for graded in slept:  # one at a time: a loaded machine must not change a grade
                self._keep(graded.job, self._alone(graded))
            done = {result.id for result in self._results}
            for submission in submissions:
                if submission.id not in done:
                    late = out_of_time(submission.id, self._team.ready.checks)
                    self._report(Marked(late), submission.id, remembered=False)
        finally:
            self._progress.end()
        return self._results

    def _round(self, jobs: Iterator[Job], *, retry: bool) -> Iterator[Graded]:
        """Grade the jobs; yields those that ran into the wall clock, unless they were alone already."""
        for graded in self._team.examine(jobs):
            if graded.alone and retry:
                yield graded
            else:
                self._keep(graded.job, graded.marked)

    def _alone(self, first: Graded) -> Marked:
        """What came of another try while nothing else runs, if there is time for it."""
        limits = self._assignment.limits
        if self._deadline is not None and self._deadline.left < limits.idle_seconds + limits.submission_seconds:
            return first.marked
        again = [graded.marked for graded in self._team.examine([first.job])]
        return again[0] if again and not again[0].result.is_cut_short else first.marked

    def _jobs(self, submissions: Sequence[Readable]) -> Iterator[Job]:
        """The submissions that really have to be run; the others get their results here."""
        for submission in submissions:
            if self._deadline is not None and not self._deadline.left:
                return
            try:
                sources, digest = submission.read()
            except DeadlinePassed:
                return
            except Unreadable as error:
                self._about[submission.id] = submission.about
                result = unreadable(submission.id, error.text, self._team.ready.checks)
                self._report(Marked(result), submission.id, remembered=False)
                continue
            self._about[submission.id] = submission.about
            key = self._key(digest)
            known = None if self._fresh else self._journal.get(key)
            if known is not None:
                self._tell(key, submission.id)
                self._report(known, submission.id, remembered=True)
            elif key in self._same:
                self._same[key].append(submission.id)
            else:
                self._same[key] = []
                self._progress.started(submission.id)
                yield Job(submission.id, sources, digest, None if self._deadline is None else self._deadline.examiners)

    def _key(self, digest: str) -> str:
        return key_of(self._version, digest, self._team.ready.sandbox.level)

    def _keep(self, job: Job, marked: Marked) -> None:
        key = self._key(job.digest)
        twins = self._same.pop(key, [])
        if marked.result.status == "graded" and not marked.result.is_cut_short:
            self._tell(key, job.id, *twins)
            self._journal.put(key, self._assignment.id, marked)
        self._report(marked, job.id, remembered=False)
        for twin in twins:
            self._report(marked, twin, remembered=True)

    def _tell(self, key: str, *ids: str) -> None:
        """Have the journal know everybody whose result it is, so that they can be forgotten."""
        for id in ids:
            for whose in (id, *self._mates[id]):
                self._journal.tell(key, whose)

    def _report(self, marked: Marked, id: str, *, remembered: bool) -> None:
        result = self._about.get(id, NOTHING_SAID).added_to(msgspec.structs.replace(marked.result, id=id))
        self._diagnoses |= marked.diagnoses
        self._results.append(result)
        self._progress.result(result, remembered)
