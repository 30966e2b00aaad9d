"""Grades a class: reads the submissions, hands them out, keeps every result as it comes."""

import contextlib
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

import autograder
from autograder.course import Assignment, Course, Unreadable
from autograder.course.secret import fingerprint, said_of_new
from autograder.errors import UsageError
from autograder.grading.channel import Ready, Setup
from autograder.grading.classroom.by_persons import ByPersons
from autograder.grading.classroom.collector_process import collect
from autograder.grading.classroom.executor import Executor, Graded, Team
from autograder.grading.classroom.journal import Journal
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.classroom.reading_ahead import Readable, Reading
from autograder.grading.classroom.selection import Selection, Wanted
from autograder.grading.deadline import Deadline, DeadlinePassed
from autograder.grading.job import Job
from autograder.grading.results import (
    FORMAT,
    NOTHING_SAID,
    About,
    Diagnosis,
    Legend,
    Marked,
    Report,
    SandboxInfo,
    SubmissionResult,
    out_of_time,
    unreadable,
)
from autograder.grading.store import key_of, numpy_version, version_of
from autograder.language import said
from autograder.text import Text

JOURNAL = Path(".kadai/results.sqlite")
_NOWHERE = Path(":memory:")


class Progress(Protocol):
    """Somebody who watches a class being graded."""

    def begin(self, total: int) -> None:
        """So many submissions there are."""

    def started(self, id: str) -> None:
        """One more is handed out to be graded."""

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """One more is done; `remembered` if the journal had it."""

    def end(self) -> None:
        """No more will come."""


class Silent:
    """Nobody watches."""

    def begin(self, total: int) -> None:
        """See `Progress`."""

    def started(self, id: str) -> None:
        """See `Progress`."""

    def result(self, result: SubmissionResult, remembered: bool) -> None:
        """See `Progress`."""

    def end(self) -> None:
        """See `Progress`."""


_ALL = Wanted()


def grade(
    paths: str | Path | Iterable[str | Path],
    *,
    assignment: str,
    course: str | Path | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    journal: str | Path | None = None,
    fresh: bool = False,
    allow_weak_sandbox: bool = False,
    private: Iterable[Path] = (),
    progress: Progress | None = None,
    deadline: float | None = None,
    wanted: Wanted = _ALL,
    bare: bool = False,
) -> Report:
    """Grade one or many submissions of an assignment.

    Args:
        paths: files, folders with one submission per file or sub-folder, or zips.
        assignment: the assignment's id.
        course: the course's root folder; found from the current folder upwards by default.
        jobs: examiner processes on this machine; one per processor by default.
        executor: another place to run; `jobs` then means nothing.
        journal: the SQLite file that keeps results, ``.kadai/results.sqlite`` in the course by default.
        fresh: grade again what the journal already has.
        allow_weak_sandbox: run hidden tests although the isolation is weak.
        private: files and folders that no submission may read, besides those of the course and of the class.
        progress: told of every result as it comes.
        deadline: seconds on the clock for everything. What has not been tried by then is ``timeout``; such results
            call for attention, and are not kept.
        wanted: whose names to read, the roster, and whom to leave out.
        bare: for one hand-in: keep nothing, do without the digests under which something would be kept, and start as
            little as possible.

    Raises:
        UsageError: a path, the assignment or the course's files are wrong.
    """
    limit = None if deadline is None else Deadline.after(deadline)
    if isinstance(paths, str | Path):
        paths = [paths]
    chosen = Course.find(course).assignment(assignment)
    persons = ByPersons(chosen)
    listed = [Path(p) for p in paths]
    with Reading(chosen, limit) as reading:
        selection = Selection(reading.find(listed, wanted.how), wanted)
        selection.check_corrections()
        submissions = selection.hand_ins
        for hint in selection.hints:
            print(f"kadai: {said(hint)}", file=sys.stderr)
        if selection.is_empty:
            raise UsageError(
                Text(
                    f"{listed[0]}: nobody has handed in {chosen.id} there; expected {chosen.id}.py or .ipynb",
                    f"{listed[0]}: {chosen.id} の提出がありません。{chosen.id}.py または .ipynb が必要です",
                )
            )
        reading.expect(submissions)
        opened = open_classroom(
            chosen,
            executor or LocalExecutor(_at_most(jobs, len(submissions) or 1), fork=bare),
            private=(*listed, *private),
            journal=journal,
            allow_weak_sandbox=allow_weak_sandbox,
            deadline=limit,
            meanwhile=reading.collect,
            bare=bare,
        )
        try:
            with opened as classroom:
                persons.check(classroom.ready.checks)
                results = classroom.grade(submissions, fresh=fresh, progress=progress)
                ready, digest, secret = classroom.ready, classroom.digest, classroom.secret
                diagnoses = classroom.diagnoses
        except DeadlinePassed:
            ready, digest, secret = _not_ready(chosen), "" if bare else chosen.digest, chosen.course.secret
            persons.check(ready.checks)
            results, diagnoses = [out_of_time(s.id, ready.checks) for s in submissions], {}
    everybodys = selection.results(results, ready.checks)
    results, remarks = persons.applied(everybodys, selection.times, selection.called_late)
    for remark in remarks:
        print(f"kadai: {said(remark)}", file=sys.stderr)
    return Report(
        format=FORMAT,
        assignment=chosen.id,
        sandbox=ready.sandbox,
        submissions=tuple(sorted(results, key=lambda r: r.id)),
        title=chosen.title,
        kadai=autograder.__version__,
        python=platform.python_version(),
        numpy=numpy_version(),
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        assignment_digest=digest,
        secret_fingerprint=fingerprint(secret),
        checks=ready.checks,
        diagnoses=dict(sorted(diagnoses.items())),
        not_handed_in=selection.absent,
        ignored=tuple(selection.ignored),
    )


def _not_ready(assignment: Assignment) -> Ready:
    """What can be known without an examiner."""
    return Ready(next(collect([assignment])), SandboxInfo("unknown", ()))


class Classroom:
    """Examiners that have read an assignment, and the journal of what they graded: see `open_classroom`."""

    def __init__(
        self,
        assignment: Assignment,
        digest: str,
        secret: str,
        team: Team,
        journal: Journal,
        deadline: Deadline | None = None,
    ) -> None:
        self._deadline = deadline
        self.assignment = assignment
        self.digest = digest
        self.secret = secret
        self._team = team
        self._journal = journal
        self.diagnoses: dict[str, Diagnosis] = {}
        """The words for those in the results so far."""

    @property
    def legend(self) -> Legend:
        """What the results refer to by id."""
        return Legend(self.ready.checks, self.diagnoses)

    @property
    def ready(self) -> Ready:
        """The checks and the sandbox."""
        return self._team.ready

    def grade(
        self, submissions: Iterable[Readable], *, fresh: bool = False, progress: Progress | None = None
    ) -> list[SubmissionResult]:
        """Grade submissions; the results in the order in which they came. Each is read when its turn comes.

        Raises:
            UsageError: if the journal cannot be used.
        """
        version = version_of(self.digest, self.secret) if self.digest else ""
        grading = _ClassGrading(
            self.assignment,
            version,
            self._team,
            self._journal,
            self.diagnoses,
            fresh,
            progress or Silent(),
            self._deadline,
        )
        return grading.run(list(submissions))


@contextlib.contextmanager
def open_classroom(
    assignment: Assignment,
    executor: Executor,
    *,
    journal: str | Path | None = None,
    allow_weak_sandbox: bool = False,
    private: Iterable[Path] = (),
    deadline: Deadline | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    bare: bool = False,
) -> Iterator[Classroom]:
    """Start the examiners of an assignment. For `journal`, `allow_weak_sandbox`, `private` and `bare` see
    `grade`.

    `meanwhile` is called while they start.

    Raises:
        DeadlinePassed: they were not ready before the deadline.
        UsageError: the course's files or the journal are wrong, or hidden tests may not be run here.
    """
    course = assignment.course
    secret = _secret(course)
    place = _NOWHERE if bare else Path(journal) if journal else course.root / JOURNAL
    closed = tuple(os.fsencode(path.absolute()) for path in (place, *private) if path is not _NOWHERE)
    setup = Setup(str(course.root), assignment.id, secret, private=closed, deadline=deadline)
    digest = (
        "" if bare else assignment.digest
    )  # of what the examiners are about to read, whatever is edited while they grade
    with Journal(place) as kept, executor.start(setup) as team:
        meanwhile()
        _refuse_weak(team.ready, assignment, allow_weak_sandbox)
        yield Classroom(assignment, digest, secret, team, kept, deadline)


def _secret(course: Course) -> str:
    """The course's secret; one that had to be made is told of, because colleagues need the same."""
    secret, made = course.kept_secret()
    if made:
        print(f"kadai: {said(said_of_new(course.secret_file))}", file=sys.stderr)
    return secret


def _at_most(jobs: int | None, submissions: int) -> int | None:
    if jobs is not None and jobs < 1:
        raise UsageError(
            Text(
                f"--jobs {jobs}: at least one examiner process is needed",
                f"--jobs {jobs}: 採点プロセスは少なくとも 1 つ必要です",
            )
        )
    return min(LocalExecutor(jobs).processes, submissions)


def _refuse_weak(ready: Ready, assignment: Assignment, allowed: bool) -> None:
    hidden = any(not c.public for c in ready.checks)
    if ready.sandbox.level == "weak" and hidden and not allowed:
        reasons = "; ".join(r.en for r in ready.reasons), "、".join(r.in_("ja") for r in ready.reasons)
        raise UsageError(
            Text(
                f"{assignment.id}: this machine isolates submissions only weakly ({reasons[0]}), so hidden "
                "tests are not run; `kadai doctor` says what can be done, --allow-weak-sandbox grades all the same",
                f"{assignment.id}: このマシンでは提出物を弱くしか隔離できない（{reasons[1]}）ため、"
                "非公開テストを実行しません。`kadai doctor` で対策"
                "が分かります。--allow-weak-sandbox を付ければ、それでも採点します",
            )
        )


class _ClassGrading:
    """The state of one run over a class."""

    def __init__(
        self,
        assignment: Assignment,
        version: str,
        team: Team,
        journal: Journal,
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
