"""``kadai doctor``."""

import contextlib
import json
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.cli import options
from autograder.cli.consoles import console
from autograder.cli.output import write_text
from autograder.course import Course
from autograder.errors import KadaiError, UsageError
from autograder.sandbox import Level, Sandbox

WHAT_FOR = {
    "rlimits": "bounds on memory, computing time, files, threads",
    "landlock": "no file can be read but Python's own, none written; no TCP; no signals",
    "seccomp": "no processes, programs, sockets, signals: an allow-list of system calls",
    "no_new_privs": "no program could gain privileges",
    "capabilities": "root's powers are given up",
    "undumpable": "other processes cannot look into a worker",
    "parent_death": "no worker outlives the grader",
    "user": "every worker is a user of its own",
    "namespaces": "nothing of the machine can even be seen, no network exists",
}
NEEDED = ("rlimits", "seccomp", "no_new_privs")
_OTHERWISE = (
    "not needed where namespaces, or a user of its own and a closed course, keep files out of reach; otherwise "
)
_KERNEL = "use Linux 5.13 or later with landlock enabled (lsm= on the kernel's command line)"


@click.command(epilog="Example:  kadai doctor    kadai doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.\nja: 調べたことを JSON で書きます。")
@options.course
def command(as_json: bool, course: Path | None) -> None:
    """Explain what isolation this machine gives, and how to improve it.

    A worker is started and tries for itself what it must not be able to do; in a course, to read the course's files.
    Exit code 0 where isolation is strong or standard, 1 where it is weak.

    ja: このマシンでどこまで隔離できるかと、強くする方法を説明します。

    ワーカーを起動し、してはならないことができないかを実際に試します。コースの中では、コースのファイルを読めないこと
    も試します。隔離が strong か standard なら終了コード 0、weak なら 1 です。
    """
    found = examine(course)
    if as_json:
        write_text(Path("-"), json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    else:
        _show(found, console())
    if found["level"] == "weak":
        raise click.exceptions.Exit(1)


def examine(course: Path | None = None) -> dict[str, Any]:
    """What there is, what is missing and why, and what to do about it.

    Raises:
        UsageError: `course` is no course.
    """
    machine = {
        "system": f"{platform.system()} {platform.release()}",
        "architecture": platform.machine(),
        "python": f"{platform.python_version()} ({sys.executable})",
        "numpy": np.__version__,
    }
    with _private(course) as private:
        assessment = _assess(private)
    missing = {
        name: {"why": why, "advice": advice(name, why)}
        for name in WHAT_FOR
        if name not in assessment.layers and (why := assessment.missing.get(name, "not in force"))
    }
    return {
        "level": assessment.level,
        "layers": list(assessment.layers),
        "missing": missing,
        "reasons": list(assessment.reasons),
        "probe": "passed" if not any(r.startswith("a worker can") for r in assessment.reasons) else "failed",
        "machine": machine,
    }


def _assess(private: Iterable[Path]) -> Level:
    try:
        with Sandbox(private=private) as sandbox:
            return sandbox.assessment
    except KadaiError as error:
        return Level("weak", (), dict.fromkeys(WHAT_FOR, str(error)), (str(error),))


@contextlib.contextmanager
def _private(course: Path | None) -> Iterator[tuple[Path, ...]]:
    """What a worker is to try: the course's files; outside of a course, a folder that is closed as one should be."""
    try:
        yield Course.find(course).private
    except UsageError:
        if course is not None:
            raise
        with tempfile.TemporaryDirectory() as closed:
            yield (Path(closed),)


def advice(name: str, why: str) -> str:
    """What to install or to change so that a layer can be had on this machine."""
    if platform.system() != "Linux":
        return "grade on Linux: other systems have nothing like it"
    if _is_gvisor() and name != "landlock":
        return "this is gVisor, which lacks it; grade in a virtual machine or on the host"
    match name:
        case "landlock":
            return _OTHERWISE + ("grade in a virtual machine, since this is gVisor" if _is_gvisor() else _KERNEL)
        case "seccomp":
            return "grade on an x86-64 or ARM machine, with a kernel that has seccomp"
        case "user":
            return (
                "make Python and its packages readable for all users (a system Python, or a venv outside of a home)"
                if "cannot be read" in why
                else "none needed if namespaces are in force; otherwise grade as root"
            )
        case "namespaces":
            return _advice_on_namespaces(why)
        case _:
            return "report this with the output of `kadai doctor --json`"


def _advice_on_namespaces(why: str) -> str:
    if "not installed" in why:
        return "install bubblewrap: apt install bubblewrap (dnf install bubblewrap)"
    if _reads("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"):
        return (
            "Ubuntu's AppArmor refuses user namespaces: install the package apparmor-profiles and link bwrap's profile "
            "into /etc/apparmor.d, or sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        )
    if _reads("/proc/sys/kernel/unprivileged_userns_clone", "0"):
        return "allow user namespaces: sysctl kernel.unprivileged_userns_clone=1"
    if _reads("/proc/sys/user/max_user_namespaces", "0"):
        return "allow user namespaces: sysctl user.max_user_namespaces=10000"
    return "allow user namespaces; in a container: run it with --security-opt seccomp=unconfined or as a microVM"


def _reads(path: str, content: str) -> bool:
    try:
        return Path(path).read_text().strip() == content
    except OSError:
        return False


def _is_gvisor() -> bool:
    try:
        return "gvisor" in Path("/proc/version").read_text().lower()
    except OSError:
        return False


def _show(found: dict[str, Any], console: Console) -> None:
    colour = {"strong": "green", "standard": "yellow", "weak": "red"}[found["level"]]
    console.print(f"Isolation on this machine: [bold {colour}]{found['level']}[/]")
    table = Table(box=None, pad_edge=False)
    for title in ("layer", "in force", "what it is for, or why it is missing"):
        table.add_column(title)
    for name, what in WHAT_FOR.items():
        if name in found["layers"]:
            table.add_row(name, "[green]yes[/]", what)
        else:
            lost = found["missing"][name]
            needed = "[red]no[/]" if name in NEEDED else "[yellow]no[/]"
            table.add_row(name, needed, f"{what}\n{escape(lost['why'])}\n→ {escape(lost['advice'])}")
    console.print(table)
    console.print(f"A worker tried what it must not be able to do: [bold]{found['probe']}[/]")
    for reason in found["reasons"]:
        console.print(f"  not better because of  {escape(reason)}")
    for name, value in found["machine"].items():
        console.print(f"{name}: {escape(value)}")
