"""Opens a classroom, and grades what was handed in there."""

import contextlib
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import autograder
from autograder.course import Assignment, Course
from autograder.course.handouts import address_of
from autograder.course.secret import fingerprint, said_of_new
from autograder.errors import UsageError
from autograder.grading.channel import Ready, Setup
from autograder.grading.classroom.by_persons import ByPersons
from autograder.grading.classroom.class_grading import ClassGrading
from autograder.grading.classroom.collector_process import collect
from autograder.grading.classroom.executor import Executor, Team
from autograder.grading.classroom.keeping import Keeping, opened
from autograder.grading.classroom.onlookers import Progress, Silent
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.classroom.reading_ahead import Readable, Reading
from autograder.grading.classroom.selection import Selection, Wanted
from autograder.grading.deadline import Deadline, DeadlinePassed
from autograder.grading.not_run import out_of_time
from autograder.grading.results import FORMAT, Diagnosis, Legend, Report, SandboxInfo, SubmissionResult
from autograder.grading.store import numpy_version, version_of
from autograder.language import said
from autograder.text import Text

JOURNAL = Path(".kadai/results.sqlite")
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
        room = open_classroom(
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
            with room as classroom:
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
        handout=address_of(chosen.course.handouts, chosen.id),
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
        journal: Keeping,
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
    def handout(self) -> Text:
        """Its address, where the course says it."""
        return address_of(self.assignment.course.handouts, self.assignment.id)

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
        grading = ClassGrading(
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
    place = None if bare else Path(journal) if journal else course.root / JOURNAL
    closed = tuple(os.fsencode(path.absolute()) for path in (place, *private) if path is not None)
    setup = Setup(str(course.root), assignment.id, secret, private=closed, deadline=deadline, lean=bare)
    digest = (
        "" if bare else assignment.digest
    )  # of what the examiners are about to read, whatever is edited while they grade
    with opened(place) as kept, executor.start(setup) as team:
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
