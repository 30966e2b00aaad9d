"""Why a process of ours could not start or was ended, where the machine is to blame: one sentence with a remedy."""

import resource
import signal
from pathlib import Path

_MEMORY = ("MemoryError", "Cannot allocate memory", "failed to map segment", "emory allocation", "std::bad_alloc",
           "out of memory", "unable to allocate", "Unable to allocate")  # fmt: skip
_PROCESSES = ("Resource temporarily unavailable", "can't start new thread", "pthread_create failed")
_FILES = ("Too many open files",)
_NO_PROC = (
    "/proc is not mounted, without which workers cannot be watched; mount it (mount -t proc proc /proc), or run the "
    "container with its own /proc"
)


def missing_proc() -> str:
    """What to do about a machine without ``/proc``; empty where there is one."""
    return "" if Path("/proc/self/fd").is_dir() else _NO_PROC


def explain(complaint: str, status: int | None = None) -> str:
    """What the machine lacks; empty where it is something else.

    Args:
        complaint: what the process said last.
        status: its exit code, or minus the signal that ended it; bubblewrap and shells say 128 plus the signal.
    """
    if problem := missing_proc():
        return problem
    if status in (-signal.SIGKILL, 128 + signal.SIGKILL) or any(words in complaint for words in _MEMORY):
        return (
            f"out of memory: there was not enough for Python and NumPy{_limit_of_memory()}; allow at least 256 MB, and "
            "more for several processes (--jobs 1 needs least)"
        )
    if any(words in complaint for words in _PROCESSES):
        return (
            f"no more processes or threads can be started here{_limit_of_processes()}; raise the limit (ulimit -u, "
            "pids.max of the control group, --pids-limit of the container)"
        )
    if any(words in complaint for words in _FILES):
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return f"too many open files (the limit is {soft}); raise it (ulimit -n 4096)"
    return ""


def _limit_of_memory() -> str:
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY:
        return f" (ulimit -v allows {allowed >> 20} MB)"
    group = _of_control_group("memory.max", "memory/memory.limit_in_bytes")
    return f" (its control group allows {group >> 20} MB)" if group is not None and group < 1 << 50 else ""


def _limit_of_processes() -> str:
    allowed, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    group = _of_control_group("pids.max", "pids/pids.max")
    known = [limit for limit in (group, None if allowed == resource.RLIM_INFINITY else allowed) if limit is not None]
    return f" (at most {min(known)})" if known else ""


def _of_control_group(name: str, older: str) -> int | None:
    """A limit of the control group that this process is in, or of the one that a container sees as its root."""
    try:
        own = Path("/proc/self/cgroup").read_text().rpartition("::")[2].strip().lstrip("/")
    except OSError:
        own = ""
    for file in (Path("/sys/fs/cgroup", own, name), Path("/sys/fs/cgroup", name), Path("/sys/fs/cgroup", older)):
        try:
            return int(file.read_text())
        except (OSError, ValueError):
            continue
    return None
