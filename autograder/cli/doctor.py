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
from autograder.language import said
from autograder.sandbox import Level, Sandbox
from autograder.sandbox.levels import why_missing
from autograder.text import Text

WHAT_FOR = {
    "rlimits": Text("bounds on memory, computing time, files, threads", "メモリ・計算時間・ファイル・スレッドの上限"),
    "landlock": Text(
        "no file can be read but Python's own, none written; no TCP; no signals",
        "読めるのは Python 自身のファイルだけで、書き込み・TCP・シグナルは不可",
    ),
    "seccomp": Text(
        "no processes, programs, sockets, signals: an allow-list of system calls",
        "許可したシステムコールだけを通し、プロセス・プログラム・ソケット・シグナルは不可",
    ),
    "no_new_privs": Text("no program could gain privileges", "どのプログラムも権限を増やせない"),
    "capabilities": Text("root's powers are given up", "root の特権を捨てる"),
    "undumpable": Text("other processes cannot look into a worker", "ほかのプロセスからワーカーの中をのぞけない"),
    "parent_death": Text("no worker outlives the grader", "採点プログラムが終わればワーカーも終わる"),
    "user": Text("every worker is a user of its own", "ワーカーごとに別のユーザーを使う"),
    "namespaces": Text(
        "nothing of the machine can even be seen, no network exists",
        "マシンの中は見ることさえできず、ネットワークも存在しない",
    ),
}
NEEDED = ("rlimits", "seccomp", "no_new_privs")
_OTHERWISE = Text(
    "not needed where namespaces, or a user of its own and a closed course, keep files out of reach; otherwise ",
    "namespaces があるか、別のユーザーで動き、コースがほかの人に閉じられていれば不要です。そうでなければ、",
)
_KERNEL = Text(
    "use Linux 5.13 or later with landlock enabled (lsm= on the kernel's command line)",
    "Linux 5.13 以降で landlock を有効にしてください（カーネルのコマンドラインの lsm=）",
)
_VIRTUAL = Text(
    "grade in a virtual machine, since this is gVisor", "ここは gVisor なので、仮想マシンで採点してください"
)
_COLUMNS = (
    Text("layer", "層"),
    Text("in force", "有効"),
    Text("what it is for, or why it is missing", "役割、またはない理由"),
)
_YES, _NO = Text("yes", "あり"), Text("no", "なし")
_PROBED = {"passed": Text("passed", "すべて拒まれました"), "failed": Text("failed", "できてしまうことがありました")}
_MACHINE = {
    "system": Text("system", "システム"),
    "architecture": Text("architecture", "プロセッサー"),
    "python": Text("python", "Python"),
    "numpy": Text("numpy", "NumPy"),
}


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
        write_text(Path("-"), json.dumps(found, indent=2, ensure_ascii=False, default=str) + "\n")
    else:
        show(found, console())
    if found["level"] == "weak":
        raise click.exceptions.Exit(1)


def examine(course: Path | None = None) -> dict[str, Any]:
    """What there is, what is missing and why, and what to do about it; sentences are `Text`, in JSON English.

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
        name: {"why": why_missing(why), "advice": advice(name, why)}
        for name in WHAT_FOR
        if name not in assessment.layers and (why := assessment.missing.get(name, "not in force"))
    }
    return {
        "level": assessment.level,
        "layers": list(assessment.layers),
        "missing": missing,
        "reasons": list(assessment.reasons),
        "probe": "passed" if not any(r.en.startswith("a worker can") for r in assessment.reasons) else "failed",
        "machine": machine,
    }


def _assess(private: Iterable[Path]) -> Level:
    try:
        with Sandbox(private=private) as sandbox:
            return sandbox.assessment
    except KadaiError as error:
        return Level("weak", (), dict.fromkeys(WHAT_FOR, str(error)), (error.text,))


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


def advice(name: str, why: str) -> Text:
    """What to install or to change so that a layer can be had on this machine."""
    if platform.system() != "Linux":
        return Text(
            "grade on Linux: other systems have nothing like it",
            "Linux で採点してください。ほかのシステムにはありません",
        )
    if _is_gvisor() and name != "landlock":
        return Text(
            "this is gVisor, which lacks it; grade in a virtual machine or on the host",
            "ここは gVisor で、この機能がありません。仮想マシンかホストで採点してください",
        )
    match name:
        case "landlock":
            return _OTHERWISE + (_VIRTUAL if _is_gvisor() else _KERNEL)
        case "seccomp":
            return Text(
                "grade on an x86-64 or ARM machine, with a kernel that has seccomp",
                "カーネルに seccomp がある x86-64 か ARM のマシンで採点してください",
            )
        case "user":
            if "cannot be read" in why:
                return Text(
                    "make Python and its packages readable for all users "
                    "(a system Python, or a venv outside of a home)",
                    "Python とパッケージをすべてのユーザーが読める場所に置いてください"
                    "（システムの Python か、ホーム以外の仮想環境）",
                )
            return Text(
                "none needed if namespaces are in force; otherwise grade as root",
                "namespaces が有効なら不要です。そうでなければ root で採点してください",
            )
        case "namespaces":
            return _advice_on_namespaces(why)
        case _:
            return Text(
                "report this with the output of `kadai doctor --json`",
                "`kadai doctor --json` の出力を添えて知らせてください",
            )


def _advice_on_namespaces(why: str) -> Text:
    if "not installed" in why:
        return Text(
            "install bubblewrap: apt install bubblewrap (dnf install bubblewrap)",
            "bubblewrap を入れてください: `apt install bubblewrap`（`dnf install bubblewrap`）",
        )
    if _reads("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"):
        return Text(
            "Ubuntu's AppArmor refuses user namespaces: install the package apparmor-profiles and link bwrap's profile "
            "into /etc/apparmor.d, or sysctl kernel.apparmor_restrict_unprivileged_userns=0",
            "Ubuntu の AppArmor がユーザー名前空間を拒んでいます。パッケージ apparmor-profiles を入れ、bwrap の"
            "プロファイルを /etc/apparmor.d にリンクするか、"
            "`sysctl kernel.apparmor_restrict_unprivileged_userns=0` を実行してください",
        )
    if _reads("/proc/sys/kernel/unprivileged_userns_clone", "0"):
        return _allowing("kernel.unprivileged_userns_clone=1")
    if _reads("/proc/sys/user/max_user_namespaces", "0"):
        return _allowing("user.max_user_namespaces=10000")
    return Text(
        "allow user namespaces; in a container: run it with --security-opt seccomp=unconfined or as a microVM",
        "ユーザー名前空間を許可してください。コンテナなら、`--security-opt seccomp=unconfined` を付けて動かすか、"
        "マイクロ VM にしてください",
    )


def _allowing(setting: str) -> Text:
    return Text(f"allow user namespaces: sysctl {setting}", f"ユーザー名前空間を許可してください: `sysctl {setting}`")


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


def show(found: dict[str, Any], console: Console) -> None:
    """Print what was found."""
    colour = {"strong": "green", "standard": "yellow", "weak": "red"}[found["level"]]
    isolation = said(Text("Isolation on this machine", "このマシンでの隔離"))
    console.print(f"{isolation}: [bold {colour}]{found['level']}[/]")
    table = Table(box=None, pad_edge=False)
    for title in _COLUMNS:
        table.add_column(said(title), overflow="fold")
    for name, what in WHAT_FOR.items():
        if name in found["layers"]:
            table.add_row(name, f"[green]{said(_YES)}[/]", said(what))
        else:
            lost = found["missing"][name]
            colour = "red" if name in NEEDED else "yellow"
            told = f"{said(what)}\n{escape(said(lost['why']))}\n→ {escape(said(lost['advice']))}"
            table.add_row(name, f"[{colour}]{said(_NO)}[/]", told)
    console.print(table)
    tried = said(Text("A worker tried what it must not be able to do", "してはならないことをワーカーが試した結果"))
    console.print(f"{tried}: [bold]{said(_PROBED[found['probe']])}[/]")
    for reason in found["reasons"]:
        why = said(Text("not better because of  ", "これより強くない理由: "))
        console.print(f"  {why}{escape(said(reason))}")
    for name, value in found["machine"].items():
        console.print(f"{said(_MACHINE[name])}: {escape(value)}")
