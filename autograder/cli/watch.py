"""``kadai watch``."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import console
from autograder.errors import UsageError
from autograder.language import said
from autograder.sandbox.tied import start_tied
from autograder.text import Language, Text

POLL_SECONDS = 0.3
_WATCHING = Text("\nwatching; Ctrl-C ends", "\n保存を待っています。Ctrl-C で終わります")


@click.command(epilog="Example:  kadai watch my_assignment.py")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--assignment",
    metavar="ID",
    help="The assignment, where FILE is not named after it.\nja: 課題の ID（FILE の名前がそれと違うとき）",
)
@options.course
@options.language
def command(file: Path, assignment: str | None, course: Path | None, language: Language) -> None:
    """Run the public checks at every save, until Ctrl-C.

    ja: 保存するたびに公開テストを実行します。Ctrl-C で終わります。
    """
    if not file.is_file():
        raise UsageError(Text(f"{file}: there is no such file to watch", f"{file}: そのようなファイルはありません"))
    with contextlib.suppress(KeyboardInterrupt):  # the usual end
        _watch(file, [*_option("--assignment", assignment), *_option("--course", course), "--lang", language])


def _option(name: str, value: object) -> list[str]:
    return [] if value is None else [f"{name}={value}"]


def _watch(file: Path, options: list[str]) -> None:
    screen = console()
    seen = None
    while True:
        now = _stamp(file)
        if now is not None and now != seen:
            seen = now
            screen.clear()
            _check(file, options)
            screen.print(said(_WATCHING), style="dim")
        time.sleep(POLL_SECONDS)


def _stamp(file: Path) -> tuple[int, int] | None:
    """Changes with every save; None while an editor is replacing the file."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _check(file: Path, options: list[str]) -> None:
    """In a process of its own: a loop or a crash in the file ends that check, not the watching."""
    before = _stamp(file)
    process = start_tied(
        # -P: a file called socket.py beside the student's must not be imported here
        [sys.executable, "-P", "-c", "from autograder.cli import main; main()", "check", *options, "--", str(file)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the watching, which ends the check
    )
    try:
        while process.poll() is None and _stamp(file) == before:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(POLL_SECONDS)
    finally:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with whatever the file has started
        process.kill()
        process.wait()
