"""A cluster grades as this machine does."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, run_kadai, without_times

from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.classroom.dask import DaskExecutor

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")

HIDDEN = """
    import numpy as np
    from pathlib import Path
    from autograder.testing import assert_close, points

    TABLE = np.loadtxt(Path(__file__).parent / "table.txt")

    @points(2)
    def test_double(submission, reference, rng):
        x = rng.normal(size=5)
        assert_close(submission.double(x), reference.double(x), what="double(x)")

    @points(1)
    def test_table(submission):
        assert_close(submission.double(TABLE), 2 * TABLE, what="double(TABLE)")
"""


def fill(course: TinyCourse) -> TinyCourse:
    course.assignment(HIDDEN, reference="from helper import two\n\n\ndef double(x):\n    return two * x\n")
    course.write("assignments/tiny/assignment.toml", 'given = ["data.py", "helper.py"]\n')
    course.write("assignments/tiny/table.txt", "1 2 3\n")
    course.write("assignments/tiny/handout.en.md", "# Words\n")
    course.write("reference/helper.py", "two = 2\n")
    course.write("reference/data.py", "three = 3\n")
    course.write("reference/unrelated.py", "four = 4\n")
    course.write(".kadai/secret", "s3cret\n")
    return course


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all of a small cluster can share."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def make_certificate(folder: Path) -> Path:
    """One file with a key and a certificate of its own authority, made as docs/instructors.md says."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed, which makes the certificates")
    words = "req -x509 -nodes -newkey rsa:2048 -days 300 -subj /CN=kadai -keyout cluster.pem"
    command = [openssl, *words.split()]
    made = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    file = folder / "cluster.pem"
    file.write_bytes(file.read_bytes() + made.stdout)
    return file


@pytest.fixture(scope="module")
def settings(certificate: Path) -> dict[str, str]:
    """Dask's own configuration for it, as variables."""
    variables = {f"DASK_DISTRIBUTED__COMM__TLS__{who}__CERT": certificate for who in ("CLIENT", "SCHEDULER", "WORKER")}
    return {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate), **{k: str(v) for k, v in variables.items()}}


@contextmanager
def running(folder: Path, protocol: str, settings: dict[str, str]) -> Iterator[str]:
    """A scheduler and two workers, each a process of its own."""
    where = folder / "scheduler.json"
    common = ["--scheduler-file", str(where), "--protocol", protocol, "--host", "127.0.0.1", "--no-dashboard"]
    with ExitStack() as stack:
        for arguments in (["scheduler", "--port", "0"], *[["worker", "--nthreads", "1", "--no-nanny"]] * 2):
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, *common],
                cwd=folder, env={**os.environ, **settings}, stdin=subprocess.DEVNULL,
                stdout=stack.enter_context((folder / arguments[0]).open("ab")), stderr=subprocess.STDOUT,
            )  # fmt: skip
            stack.callback(process.wait)
            stack.callback(process.terminate)
        for _ in range(4000):
            if where.exists() and "address" in where.read_text():
                break
            time.sleep(0.05)
        address = str(json.loads(where.read_text())["address"])
        with dask.config.set(as_config(settings)), distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=200)
        yield address


@pytest.fixture(scope="module")
def cluster(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One that talks TLS."""
    with running(tmp_path_factory.mktemp("cluster"), "tls", settings) as address:
        yield address


def as_config(settings: dict[str, str]) -> dict[str, str]:
    """The same configuration for this process."""
    return {
        n.removeprefix("DASK_").lower().replace("__", ".").replace("_", "-"): value for n, value in settings.items()
    }


@pytest.fixture
def trusted(settings: dict[str, str]) -> Iterator[None]:
    """This process has the cluster's certificate."""
    with dask.config.set(as_config(settings)):
        yield


@pytest.fixture(scope="module")
def open_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Without TLS."""
    with running(tmp_path_factory.mktemp("open"), "tcp", {}) as address:
        yield address


def test_a_bundle_holds_what_grading_needs_and_nothing_else(tiny: TinyCourse) -> None:
    files = Course(fill(tiny).root).assignment("tiny").bundle()
    assert set(files) == {
        "pyproject.toml",
        "assignments/tiny/assignment.toml",
        "assignments/tiny/table.txt",
        "assignments/tiny/test_hidden.py",
        "reference/data.py",
        "reference/helper.py",
        "reference/tiny.py",
    }
    assert not any(b"s3cret" in data for data in files.values())


def test_a_bundle_is_a_course_that_grades_the_same(tiny: TinyCourse) -> None:
    fill(tiny)
    settings = '[tool.kadai]\nassignments = "課題"\nreference = "ref/erence"\n[tool.kadai.limits]\ncall_seconds = 1.5\n'
    tiny.write("pyproject.toml", settings + "[tool.other]\nkey = 1\n")
    (tiny.root / "assignments").rename(tiny.root / "課題")
    (tiny.root / "ref").mkdir()
    (tiny.root / "reference").rename(tiny.root / "ref/erence")
    original = Course(tiny.root).assignment("tiny")
    for name, data in original.bundle().items():
        path = tiny.root / "copy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tiny.root / "copy/.kadai").mkdir()
    (tiny.root / "copy/.kadai/secret").write_text("s3cret")
    copy = Course(tiny.root / "copy").assignment("tiny")
    assert copy.limits == original.limits
    assert copy.digest == original.digest


def test_the_cluster_gives_the_results_of_local_processes(tiny: TinyCourse, cluster: str, trusted: None) -> None:
    fill(tiny)
    loops = "def double(x):\n    while True: pass\n"
    limits = "[limits]\ncall_seconds = 0.3\nwall_factor = 100\n"  # a loaded machine must not make it another result
    tiny.write("assignments/tiny/assignment.toml", f'given = ["data.py", "helper.py"]\n{limits}')
    tiny.hand_in(
        **{f"s{n}": RIGHT + f"# {n}\n" for n in range(4)},
        loops=loops,
        wrong=WRONG,
        given="from data import *\n" + RIGHT,
    )
    (tiny.root / "class/table.py").write_bytes(b"\xff\xfe\x00nothing")
    here = tiny.grade(fresh=True, jobs=1)
    there = tiny.grade(fresh=True, jobs=None, executor=DaskExecutor(cluster))
    assert without_times(there) == without_times(here)
    assert [s.score for s in here.submissions] == [3, 0, 3, 3, 3, 3, 0, 0]
    assert (there.sandbox, there.checks) == (here.sandbox, here.checks)


def test_a_deadline_holds_on_the_cluster(tiny: TinyCourse, cluster: str, trusted: None) -> None:
    """However slow it starts: there is a result for everybody, and none of it is kept."""
    fill(tiny)
    tiny.write(
        "assignments/tiny/assignment.toml",
        'given = ["data.py", "helper.py"]\n[limits]\nidle_seconds = 1000\nwall_factor = 1000\n',
    )
    tiny.hand_in(**{f"s{n}": f"import time\ndef double(x): time.sleep(1000 + {n})\n" for n in range(9)})
    report = tiny.grade(jobs=None, executor=DaskExecutor(cluster), deadline=5)
    assert len(report.submissions) == 9
    assert {c.outcome for s in report.submissions for c in s.checks} == {"timeout"}
    assert all(s.is_cut_short for s in report.submissions)


def test_a_broken_assignment_is_refused_before_anything_is_graded(
    tiny: TinyCourse, cluster: str, trusted: None
) -> None:
    tiny.assignment("def test_double(:\n").hand_in(a=RIGHT)
    with pytest.raises(UsageError, match=r"SyntaxError"):
        tiny.grade(jobs=None, executor=DaskExecutor(cluster))


def grade_there(tiny: TinyCourse, address: str, *more: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    return run_kadai("grade", "class", "--assignment", "tiny", "--dask", address, *more, cwd=tiny.root, **options)


def test_the_command_grades_with_the_certificates_of_dasks_configuration(
    tiny: TinyCourse, cluster: str, settings: dict[str, str]
) -> None:
    assert cluster.startswith("tls://")
    fill(tiny).hand_in(a=RIGHT, b=WRONG)
    ended = grade_there(tiny, cluster, "--json", "report.json", env=settings)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    report = json.loads((tiny.root / "report.json").read_text())
    assert [s["score"] for s in report["submissions"]] == [3, 0]


def test_nobody_without_a_certificate_gets_in(tiny: TinyCourse, cluster: str) -> None:
    tiny.assignment().hand_in(a=RIGHT)
    with pytest.raises(UsageError, match=r"no certificates to show there: .*DASK_DISTRIBUTED__COMM__TLS__CA_FILE"):
        tiny.grade(jobs=None, executor=DaskExecutor(cluster))


@pytest.mark.parametrize("missing", ["ca-file", "client.cert"])
def test_a_certificate_of_another_authority_is_refused(
    tiny: TinyCourse, cluster: str, trusted: None, missing: str, tmp_path: Path
) -> None:
    tiny.assignment().hand_in(a=RIGHT)
    other = {f"distributed.comm.tls.{missing}": str(make_certificate(tmp_path))}
    with dask.config.set(other), pytest.raises(UsageError, match="the certificates do not fit"):
        tiny.grade(jobs=None, executor=DaskExecutor(cluster))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "127.0.0.1:8786", "ws://127.0.0.1:8786", "inproc://x"])
def test_an_address_without_tls_is_refused(address: str) -> None:
    with pytest.raises(UsageError) as refused:
        DaskExecutor(address)
    for words in ("without TLS", "hidden tests", "secret", "tls://", "--dask-insecure"):
        assert words in str(refused.value)


def test_the_command_refuses_it_in_one_line(tiny: TinyCourse) -> None:
    tiny.assignment().hand_in(a=RIGHT)
    ended = grade_there(tiny, "tcp://127.0.0.1:8786")
    assert ended.returncode == 2
    assert [line[:40] for line in ended.stderr.splitlines()] == ["kadai: --dask tcp://127.0.0.1:8786: with"]


def test_it_is_allowed_for_those_who_ask(tiny: TinyCourse, open_cluster: str) -> None:
    fill(tiny).hand_in(a=RIGHT, b=WRONG)
    with pytest.raises(UsageError, match="without TLS"):
        DaskExecutor(open_cluster)
    report = tiny.grade(jobs=None, executor=DaskExecutor(open_cluster, insecure=True))
    assert [s.score for s in report.submissions] == [3, 0]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tls://127.0.0.1:1", "nonsense://x"])
def test_an_address_where_nobody_listens(tiny: TinyCourse, address: str) -> None:
    tiny.assignment().hand_in(a=RIGHT)
    ended = grade_there(tiny, address, "--dask-insecure")
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"kadai: --dask {address}: no scheduler answers there")
    assert "Traceback" not in ended.stderr
