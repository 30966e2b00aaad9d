"""Each layer stops what it is there for, and with the layer off the same act succeeds: so these tests can fail."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import Examinee, Limits, Policy, Sandbox, Sources
from autograder.sandbox.restrictions.landlock import abi

NOTHING = Policy(**dict.fromkeys(Policy.__dataclass_fields__, False))
ALL = Policy()
LAYERS = tuple(Policy.__dataclass_fields__)

# Every function tries one thing, by system calls as bare as Python has them, and tells whether it was refused.
SOURCE = """\
import ctypes, errno, fcntl, mmap, os, resource, signal, socket, struct, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)

def attempt(act, *args):
    try:
        act(*args)
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
    except (ValueError, MemoryError, RuntimeError) as error:
        return type(error).__name__
    return "done"

def checked(result):
    if result < 0: raise OSError(ctypes.get_errno(), "")
    return result

def _read(path): os.close(os.open(path, os.O_RDONLY))
def read(path): return attempt(_read, path)
def look(path): return attempt(os.stat, path)
def listing(path): return attempt(os.listdir, path)
def write(path): return attempt(os.open, path, os.O_WRONLY | os.O_CREAT)
def grow(path): return attempt(lambda: os.write(os.open(path, os.O_WRONLY), b"more"))
def truncate(path): return attempt(os.open, path, os.O_RDONLY | os.O_TRUNC)
def chmod(path): return attempt(os.chmod, path, 0o600)
def touch(path): return attempt(os.utime, path)
def remove(path): return attempt(os.unlink, path)
def make_folder(path): return attempt(lambda: checked(libc.mkdir(path.encode(), 0o700)))
def tcp(port): return attempt(lambda: socket.create_connection(("127.0.0.1", port)).close())
def udp(port): return attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("127.0.0.1", port)))
def unix(path): return attempt(lambda: socket.socket(socket.AF_UNIX).connect(path))
def abstract(name): return attempt(lambda: socket.socket(socket.AF_UNIX).connect(chr(0) + name))
def _wait(pid):
    if pid == 0: os._exit(0)
    os.waitpid(pid, 0)
def fork(): return attempt(lambda: _wait(os.fork()))
def vfork(): return attempt(lambda: _wait(os.posix_spawn(sys.executable or "/bin/true", ["true"], {})))
def execute(): return attempt(os.execv, "/bin/true", ["true"])
def thread():
    seen = []
    one = threading.Thread(target=seen.append, args=(1,)); one.start(); one.join()
    return seen
def kill(pid): return attempt(os.kill, pid, 0)
def renice(pid): return attempt(os.setpriority, os.PRIO_PROCESS, pid, 5)
def limit(pid): return attempt(resource.prlimit, pid, resource.RLIMIT_NICE)
def affinity(pid): return attempt(os.sched_setaffinity, pid, {0})
def _attach(pid):
    checked(libc.ptrace(16, pid, 0, 0))
    os.waitpid(pid, 0)
    libc.ptrace(17, pid, 0, 0)
def trace(pid): return attempt(_attach, pid)
def own_signal(pid):
    def arm():
        reader, writer = os.pipe()
        fcntl.fcntl(reader, fcntl.F_SETOWN, pid)
    return attempt(arm)
def memory(): return attempt(lambda: mmap.mmap(-1, 1 << 31))
def own_memory(): return attempt(_read, "/proc/self/mem")
def raise_limits(): return attempt(resource.setrlimit, resource.RLIMIT_CORE, (1 << 20, 1 << 20))
def limits():
    kinds = resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE
    return [resource.getrlimit(kind)[1] for kind in kinds]
def descriptors():
    opened = []
    try:
        while len(opened) < 5000: opened.append(os.open("/dev/null", os.O_RDONLY))
    except OSError: pass
    for one in opened: os.close(one)
    return len(opened)
def become_root(): return attempt(os.setresuid, 0, 0, 0)
def change_user(): return attempt(os.setresuid, 12345, 12345, 12345)
def user(): return os.getuid()
def dumpable(): return libc.prctl(3, 0, 0, 0, 0)
def new_privileges(): return libc.prctl(39, 0, 0, 0, 0)
def processes(): return sum(name.isdigit() for name in os.listdir("/proc"))
def interfaces(): return [name for _, name in socket.if_nameindex()]
def memory_file(): return attempt(lambda: checked(libc.memfd_create(b"x", 0)))
def shared_memory(): return attempt(lambda: checked(libc.shmget(0, 4096, 0o1600)))
def namespace(): return attempt(lambda: checked(libc.unshare(0x10000000)))
def capability():
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, data)
    return data[0] | data[3]
def number(n, *args): return attempt(lambda: checked(libc.syscall(ctypes.c_long(n), *map(ctypes.c_long, args))))
def inherited(): return sorted(int(name) for name in os.listdir("/proc/self/fd"))
def environment(): return dict(os.environ)
def session(): return os.getsid(0) == os.getpid()
"""


class Boxes:
    """Workers under any policy; sandboxes are made once."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._made: dict[Policy, Any] = {}

    def __call__(self, policy: Policy = ALL) -> Any:
        """The submission's module in a worker under the policy."""
        if policy not in self._made:
            box = self._stack.enter_context(Sandbox(policy=policy))
            self._made[policy] = box
        sources = Sources(module="work", main="work.py", cells=(SOURCE,))
        examinee = self._stack.enter_context(Examinee(self._made[policy], sources, Limits(memory_mb=256)))
        return examinee.submission

    def box(self, policy: Policy = ALL) -> Sandbox:
        """The sandbox itself."""
        self(policy)
        return self._made[policy]


@pytest.fixture(scope="module")
def boxes() -> Iterator[Boxes]:
    with ExitStack() as stack:
        yield Boxes(stack)


def only(*layers: str) -> Policy:
    """Nothing but these layers."""
    return replace(NOTHING, **dict.fromkeys(layers, True))


def without(*layers: str) -> Policy:
    """Everything but these layers. A user of its own would stop most acts even so."""
    return replace(ALL, **dict.fromkeys((*layers, "user", "namespaces"), False))


@pytest.fixture
def open_file(tmp_path: Path) -> str:
    """A file that everyone may read and write, in a folder that everyone may enter."""
    folder = tmp_path
    while folder != folder.parent and folder.stat().st_uid == os.getuid() and folder != Path("/tmp"):
        folder.chmod(0o777)
        folder = folder.parent
    path = tmp_path / "secret.txt"
    path.write_text("secret")
    path.chmod(0o666)
    return str(path)


@pytest.fixture
def victim() -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 1  # EOFError: it lived to see the end of its input


needs_landlock = pytest.mark.skipif(abi() == 0, reason="the kernel has no Landlock")


@needs_landlock
@pytest.mark.parametrize("act", ["read", "truncate", "write", "remove"])
def test_landlock_keeps_files_out_of_reach(boxes: Boxes, open_file: str, act: str) -> None:
    assert getattr(boxes(only("landlock")), act)(open_file) == "EACCES"
    assert Path(open_file).read_text() == "secret"
    assert getattr(boxes(NOTHING), act)(open_file) == "done"


@needs_landlock
def test_landlock_keeps_folders_out_of_reach(boxes: Boxes, tmp_path: Path) -> None:
    assert boxes(only("landlock")).listing(str(tmp_path)) == "EACCES"
    assert boxes(only("landlock")).make_folder(str(tmp_path / "new")) == "EACCES"
    assert boxes(NOTHING).listing(str(tmp_path)) == "done"


@needs_landlock
@pytest.mark.skipif(abi() < 4, reason="this Landlock has no network rules")
def test_landlock_refuses_tcp(boxes: Boxes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert boxes(only("landlock")).tcp(port) == "EACCES"
        assert boxes(NOTHING).tcp(port) == "done"


@needs_landlock
@pytest.mark.skipif(abi() < 6, reason="this Landlock has no scopes")
def test_landlock_refuses_signals_and_abstract_sockets(boxes: Boxes, victim: int) -> None:
    name = f"kadai-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen(5)
        assert boxes(only("landlock")).kill(victim) == "EPERM"
        assert boxes(only("landlock")).abstract(name) == "EPERM"
        assert boxes(NOTHING).kill(victim) == "done"
        assert boxes(NOTHING).abstract(name) == "done"


@pytest.mark.parametrize("act", ["chmod", "touch", "truncate", "remove"])
def test_seccomp_refuses_to_change_files(boxes: Boxes, open_file: str, act: str) -> None:
    assert getattr(boxes(only("seccomp")), act)(open_file) == "EPERM" if act != "truncate" else True
    assert Path(open_file).read_text() == "secret"
    assert getattr(boxes(NOTHING), act)(open_file) == "done"


@pytest.mark.parametrize("act", ["fork", "memory_file", "shared_memory"])
def test_seccomp_refuses_new_processes_and_memory_outside_the_limits(boxes: Boxes, act: str) -> None:
    assert getattr(boxes(only("seccomp")), act)() == "EPERM"
    assert getattr(boxes(NOTHING), act)() == "done"


@pytest.mark.parametrize("act", ["kill", "renice", "limit", "affinity", "own_signal", "trace"])
def test_seccomp_keeps_other_processes_out_of_reach(boxes: Boxes, victim: int, act: str) -> None:
    assert getattr(boxes(only("seccomp")), act)(victim) in ("EPERM", "ENOSYS", "PermissionError", "ValueError")
    assert getattr(boxes(NOTHING), act)(victim) == "done"


def test_seccomp_refuses_every_socket(boxes: Boxes, tmp_path: Path) -> None:
    path = str(tmp_path / "socket")
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(path)
        unix.listen()
        for act, target in (("tcp", tcp.getsockname()[1]), ("udp", tcp.getsockname()[1]), ("unix", path)):
            assert getattr(boxes(only("seccomp")), act)(target) == "EPERM"
            assert getattr(boxes(NOTHING), act)(target) == "done"


def test_seccomp_lets_threads_live(boxes: Boxes) -> None:
    assert boxes(ALL).thread() == [1]


@pytest.mark.parametrize("act", ["execute", "vfork"])
def test_no_program_can_be_started(boxes: Boxes, act: str) -> None:
    assert getattr(boxes(only("seccomp")), act)() in ("EPERM", "ENOSYS")
    assert getattr(boxes(ALL), act)() in ("EPERM", "ENOSYS", "ENOENT")


def test_a_program_can_be_started_without_the_filter(boxes: Boxes) -> None:
    assert boxes(NOTHING).vfork() == "done"


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86-64")
@pytest.mark.parametrize(
    ("number", "name"),
    [(435, "clone3"), (425, "io_uring_setup"), (321, "bpf"), (298, "perf_event_open"), (250, "keyctl")],
)
def test_unusual_calls_are_refused(boxes: Boxes, number: int, name: str) -> None:
    assert boxes(ALL).number(number, 0, 0, 0, 0, 0) == ("ENOSYS" if name == "clone3" else "EPERM")


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="x32 belongs to x86-64")
def test_calls_of_another_architecture_kill(boxes: Boxes) -> None:
    from autograder.sandbox import WorkerCrashed

    with pytest.raises(WorkerCrashed, match="forbidden system call"):
        boxes(ALL).number(0x40000000 + 39)


def test_rlimits_bound_memory_and_descriptors(boxes: Boxes) -> None:
    assert boxes(only("rlimits")).memory() == "ENOMEM"
    assert boxes(only("rlimits")).descriptors() < 128
    assert boxes(only("rlimits")).limits() == [0, 0, 128]
    assert boxes(NOTHING).memory() == "done"
    assert boxes(NOTHING).limits() != [0, 0, 128]


def test_no_file_can_grow(boxes: Boxes, open_file: str) -> None:
    assert boxes(only("rlimits")).grow(open_file) == "EFBIG"
    assert boxes(NOTHING).grow(open_file) == "done"


def test_limits_cannot_be_raised_again(boxes: Boxes) -> None:
    assert boxes(ALL).raise_limits() == "ValueError"
    assert boxes(only("rlimits", "capabilities")).raise_limits() == "ValueError"
    assert boxes(NOTHING).raise_limits() == "done"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has capabilities to lose")
def test_no_capability_is_left(boxes: Boxes) -> None:
    assert boxes(only("capabilities")).capability() == 0
    assert boxes(only("capabilities")).change_user() == "EPERM"
    assert boxes(NOTHING).capability() != 0
    assert boxes(NOTHING).change_user() == "done"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change users")
def test_each_worker_has_a_user_of_its_own(boxes: Boxes) -> None:
    if "user" not in boxes.box().layers:
        pytest.skip(boxes.box().assessment.missing["user"])
    first, second = boxes(ALL), boxes(ALL)
    assert first.user() > 1 << 30
    assert first.user() != second.user()
    assert first.become_root() == "EPERM"
    assert boxes(replace(ALL, user=False)).user() == 0


def test_a_worker_is_not_dumpable(boxes: Boxes) -> None:
    assert boxes(only("undumpable")).dumpable() == 0
    assert boxes(NOTHING).dumpable() == 1


def test_a_worker_gains_no_privileges(boxes: Boxes) -> None:
    assert boxes(NOTHING).new_privileges() == 1


def test_namespaces_hide_files_processes_and_networks(boxes: Boxes, tmp_path: Path, victim: int) -> None:
    inside = only("namespaces")
    if "namespaces" not in boxes.box(inside).layers:
        pytest.skip(boxes.box(inside).assessment.missing["namespaces"])
    work, outside = boxes(inside), boxes(NOTHING)
    assert (work.look(str(tmp_path)), outside.look(str(tmp_path))) == ("ENOENT", "done")
    assert (work.look("/etc/passwd"), outside.look("/etc/passwd")) == ("ENOENT", "done")
    assert work.processes() < 10 <= outside.processes() + 10
    assert work.kill(victim) in ("ESRCH", "EPERM")
    assert work.interfaces() == ["lo"]
    assert work.make_folder("/new") == "EROFS"


def test_the_course_is_out_of_reach_and_python_is_not(boxes: Boxes) -> None:
    work, root = boxes(ALL), Path(__file__).parents[2]
    for path in (root / "pyproject.toml", root / "autograder" / "errors.py", Path(__file__)):
        assert path.exists()
        assert work.read(str(path)) in ("EACCES", "ENOENT")
    assert work.listing(str(root)) in ("EACCES", "ENOENT")
    assert work.read(os.__file__) == "done"


@needs_landlock
def test_landlock_hides_a_folder_inside_a_readable_one(tmp_path: Path) -> None:
    from autograder.sandbox.restrictions.landlock import Landlock
    from autograder.sandbox.restrictions.privileges import NoNewPrivileges
    from autograder.sandbox.restrictions.restriction import Terms

    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "hidden").mkdir()
    for name in ("a", "open/b", "open/hidden/c"):
        (tmp_path / name).write_text(name)
    child = os.fork()
    if child == 0:
        readable = []
        terms = Terms(memory=0, cpu_seconds=0, user=0, zygote=os.getppid())
        NoNewPrivileges().apply(terms)
        Landlock([str(tmp_path)], [str(tmp_path / "open" / "hidden")]).apply(terms)
        for name in ("a", "open/b", "open/hidden/c"):
            try:
                readable.append((tmp_path / name).read_text())
            except PermissionError:
                continue
        os._exit(readable == ["a", "open/b"])
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def test_nothing_of_the_examiner_is_inherited(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KADAI_SECRET", "token")
    with Sandbox(policy=NOTHING) as box, Examinee(box, Sources(module="m", main="m.py", cells=(SOURCE,))) as examinee:
        work = examinee.submission
        assert "token" not in str(work.environment())
        assert work.inherited()[:4] == [0, 1, 2, 3]
        assert len(work.inherited()) == 5  # the fifth is the listing itself
        assert work.session() is True


def test_the_level_follows_from_what_is_in_force(boxes: Boxes) -> None:
    assert boxes.box(ALL).level in ("strong", "standard")
    assert boxes.box(without()).level == "standard"
    weak = boxes.box(only("seccomp")).assessment
    assert weak.level == "weak"
    assert {"landlock: switched off", "namespaces: switched off", "user: switched off"} <= {*map(str, weak.reasons)}
    assert "a worker can read a file" in map(str, boxes.box(only("rlimits", "seccomp")).assessment.reasons)
    nothing = boxes.box(NOTHING).assessment
    assert {"a worker can start a process", "a worker can open a socket"} <= {*map(str, nothing.reasons)}
    for layer in ("landlock", "seccomp", "rlimits"):
        assert boxes.box(without(layer)).level == "weak"
