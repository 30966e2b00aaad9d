"""The zygote's life: it serves many, leaves nothing behind, and its failures are nobody's fault but ours."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.sandbox import Examinee, Limits, Policy, Sandbox, SandboxFault, Sources, WorkerCrashed

SOURCES = Sources(
    module="work", main="work.py", cells=("import os\ndef f(x): return x + 1\ndef pid(): return os.getpid()",)
)
QUICK = Policy(namespaces=False)


def descendants(pid: int | None = None) -> set[int]:
    """The processes below one, zombies included."""
    found: set[int] = set()
    todo = [pid or os.getpid()]
    while todo:
        for path in Path(f"/proc/{todo.pop()}/task").glob("*/children"):
            try:
                children = set(map(int, path.read_text().split()))
            except OSError:
                continue
            todo += children - found
            found |= children
    return found


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def gone(pids: set[int]) -> bool:
    """Whether all the processes end within a moment."""
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("policy", [QUICK, Policy()], ids=["plain", "namespaces"])
def test_nothing_is_left_behind(policy: Policy) -> None:
    gc.collect()
    files, processes = descriptors(), descendants()
    with Sandbox(policy=policy) as box, Examinee(box, SOURCES) as examinee, Examinee(box, SOURCES) as other:
        assert examinee.submission.f(1) == other.submission.f(1) == 2
        started = descendants() - processes
        assert len(started) >= 3
    assert gone(started)
    assert descriptors() == files


def test_nothing_is_left_behind_when_nobody_closes_anything() -> None:
    gc.collect()
    files, processes = descriptors(), descendants()
    box = Sandbox(policy=QUICK)
    examinee = Examinee(box, SOURCES)
    examinee.submission.f(1)
    started = descendants() - processes
    del box, examinee
    gc.collect()
    assert gone(started)
    assert descriptors() == files


def test_nothing_is_left_behind_when_the_examiner_is_killed() -> None:
    program = dedent("""\
        import sys
        from autograder.sandbox import Examinee, Sandbox, Sources
        source = "import time\\ndef f(): time.sleep(99)"
        examinee = Examinee(Sandbox(), Sources(module="m", main="m.py", cells=(source,)))
        examinee.load()
        print("ready", flush=True)
        examinee.submission.f()
        """)
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}
    ) as examiner:
        assert examiner.stdout is not None
        assert examiner.stdout.readline() == b"ready\n"
        started = descendants(examiner.pid)
        assert len(started) >= 2
        examiner.kill()
    assert gone(started)


def test_many_workers_one_after_another_leave_no_trace() -> None:
    def fifty(box: Sandbox) -> None:
        for number in range(50):
            with Examinee(box, SOURCES) as examinee:
                examinee.begin_check()
                assert examinee.submission.f(number) == number + 1
                examinee.end_check()

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1])

    with Sandbox(policy=QUICK) as box:
        fifty(box)
        gc.collect()
        files, processes, pages = descriptors(), descendants(), resident()
        fifty(box)
        gc.collect()
        assert (descriptors(), descendants()) == (files, processes)
        assert resident() - pages < 500  # of 4 KB


def test_two_sandboxes_live_side_by_side() -> None:
    with Sandbox(policy=QUICK) as one, Sandbox(policy=QUICK, preload=("json",)) as two:
        with Examinee(one, SOURCES) as a, Examinee(two, SOURCES) as b:
            assert a.submission.f(1) == b.submission.f(1) == 2
        with Examinee(two, SOURCES) as c:
            one.close()
            assert c.submission.f(5) == 6


def test_a_sandbox_outlives_the_thread_that_made_it() -> None:
    made: list[Sandbox] = []
    thread = threading.Thread(target=lambda: made.append(Sandbox(policy=QUICK)))
    thread.start()
    thread.join()
    with made[0] as box, Examinee(box, SOURCES) as examinee:
        assert examinee.submission.f(1) == 2


def test_threads_may_share_a_sandbox() -> None:
    answers: list[int] = []

    def use(box: Sandbox, number: int) -> None:
        for _ in range(5):
            with Examinee(box, SOURCES) as examinee:
                answers.append(examinee.submission.f(number))

    with Sandbox(policy=QUICK) as box:
        threads = [threading.Thread(target=use, args=(box, number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == sorted([1, 2, 3, 4] * 5)


def zygote_of(before: set[int]) -> int:
    (pid,) = descendants() - before
    return pid


def test_a_dead_zygote_is_replaced_a_few_times() -> None:
    processes = descendants()
    with Sandbox(policy=QUICK) as box:
        for number in range(3):
            os.kill(zygote_of(processes), signal.SIGKILL)
            time.sleep(0.1)
            with Examinee(box, SOURCES) as examinee:
                assert examinee.submission.f(number) == number + 1
        os.kill(zygote_of(processes), signal.SIGKILL)
        time.sleep(0.1)
        with pytest.raises(SandboxFault, match="too often"):
            Examinee(box, SOURCES).load()


def test_a_worker_dies_with_its_zygote() -> None:
    processes = descendants()
    with Sandbox(policy=QUICK) as box, Examinee(box, SOURCES) as examinee:
        zygote = zygote_of(processes)
        worker = examinee.submission.pid()
        os.kill(zygote, signal.SIGKILL)
        assert gone({worker})
        with pytest.raises(WorkerCrashed):
            examinee.submission.f(1)


def test_a_closed_sandbox_says_so() -> None:
    box = Sandbox(policy=QUICK)
    box.close()
    box.close()
    with pytest.raises(SandboxFault, match="closed"):
        box.start_worker(Limits())


def test_a_sandbox_belongs_to_its_process() -> None:
    with Sandbox(policy=QUICK) as box:
        child = os.fork()
        if child == 0:
            try:
                Examinee(box, SOURCES).load()
            except SandboxFault:
                os._exit(3)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
        with Examinee(box, SOURCES) as examinee:
            assert examinee.submission.f(1) == 2


@pytest.mark.parametrize("policy", [QUICK, Policy()], ids=["plain", "namespaces"])
def test_what_cannot_be_preloaded_is_named(policy: Policy) -> None:
    files = descriptors()
    with pytest.raises(SandboxFault, match="no_such_module cannot be imported"):
        Sandbox(preload=("no_such_module",), policy=policy)
    assert descriptors() == files


def test_a_preloaded_module_may_not_start_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.sandbox import interpreter

    (tmp_path / "threaded.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
    )
    folders = [*interpreter.package_folders(), str(tmp_path)]
    monkeypatch.setattr(interpreter, "package_folders", lambda: folders)
    with pytest.raises(SandboxFault, match="more than one thread"):
        Sandbox(preload=("threaded",), policy=QUICK)


def test_limits_that_make_no_sense_are_refused() -> None:
    from autograder.errors import UsageError

    for wrong in ({"call_seconds": 0}, {"memory_mb": -1}, {"load_seconds": float("inf")}, {"wall_factor": 0.5}):
        with pytest.raises(UsageError, match=next(iter(wrong))):
            Limits(**wrong)  # type: ignore[arg-type]


def test_limits_name_the_unknown() -> None:
    import msgspec

    with pytest.raises(msgspec.ValidationError, match="second"):
        msgspec.convert({"call_second": 1}, Limits)
