"""What a worker must not be able to read: it tries itself, and its submission never learns the names."""

import os
import socket
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.sandbox import Examinee, Policy, Sandbox, SandboxFault, Sources, interpreter
from autograder.sandbox.limits import Limits
from autograder.sandbox.private import Private
from autograder.sandbox.restrictions.probe import opened

OPEN = Policy(user=False, namespaces=False, landlock=False)
LOOK = """
import ctypes

def remembered(first, then):
    found = 0
    for line in open("/proc/self/maps"):
        places, rights = line.split()[:2]
        if not rights.startswith("rw") or "[v" in line:
            continue
        begin, end = (int(place, 16) for place in places.split("-"))
        memory = ctypes.string_at(begin, end - begin)
        at = memory.find(first)
        while at >= 0:
            found += memory[at + len(first) : at + len(first) + len(then)] == then
            at = memory.find(first, at + 1)
    return found
"""


def told(private: Private) -> tuple[str, ...]:
    """What this process can open of it, by the worker's own way of trying."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(private.message())
        return private.named(opened(theirs.fileno()))


def test_whatever_can_be_opened_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "文 書").mkdir()
    (tmp_path / "link").symlink_to("文 書")
    there = [tmp_path / "file", tmp_path / "文 書", tmp_path / "link"]
    private = Private([*there, tmp_path / "nothing", tmp_path / "file" / "below"], in_namespaces=False, guarded=False)
    assert told(private) == tuple(map(str, there[:2]))


def test_devices_and_pipes_keep_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    private = Private([tmp_path / "pipe", "/dev/null"], in_namespaces=False, guarded=False)
    assert (private.paths, told(private)) == ((), ())


def test_nothing_need_be_named() -> None:
    assert told(Private([], in_namespaces=False, guarded=True)) == ()


def test_folders_that_lead_to_python_are_empty_in_namespaces(tmp_path: Path) -> None:
    library = Path(os.__file__).parent
    paths = [library.parent, library, tmp_path]
    assert Private(paths, in_namespaces=True, guarded=True).paths == tuple(os.path.realpath(p) for p in paths[1:])
    assert len(Private(paths, in_namespaces=False, guarded=True).paths) == 3


def test_a_worker_that_can_read_it_is_weak_and_says_so(tmp_path: Path) -> None:
    with Sandbox(private=[tmp_path]) as box:
        assert box.level in ("strong", "standard")
    with Sandbox(private=[Path(os.__file__)]) as box:  # Python's own files are open under every policy
        assert box.level == "weak"
        assert box.assessment.reasons[0].en.startswith(f"a worker can read {os.path.realpath(os.__file__)} (")


def test_a_submission_never_finds_the_names(tmp_path: Path) -> None:
    secret = tmp_path / "kadai-private-name"
    secret.mkdir()
    sources = Sources(module="work", main="work.py", cells=(LOOK,))
    with (
        Sandbox(policy=replace(OPEN, undumpable=False), private=[secret, secret / "more"]) as box,
        Examinee(box, sources) as examinee,
    ):
        look = examinee.submission.remembered
        assert look(b"sandbox/zygote_", b"process.py") > 0  # the control: a path that the zygote does know
        assert look(b"kadai-private", b"-name") == 0


def test_what_opens_meanwhile_is_noticed(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("an ordinary user's workers have no user of their own")
    kept = Path("/var/tmp", f"kadai-private-{os.getpid()}")
    kept.mkdir(mode=0o700)
    try:
        with Sandbox(policy=Policy(namespaces=False, landlock=False), private=[kept]) as box:
            if "user" not in box.layers:
                pytest.skip(box.assessment.missing["user"])
            assert box.level == "standard"
            kept.chmod(0o755)
            with pytest.raises(SandboxFault, match="other protection"):
                box.start_worker(Limits())
    finally:
        kept.rmdir()


def shell(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have another program take the place of Python."""
    real = interpreter.executable()
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{script.format(python=real)}\n")
    path.chmod(0o755)
    monkeypatch.setattr(interpreter, "executable", lambda: str(path))


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ('ulimit -v 60000; exec {python} "$@"', r"out of memory: .*; allow at least 256 MB"),
        ("kill -KILL $$", r"out of memory: "),
        ("echo 'pthread_create failed: Resource temporarily unavailable' >&2; exit 1", r"no more processes or threads"),
        ('ulimit -n 4; exec {python} "$@"', r"too many open files"),
        ("echo 'no such thing' >&2; exit 1", r"could not be started: no such thing$"),
        ("exit 1", r"it does not say why$"),
    ],
)
def test_a_machine_that_lacks_something_is_told_what(
    script: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell(tmp_path, script, monkeypatch)
    with pytest.raises(SandboxFault, match=says):
        Sandbox(policy=Policy(namespaces=False))


def test_the_limit_is_named_where_it_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.sandbox import troubles

    monkeypatch.setattr(troubles, "_of_control_group", lambda *_: 96 << 20)
    assert "its control group allows 96 MB" in troubles.explain("MemoryError")
    assert "at most" in troubles.explain("can't start new thread")
    assert troubles.explain("something else") == ""
