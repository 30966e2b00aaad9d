"""The memory of this machine's grading processes, from /proc."""

import contextlib
from pathlib import Path


def tree_of(root: int) -> dict[str, list[int]]:
    """Role → process ids: the grader itself, its examiners, and below them the zygotes and workers."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, _, rest = stat.read_text().partition(" ")
            children.setdefault(int(rest.rpartition(")")[2].split()[1]), []).append(int(pid))
    roles: dict[str, list[int]] = {"grader": [root]}
    examiners = {pid for pid in _below(root, children) if _is_examiner(pid)}
    for number, examiner in enumerate(sorted(examiners), 1):
        roles[f"examiner {number}"] = [examiner]
        own = [child for child in children.get(examiner, []) if child not in examiners]  # the others are forked from it
        roles[f"zygote {number} and below"] = own + [pid for child in own for pid in _below(child, children)]
    return roles


def unshared_mb(pids: list[int]) -> float:
    """The sum of the processes' proportional set sizes, in MB: a page that k processes share counts 1/k each."""
    return sum(_pss_kb(pid) for pid in pids) / 1024


def _is_examiner(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"autograder.grading.examiner.main" in Path(f"/proc/{pid}/cmdline").read_bytes()
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
