"""The examiner gives up what an instructor's cells might use against the machine, before it reads any of them.

They are nobody's enemy, and still remove ``/tmp/*``, install packages, configure Git. So: no network, no program, no
privileges, nothing written but in the scratch folder, where ``HOME`` and ``TMPDIR`` lie as well. The layers are those
of workers, but that files can be made there and workers can be asked for.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.sandbox import interpreter
from autograder.sandbox.restrictions import capabilities, landlock, privileges, rlimits, seccomp, undumpable, user
from autograder.sandbox.restrictions.restriction import Preparation, Restriction, Terms
from autograder.sandbox.zygote_process import FIRST_USER

HOME, TEMPORARY = ".home", ".tmp"
_MOST_BYTES = 64 << 20  # of one file
USER = FIRST_USER - 7


def environment(folder: Path) -> dict[str, str]:
    """The variables of a process whose cells run in the folder."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "TZ") if name in os.environ}
    return {
        **kept, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "MPLBACKEND": "Agg",
        "HOME": str(folder / HOME), "TMPDIR": str(folder / TEMPORARY), "MPLCONFIGDIR": str(folder / HOME),
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    }  # fmt: skip


def prepare(folder: Path) -> Preparation:
    """The layers that this machine has for an examiner. To be called in its supervisor, which has tried them."""
    needed = [*interpreter.package_folders(), interpreter.executable(), str(interpreter.PACKAGE)]
    layers = Preparation()
    layers.attempt("user", True, lambda: user.OwnUser(needed, USER))
    layers.attempt("capabilities", True, capabilities.Capabilities)
    layers.attempt("no_new_privs", True, privileges.NoNewPrivileges)
    layers.attempt("undumpable", True, undumpable.Undumpable)
    layers.attempt("rlimits", True, lambda: rlimits.ResourceLimits(_MOST_BYTES))
    layers.attempt("landlock", True, lambda: _Files(folder))
    layers.attempt("seccomp", True, lambda: seccomp.SystemCallFilter(holding=True))
    return layers


class _Files:
    """Landlock, whose rules are made when they are applied: ``/proc/self`` is another folder in each process."""

    name = "landlock"

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        landlock.Landlock([], []).close()  # an OSError here says that there is none

    def apply(self, terms: Terms) -> None:
        """Enter the rules, for good."""
        readable = [*interpreter.readable_paths(), str(interpreter.PACKAGE), "/proc/self"]
        landlock.Landlock(readable, [], [self._folder]).apply(terms)


def confine(restrictions: list[Restriction], memory: int, seconds: float) -> tuple[str, ...]:
    """Give up everything, for good; the names of the layers."""
    terms = Terms(memory=memory, cpu_seconds=int(seconds) + 30, user=USER, zygote=os.getppid())
    os.umask(0o022)
    tempfile.tempdir = None
    _share_temporary_files()
    for restriction in restrictions:
        restriction.apply(terms)
    return tuple(restriction.name for restriction in restrictions)


def _share_temporary_files() -> None:
    """What a test makes for the time being, and hands to the notebook's code, that can read as well."""
    own: Any = tempfile
    make_file: Callable[..., tuple[int, str]] = own._mkstemp_inner
    make_folder = own.mkdtemp

    def file(*arguments: Any) -> tuple[int, str]:
        descriptor, path = make_file(*arguments)
        os.fchmod(descriptor, 0o644)
        return descriptor, path

    def folder(*arguments: Any, **named: Any) -> Any:
        path = make_folder(*arguments, **named)
        Path(os.fsdecode(path)).chmod(0o755)
        return path

    own._mkstemp_inner, own.mkdtemp = file, folder
