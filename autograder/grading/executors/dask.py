"""Examiners on a Dask cluster. The course travels with the first job; workers need only kadai installed."""

import atexit
import contextlib
import hashlib
import queue
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from autograder.course import Course
from autograder.errors import KadaiError, UsageError
from autograder.grading.examination import Job
from autograder.grading.examiner.channel import Ready, Setup
from autograder.grading.executors.base import Graded
from autograder.grading.executors.local import LocalTeam
from autograder.grading.results import SubmissionResult

CONNECT_SECONDS = 10
QUEUED_PER_THREAD = 2


class Bundle(msgspec.Struct, frozen=True):
    """The files that grading an assignment needs, by their names in the course, and the set-up."""

    setup: Setup
    files: dict[str, bytes]

    @property
    def digest(self) -> str:
        """Names the bundle on the cluster."""
        return hashlib.sha256(msgspec.msgpack.encode(self, order="sorted")).hexdigest()


class DaskExecutor:
    """Runs on the cluster whose scheduler listens at `address`.

    Raises:
        UsageError: if the extra ``dask`` is not installed, or nobody listens there.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    @contextlib.contextmanager
    def start(self, setup: Setup) -> Iterator["DaskTeam"]:
        """See `Executor.start`."""
        with self._client() as client:
            yield DaskTeam(client, _pack(setup))

    def _client(self) -> Any:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError("--dask needs the extra: pip install 'kadai[dask]'") from None
        try:
            return Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"--dask {self._address}: no scheduler answers there ({error}); is it up?") from None


class DaskTeam:
    """The cluster's workers, each with its own examiners."""

    def __init__(self, client: Any, bundle: Bundle) -> None:
        self._client = client
        self._bundle = client.scatter(msgspec.msgpack.encode(bundle), broadcast=True)
        threads = sum(client.nthreads().values())
        if not threads:
            raise UsageError("--dask: the cluster has no workers; start some with `dask worker ADDRESS`")
        self._queued = QUEUED_PER_THREAD * threads
        state, text = client.submit(_ready, self._bundle, pure=False).result()
        if state == "refused":
            raise UsageError(text)
        self._ready: Ready = msgspec.msgpack.decode(text, type=Ready)

    @property
    def ready(self) -> Ready:
        """See `Team.ready`."""
        return self._ready

    def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
        """See `Team.examine`."""
        from distributed import as_completed

        source = iter(jobs)
        running: dict[Any, Job] = {}
        done = as_completed()
        for job in source:
            self._submit(job, running, done)
            if len(running) >= self._queued:
                break
        for future in done:
            job = running.pop(future)
            result, alone = msgspec.msgpack.decode(future.result(), type=tuple[SubmissionResult, bool])
            yield Graded(job, result, alone)
            following = next(source, None)
            if following is not None:
                self._submit(following, running, done)

    def _submit(self, job: Job, running: dict[Any, Job], done: Any) -> None:
        future = self._client.submit(_examine, self._bundle, msgspec.msgpack.encode(job), pure=False, retries=2)
        running[future] = job
        done.add(future)


def _pack(setup: Setup) -> Bundle:
    return Bundle(setup, Course(Path(setup.course)).assignment(setup.assignment).bundle())


# On the cluster's workers ------------------------------------------------------------------------------

_teams: dict[str, "queue.SimpleQueue[LocalTeam]"] = {}


def _ready(packed: bytes) -> tuple[str, Any]:
    try:
        with _team(packed) as team:
            return "ready", msgspec.msgpack.encode(team.ready)
    except UsageError as error:
        return "refused", str(error)


def _examine(packed: bytes, job: bytes) -> bytes:
    with _team(packed) as team:
        graded = next(iter(team.examine([msgspec.msgpack.decode(job, type=Job)])))
    return msgspec.msgpack.encode((graded.result, graded.alone))


@contextlib.contextmanager
def _team(packed: bytes) -> Iterator[LocalTeam]:
    """An idle examiner of this worker process; it stays for the next job. Safe in several threads."""
    bundle = msgspec.msgpack.decode(packed, type=Bundle)
    idle = _teams.setdefault(bundle.digest, queue.SimpleQueue())
    try:
        team = idle.get_nowait()
    except queue.Empty:
        team = LocalTeam(_unpack(bundle), 1)
        atexit.register(team.close)
    try:
        yield team
    except KadaiError:
        team.close()
        raise
    idle.put(team)


def _unpack(bundle: Bundle) -> Setup:
    folder = Path(tempfile.mkdtemp(prefix="kadai-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, data in bundle.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return msgspec.structs.replace(bundle.setup, course=str(folder))
