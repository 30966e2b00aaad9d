"""The memory of this machine's grading processes, from /proc."""

import contextlib
from pathlib import Path


def tree_of(root: int) -> dict[str, list[int]]:
    """Role → process ids: the grader, its examiners' programs, and below them supervisors, forks, zygotes, workers."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, _, rest = stat.read_text().partition(" ")
            children.setdefault(int(rest.rpartition(")")[2].split()[1]), []).append(int(pid))
    roles: dict[str, list[int]] = {"grader": [root]}
    programs = [pid for pid in children.get(root, []) if _runs(pid, "autograder.grading.examiner.main")]
    roles["program"] = programs
    supervisors = sorted(child for program in programs for child in children.get(program, []))
    for number, supervisor in enumerate(supervisors, 1):
        below = children.get(supervisor, [])
        forks = [pid for pid in below if _runs(pid, "autograder.grading.examiner.main")]
        others = [deeper for pid in below if pid not in forks for deeper in (pid, *_below(pid, children))]
        python = {pid for pid in others if _runs(pid, "worker/boot.py") and not _runs(pid, "bwrap")}
        workers = [child for pid in python for child in children.get(pid, [])]
        roles[f"supervisor {number}"] = [supervisor]
        roles[f"serving fork {number}"] = forks
        roles[f"worker {number}"] = workers
        roles[f"zygote {number}"] = sorted(set(others) - set(workers), key=lambda pid: pid not in python)
    return roles


def unshared_mb(pids: list[int]) -> float:
    """The sum of the processes' proportional set sizes, in MB: a page that k processes share counts 1/k each."""
    return sum(_pss_kb(pid) for pid in pids) / 1024


def _runs(pid: int, program: str) -> bool:
    with contextlib.suppress(OSError):
        return program.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _below(pid: int, children: dict[int, list[int]]) -> list[int]:
    below = children.get(pid, [])
    return below + [deeper for child in below for deeper in _below(child, children)]


def _pss_kb(pid: int) -> int:
    for name in ("smaps_rollup", "status"):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/{name}").read_text().splitlines():
                if line.startswith(("Pss:", "VmRSS:")):
                    return int(line.split()[1])
    return 0
