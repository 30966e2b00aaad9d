"""How sittings are shared among examiners: nobody is idle while there is work, and each job is done once."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.channel import Ready, Setup
from autograder.grading.classroom.executor import Graded
from autograder.grading.classroom.processes import LocalExecutor
from autograder.grading.job import Job, Marked
from autograder.grading.results import SandboxInfo, result_of
from autograder.grading.validation.kept import Kept
from autograder.grading.validation.sittings import Examiners, Sitting
from autograder.sandbox import Sources

COURSE = Course(Path(__file__).parents[3])
SOURCES = Sources(module="m", main="m.py", cells=("",), given={}, functions=())
Did = list[tuple[int, str]]
"""Which team has graded what."""


@pytest.fixture
def teams(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Job], None]], Did]:
    """Teams that do what they are told with each job, in place of examiners."""

    def install(work: Callable[[Job], None]) -> Did:
        did: Did = []

        class Team:
            ready = Ready((), SandboxInfo("standard", ()))

            def examine(self, jobs: Iterable[Job]) -> Iterator[Graded]:
                for job in jobs:
                    did.append((id(self), job.id))
                    work(job)
                    yield Graded(job, Marked(result_of(job.id, ())))

        monkeypatch.setattr(LocalExecutor, "start", lambda self, setup: contextlib.nullcontext(Team()))
        return did

    return install


def sitting(name: str, jobs: int, in_turn: bool = False) -> Sitting:
    given = tuple(Job(f"{name}:{number}", SOURCES) for number in range(jobs))
    return Sitting(Setup(str(COURSE.root), "layers"), given, in_turn=in_turn)


def kept() -> Kept:
    return Kept(COURSE.assignment("layers"), None)


def test_who_has_nothing_to_do_joins_what_is_not_done(teams: Callable[[Callable[[Job], None]], Did]) -> None:
    both = threading.Barrier(2, timeout=60)

    def work(job: Job) -> None:
        if job.id in ("long:0", "long:1"):
            both.wait()

    did = teams(work)
    with Examiners(2) as examiners:
        sat = examiners.hand_over(sitting("long", 30), kept(), lambda *_: None, turn=0)
        examiners.join()
        marked = sat.result().marked  # the barrier lets nobody through alone
    assert len({team for team, _ in did}) == 2
    assert sorted(job for _, job in did) == sorted(marked) == sorted(f"long:{number}" for number in range(30))


def test_nobody_joins_what_is_done_in_turn(teams: Callable[[Callable[[Job], None]], Did]) -> None:
    did = teams(lambda job: None)
    with Examiners(2) as examiners:
        sat = examiners.hand_over(sitting("turns", 30, in_turn=True), kept(), lambda *_: None, turn=0)
        examiners.join()
        sat.result()
    assert len({team for team, _ in did}) == 1
    assert [job for _, job in did] == [f"turns:{number}" for number in range(30)]


def test_the_earlier_turn_comes_first(teams: Callable[[Callable[[Job], None]], Did]) -> None:
    all_there = threading.Event()
    did = teams(lambda job: None if all_there.wait(60) else pytest.fail("nobody came"))
    with Examiners(1) as examiners:
        sat = [
            examiners.hand_over(sitting(name, 1), kept(), lambda *_: None, turn)
            for name, turn in [("first", 5), ("later", 2), ("sooner", 1), ("also_sooner", 1)]
        ]
        done = examiners.besides(lambda: did.append((0, "besides")), turn=1)
        all_there.set()
        assert [list(future.result().marked) for future in sat] == [
            ["first:0"],
            ["later:0"],
            ["sooner:0"],
            ["also_sooner:0"],
        ]
        done.result()
    assert [job for _, job in did][1:] == ["sooner:0", "also_sooner:0", "besides", "later:0"]


def test_what_goes_wrong_is_told_to_whoever_waits(teams: Callable[[Callable[[Job], None]], Did]) -> None:
    def fail(job: Job) -> None:
        raise UsageError("the course is wrong")

    teams(fail)
    with Examiners(2) as examiners:
        sat = examiners.hand_over(sitting("broken", 20), kept(), lambda *_: None, turn=0)
        done = examiners.besides(lambda: 1 // 0, turn=0)
        examiners.join()
        with pytest.raises(UsageError, match="the course is wrong"):
            sat.result()
        with pytest.raises(ZeroDivisionError):
            done.result()
