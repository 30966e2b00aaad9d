"""Whether the grader's memory and descriptors stay flat over a thousand hostile submissions.

    python benchmarks/thousand_hostile.py [--submissions 1000]

The attacks of tests/attacks take turns in one sandbox; every fiftieth line shows what the process holds.
"""

import argparse
import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/attacks"))

from attack_files import Attack, attacks, carry_out  # noqa: E402

from autograder.sandbox import Limits, Sandbox  # noqa: E402

FAMILIES = ("exits", "files", "kernel", "network", "processes", "python", "resources", "wire")
LIMITS = Limits(call_seconds=0.3, wall_factor=1, output_limit_mb=1, submission_seconds=3)
NOWHERE = dict.fromkeys(("hidden", "reference", "neighbour", "folder", "message", "unix", "abstract"), "/nonexistent")


def hold() -> tuple[float, int, int]:
    """Resident memory in MB, open descriptors, child processes (the zygote is one)."""
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return resident, len(list(Path("/proc/self/fd").iterdir())), len(children)


def quick(attack: Attack) -> bool:
    """Whether it does not only sleep."""
    return "wall" not in attack.header.get("ENDS", ()) and attack.family != "python"


def main() -> None:
    """Run them all, and say how much more is held at the end than after the first round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=1000)
    count = parser.parse_args().submissions
    turns = [attack for family in FAMILIES for attack in attacks(family) if quick(attack)]
    arena = {**NOWHERE, "victim": 1 << 21, "tcp": 9, "udp": 9}
    first: tuple[float, int, int] | None = None
    with Sandbox() as box:
        print(f"{len(turns)} attacks, isolation: {box.level}")
        for number in range(count):
            carry_out(box, turns[number % len(turns)], arena, LIMITS)
            if number == len(turns):
                first = hold()
            if number % 50 == 49:
                print(
                    "{:5d} submissions: {:6.1f} MB, {} descriptors, {} children".format(number + 1, *hold()), flush=True
                )
        last = hold()
    if first is not None:
        growth = last[0] - first[0]
        print(f"since the end of the first round: {growth:+.1f} MB, {last[1] - first[1]:+d} descriptors")


if __name__ == "__main__":
    main()
