"""A container such as places for grading start: limits, a read-only root, devices of its own, no network, no home.

What Docker's defaults forbid is `container.py`'s part. The root is this machine's, or the one in the folder that
KADAI_TEST_ROOT names (of Debian, Ubuntu; with the version of Python that runs the tests).
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(os.environ.get("KADAI_TEST_ROOT", "/"))
PYTHON = f"/usr/bin/python3.{sys.version_info.minor}"
HALF = 0.5
MB = 1 << 20
_CONTAINER = [sys.executable, str(Path(__file__).parents[1] / "container.py")]
_GROUPS = Path("/sys/fs/cgroup")
_PERIOD = 100_000  # microseconds
_INSIDE = Path("/mnt")  # there in every root; everything else is read-only
_MOUNT = r"""
set -eu
root=$1; folder=$2; new=$3; shift 3
for group in $GROUPS; do echo $$ > "$group/cgroup.procs"; done
mount --make-rprivate /
mount --bind "$root" "$new"
mount -o remount,bind,ro "$new"
mount -t proc proc "$new/proc"
mount -t tmpfs -o mode=1777 tmp "$new/tmp"
mount -t tmpfs -o mode=755 dev "$new/dev"
for n in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9"; do
    read -r name major minor <<< "$n"
    mknod -m 666 "$new/dev/$name" c "$major" "$minor"
done
mkdir "$new/dev/shm"
mount -t tmpfs -o mode=1777 shm "$new/dev/shm"
ln -s /proc/self/fd "$new/dev/fd"
mount --bind "$folder" "$new/mnt"
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
"""


class Container(NamedTuple):
    """One that has a folder of this machine at ``/mnt``.

    Args:
        folder: all that can be written to.
        processor: the part of a processor that it gets.
        memory: bytes.
    """

    folder: Path
    processor: float = HALF
    memory: int = 768 * MB

    def inside(self, path: Path) -> Path:
        """Where a path of the folder is in the container."""
        return _INSIDE / path.relative_to(self.folder)

    def run(self, *command: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        """A command in the container, as root; it knows nothing but these variables."""
        known = [f"{name}={value}" for name, value in environment.items()]
        with _groups(self) as groups, tempfile.TemporaryDirectory(prefix="kadai-root-", dir="/var/tmp") as new:
            return subprocess.run(
                ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "bash", "-c", _MOUNT, "mount",
                 str(ROOT), str(self.folder), new, *known, *_CONTAINER, "chroot", new, *map(str, command)],
                env={"PATH": os.environ["PATH"], "GROUPS": " ".join(map(str, groups))},
                cwd="/",
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )  # fmt: skip


def available() -> bool:
    """Whether this user may do on this machine what it takes."""
    if os.geteuid() != 0 or not (ROOT / PYTHON[1:]).exists():
        return False
    tried = ["unshare", "--mount", "--net", "--pid", "--fork", "mount", "--make-rprivate", "/"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def limited() -> bool:
    """Whether processor and memory can be limited here."""
    with _groups(Container(Path("/"))) as groups:
        return bool(groups)


@contextlib.contextmanager
def _groups(container: Container) -> Iterator[list[Path]]:
    """The control groups with the container's limits, for as long as it runs; none where they cannot be made."""
    quota = int(container.processor * _PERIOD)
    if (_GROUPS / "cgroup.controllers").exists():
        wanted = {_GROUPS: {"cpu.max": f"{quota} {_PERIOD}", "memory.max": str(container.memory)}}
    else:
        wanted = {
            _GROUPS / "cpu": {"cpu.cfs_period_us": str(_PERIOD), "cpu.cfs_quota_us": str(quota)},
            _GROUPS / "memory": {"memory.limit_in_bytes": str(container.memory)},
        }
    made: list[Path] = []
    try:
        with contextlib.suppress(OSError):
            for above, limits in wanted.items():
                group = Path(tempfile.mkdtemp(prefix="kadai-", dir=above))
                made.append(group)
                for name, value in limits.items():
                    (group / name).write_text(value)
        yield made
    finally:
        for group in made:
            _remove(group)


def _remove(group: Path) -> None:
    """Once the kernel has buried the last process."""
    for _ in range(50):
        with contextlib.suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.1)
