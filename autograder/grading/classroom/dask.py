"""Examiners on a Dask cluster. The course travels with the first job; workers need only kadai installed."""

import atexit
import contextlib
import hashlib
import importlib
import itertools
import queue
import shutil
import socket
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.channel import Ready, Setup
from autograder.grading.classroom.executor import Graded
from autograder.grading.classroom.processes import LocalTeam, failed_to_grade
from autograder.grading.deadline import Deadline, DeadlinePassed
from autograder.grading.job import Job, Marked
from autograder.grading.store import engine_digest
from autograder.installed import needed_for
from autograder.text import NOTHING, Text

CONNECT_SECONDS = 5
QUEUED_PER_THREAD = 2
RETRIES = 2
_SAFE = "tls://"
_CERTIFICATES = Text(
    "they are those of Dask's configuration: distributed.comm.tls.ca-file, .client.cert and "
    ".client.key, or the variables DASK_DISTRIBUTED__COMM__TLS__CA_FILE, __CLIENT__CERT and __CLIENT__KEY",
    "Dask の設定の distributed.comm.tls.ca-file、.client.cert、.client.key、または変数 "
    "DASK_DISTRIBUTED__COMM__TLS__CA_FILE、__CLIENT__CERT、__CLIENT__KEY のものです",
)
_LEVELS = ("weak", "standard", "strong")


class Bundle(msgspec.Struct, frozen=True):
    """The files that grading an assignment needs, by their names in the course, and the set-up."""

    setup: Setup
    files: dict[str, bytes]
    engine: str
    """Digest of the grader, its Python and its NumPy: a worker with another one would grade differently."""

    @property
    def digest(self) -> str:
        """Names the bundle on the cluster."""
        return hashlib.sha256(msgspec.msgpack.encode(self, order="sorted")).hexdigest()


class Introduction(msgspec.Struct, frozen=True):
    """What a worker of the cluster says of itself: it is ready, or why it cannot be."""

    ready: Ready | None = None
    refused: Text = NOTHING


class DaskExecutor:
    """Runs on the cluster whose scheduler listens at `address`; certificates are those of Dask's own configuration.

    Args:
        address: ``tls://HOST:PORT``.
        insecure: allow addresses without TLS.

    Raises:
        UsageError: the address is without TLS; from `start`, if the extra ``dask`` is not installed, nobody listens
            there, or a worker cannot grade.
    """

    def __init__(self, address: str, *, insecure: bool = False) -> None:
        if not (insecure or address.startswith(_SAFE)):
            raise UsageError(
                Text(
                    f"--dask {address}: without TLS whoever reaches the cluster can read what every worker is given "
                    "(hidden tests, reference, the course's secret) and run programs there: Dask asks nobody who "
                    "they are; "
                    "start it with certificates (docs/instructors.md, Larger classes) and name tls://HOST:8786, or add "
                    "--dask-insecure where nobody else reaches that network",
                    f"--dask {address}: TLS がないと、クラスタに接続できる人は誰でも、各ワーカーに渡されるもの（非"
                    "公開テスト、模範解答、コースのシークレット）を読み、そこでプログラムを実行できます。Dask は"
                    "相手を確かめません。証明書を付けて起動し（docs/instructors.md）、tls://HOST:8786 を指定して"
                    "ください。ほかの誰もそのネットワークに接続できないなら --dask-insecure を付けてください",
                )
            )
        self._address = address

    @contextlib.contextmanager
    def start(self, setup: Setup) -> Iterator["DaskTeam"]:
        """See `Executor.start`."""
        bundle = _pack(msgspec.structs.replace(setup, deadline=None))
        with self._client() as client:
            yield DaskTeam(client, bundle, setup.deadline)

    def _client(self) -> Any:
        self._refuse_dead()
        distributed = _distributed()
        if self._address.startswith(_SAFE):
            self._refuse_strangers(distributed)
        try:
            return distributed.Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise self._dead(error) from None

    def _refuse_dead(self) -> None:
        """A scheduler that is not there is noticed at once; Dask would try again and again."""
        try:
            self._connect().close()
        except (OSError, ValueError) as error:
            raise self._dead(error) from None

    def _refuse_strangers(self, distributed: Any) -> None:
        """So is one that does not know our certificate, or whose own is not signed by our authority."""
        try:
            context = distributed.Security().get_connection_args("client").get("ssl_context")
            if context is None:
                raise UsageError(
                    Text(
                        f"--dask {self._address}: no certificates to show there: {_CERTIFICATES}",
                        f"--dask {self._address}: 示すべき証明書がありません: {_CERTIFICATES.ja}",
                    )
                )
            with self._connect() as plain, context.wrap_socket(plain) as secured:
                secured.recv(1)  # the scheduler's greeting, or its refusal
        except OSError as error:
            raise UsageError(
                Text(
                    f"--dask {self._address}: the certificates do not fit ({error}): {_CERTIFICATES}",
                    f"--dask {self._address}: 証明書が合いません（{error}）: {_CERTIFICATES.ja}",
                )
            ) from None

    def _connect(self) -> socket.socket:
        """Raises: OSError; ValueError for what is no address."""
        host, _, port = self._address.rpartition("://")[2].rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)

    def _dead(self, error: Exception) -> UsageError:
        return UsageError(
            Text(
                f"--dask {self._address}: no scheduler answers there ({error}); "
                "start one with `dask scheduler` and name its address, e.g. tls://127.0.0.1:8786",
                f"--dask {self._address}: スケジューラが応答しません（{error}）。`dask scheduler` で起動し、そのア"
                "ドレス（例: tls://127.0.0.1:8786）を指定してください",
            )
        )


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        missing = Text("--dask needs a package that is missing; ", "--dask に必要なパッケージがありません。")
        raise UsageError(missing + needed_for("dask")) from None


class DaskTeam:
    """The cluster's workers, each with its own examiners."""

    def __init__(self, client: Any, bundle: Bundle, deadline: Deadline | None = None) -> None:
        self._client = client
        self._deadline = deadline
        threads = client.nthreads()
        if not threads:
            raise UsageError(
                Text(
                    "--dask: the cluster has no workers; start some with `dask worker ADDRESS`",
                    "--dask: クラスタにワーカーがいません。`dask worker ADDRESS` で起動してください",
                )
            )
        self._queued = QUEUED_PER_THREAD * sum(threads.values())
        self._bundle = client.scatter(msgspec.msgpack.encode(bundle), broadcast=True)
        asked = {w: client.submit(_introduce, self._bundle, workers=[w], pure=False) for w in threads}
        ready = [_introduced(worker, future, deadline) for worker, future in asked.items()]
        self._ready = min(ready, key=lambda r: _LEVELS.index(r.sandbox.level))

    @property
    def ready(self) -> Ready:
        """See `Team.ready`; the sandbox is that of the worker with the weakest."""
        return self._ready

    def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
        """See `Team.examine`."""
        source = iter(jobs)
        running: dict[Any, Job] = {}
        seconds = None if self._deadline is None else self._deadline.left
        done = importlib.import_module("distributed").as_completed(loop=self._client.loop, timeout=seconds)
        for job in itertools.islice(source, self._queued):
            self._submit(job, running, done)
        try:
            for future in done:
                job = running.pop(future)
                yield self._graded(job, future)
                for following in itertools.islice(source, 1):
                    self._submit(following, running, done)
        except TimeoutError:  # the deadline
            self._client.cancel(list(running))

    def _submit(self, job: Job, running: dict[Any, Job], done: Any) -> None:
        left = None if job.deadline is None else max(0.0, job.deadline - time.monotonic())
        packed = msgspec.msgpack.encode(msgspec.structs.replace(job, deadline=None))
        future = self._client.submit(_examine, self._bundle, packed, left, pure=False, retries=RETRIES)
        running[future] = job
        done.add(future)

    def _graded(self, job: Job, future: Any) -> Graded:
        try:
            marked, alone = msgspec.msgpack.decode(future.result(), type=tuple[Marked, bool])
        except Exception as error:  # whatever it is, e.g. its worker died again and again: not the student's doing
            return Graded(job, failed_to_grade(job, f"{type(error).__name__}: {error}", self._ready))
        return Graded(job, marked, alone)


def _introduced(worker: str, future: Any, deadline: Deadline | None) -> Ready:
    try:
        said = msgspec.msgpack.decode(future.result(deadline and deadline.left), type=Introduction)
    except TimeoutError:
        raise DeadlinePassed("the time was over before the cluster was ready") from None
    except Exception as error:  # e.g. kadai is not installed there
        raise UsageError(
            Text(
                f"--dask: the worker {worker} cannot grade ({error}); install this kadai there",
                f"--dask: ワーカー {worker} は採点できません（{error}）。そこにもこの kadai をインストールしてください",
            )
        ) from None
    if said.ready is None:
        raise UsageError(said.refused)
    return said.ready


def _pack(setup: Setup) -> Bundle:
    return Bundle(setup, Course(Path(setup.course)).assignment(setup.assignment).bundle(), engine_digest())


# On the cluster's workers ------------------------------------------------------------------------------

_teams: dict[str, "queue.SimpleQueue[LocalTeam]"] = {}


def _introduce(packed: bytes) -> bytes:
    try:
        with _team(packed) as team:
            return msgspec.msgpack.encode(Introduction(team.ready))
    except UsageError as error:
        return msgspec.msgpack.encode(Introduction(refused=error.text))


def _examine(packed: bytes, packed_job: bytes, left: float | None = None) -> bytes:
    job = msgspec.msgpack.decode(packed_job, type=Job)
    if left is not None:  # clocks of different machines have nothing in common
        job = msgspec.structs.replace(job, deadline=time.monotonic() + left)
    with _team(packed) as team:
        graded = next(iter(team.examine([job])))
    return msgspec.msgpack.encode((graded.marked, graded.alone))


@contextlib.contextmanager
def _team(packed: bytes) -> Iterator[LocalTeam]:
    """An idle examiner of this worker process; it stays for the next job. Safe in several threads."""
    bundle = msgspec.msgpack.decode(packed, type=Bundle)
    if bundle.engine != engine_digest():
        raise UsageError(
            Text(
                f"--dask: {socket.gethostname()} has another version of kadai, Python or NumPy; install the same "
                "everywhere",
                f"--dask: {socket.gethostname()} の kadai、Python、NumPy のどれかのバージョンが違"
                "います。すべてに同じものをインストールしてください",
            )
        )
    idle = _teams.setdefault(bundle.digest, queue.SimpleQueue())
    try:
        team = idle.get_nowait()
    except queue.Empty:
        team = LocalTeam(_unpack(bundle), 1)
        atexit.register(team.close)
    try:
        yield team
    except BaseException:
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
