"""A cluster grades as this machine does."""

from collections.abc import Iterator

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, run_kadai, without_times

from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.executors.dask import DaskExecutor

distributed = pytest.importorskip("distributed")

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
    course.write("assignments/tiny/assignment.toml", 'given = ["data.py"]\n')
    course.write("assignments/tiny/table.txt", "1 2 3\n")
    course.write("assignments/tiny/handout.en.md", "# Words\n")
    course.write("reference/helper.py", "two = 2\n")
    course.write("reference/data.py", "three = 3\n")
    course.write("reference/unrelated.py", "four = 4\n")
    course.write(".kadai/secret", "s3cret\n")
    return course


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, worker_dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


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


def test_the_cluster_gives_the_results_of_local_processes(tiny: TinyCourse, cluster: str) -> None:
    fill(tiny)
    loops = "def double(x):\n    while True: pass\n"
    tiny.write("assignments/tiny/assignment.toml", 'given = ["data.py"]\n[limits]\ncall_seconds = 0.3\n')
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


def test_a_deadline_holds_on_the_cluster(tiny: TinyCourse, cluster: str) -> None:
    """However slow it starts: there is a result for everybody, and none of it is kept."""
    fill(tiny)
    tiny.write(
        "assignments/tiny/assignment.toml", 'given = ["data.py"]\n[limits]\nidle_seconds = 1000\nwall_factor = 1000\n'
    )
    tiny.hand_in(**{f"s{n}": f"import time\ndef double(x): time.sleep(1000 + {n})\n" for n in range(9)})
    report = tiny.grade(jobs=None, executor=DaskExecutor(cluster), deadline=5)
    assert len(report.submissions) == 9
    assert {c.outcome for s in report.submissions for c in s.checks} == {"timeout"}
    assert all(s.is_cut_short for s in report.submissions)


def test_a_broken_assignment_is_refused_before_anything_is_graded(tiny: TinyCourse, cluster: str) -> None:
    tiny.assignment("def test_double(:\n").hand_in(a=RIGHT)
    with pytest.raises(UsageError, match=r"SyntaxError"):
        tiny.grade(jobs=None, executor=DaskExecutor(cluster))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x"])
def test_an_address_where_nobody_listens(tiny: TinyCourse, address: str) -> None:
    tiny.assignment().hand_in(a=RIGHT)
    ended = run_kadai("grade", "class", "--assignment", "tiny", "--dask", address, cwd=tiny.root)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"kadai: --dask {address}: no scheduler answers there")
    assert "Traceback" not in ended.stderr
