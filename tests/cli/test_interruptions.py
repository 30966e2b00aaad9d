"""A run that is killed or interrupted: what is graded stays, the same command goes on, no process is left."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tiny_course import RIGHT, TinyCourse, start_kadai

GRADE = ("grade", "class", "--assignment", "tiny", "--jobs", "1")
HIDDEN = """
    import time
    from pathlib import Path
    from autograder.testing import points

    HERE = Path({root!r})

    @points(1)
    def test_double(submission):
        with (HERE / "log").open("a") as log:
            print(submission.name, file=log)
        if submission.name == "d" and not (HERE / "go on").exists():
            time.sleep(1000)
        assert submission.double(3) == 6

    def test_zero(submission):
        assert submission.double(0) == 0
"""


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    """Grading it stands still at the fourth of six submissions, until there is a file "go on"."""
    tiny.assignment(HIDDEN.format(root=str(tiny.root)))
    tiny.hand_in(**{name: f"name = {name!r}\n" + RIGHT for name in "abcdef"})
    return tiny


def descendants(pid: int) -> list[int]:
    try:
        children = [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return children + [g for c in children for g in descendants(c)]


def running(pids: list[int]) -> list[int]:
    """Those that are there and no zombies."""
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX":
            found.append(pid)
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within a minute")


def wait_until_gone(pids: list[int]) -> None:
    wait_for(lambda: not running(pids))


@contextmanager
def standing_still(course: TinyCourse) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """The command while it grades the fourth submission, and all processes below it."""
    log = course.root / "log"
    with start_kadai(*GRADE, cwd=course.root) as process:
        try:
            for _ in range(1200):
                if log.exists() and log.read_text().split()[-1:] == ["d"]:
                    break
                assert process.poll() is None, process.communicate()
                time.sleep(0.05)
            below = descendants(process.pid)
            assert len(below) >= 3  # an examiner, a zygote, a worker
            yield process, below
        finally:
            process.kill()


def go_on(course: TinyCourse) -> None:
    """Run the same command again; nothing of what was kept is graded again."""
    (course.root / "go on").touch()
    with start_kadai(*GRADE, cwd=course.root) as process:
        out, err = process.communicate(timeout=100)
    assert process.returncode == 0, err
    assert "6 submissions" in out
    assert re.findall(r"(\d)/6 graded, 0 below full marks, (\d) known already", err)[-1:] == [("6", "3")], err
    assert (course.root / "log").read_text().split() == ["a", "b", "c", "d", "d", "e", "f"]


def test_a_killed_run_goes_on_where_it_stopped(course: TinyCourse) -> None:
    with standing_still(course) as (process, below):
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until_gone(below)
    go_on(course)


def test_what_is_stopped_ends_with_a_killed_run(course: TinyCourse) -> None:
    with standing_still(course) as (process, below):
        for pid in below:
            with suppress(PermissionError, ProcessLookupError):  # the worker may have a user of its own
                os.kill(pid, signal.SIGSTOP)
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until_gone(below)
    go_on(course)


def test_a_terminated_run_ends_everything_and_keeps_what_is_graded(course: TinyCourse) -> None:
    with standing_still(course) as (process, below):
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 143
        assert "Traceback" not in err
        assert err.splitlines()[-1].startswith("kadai: ended by SIGTERM; what is graded is kept")
        wait_until_gone(below)
    go_on(course)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_endless_loop_ends_with_the_watching(tiny: TinyCourse, ending: signal.Signals) -> None:
    public = "def test_double(submission):\n    assert submission.double(3) == 6\n"
    tiny.write("mine/test_public.py", public)
    tiny.write("mine/tiny.py", f"open({str(tiny.root / 'log')!r}, 'w').close()\nwhile True: pass\n")
    with start_kadai("watch", "mine/tiny.py", cwd=tiny.root) as process:
        wait_for((tiny.root / "log").exists)
        below = descendants(process.pid)
        assert below
        process.send_signal(ending)
        process.wait(60)
        wait_until_gone(below)


def test_ctrl_c_ends_everything_and_keeps_what_is_graded(course: TinyCourse) -> None:
    with standing_still(course) as (process, below):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Traceback" not in err
        assert err.splitlines()[-1].startswith("kadai: interrupted; what is graded is kept")
        wait_until_gone(below)
    go_on(course)
