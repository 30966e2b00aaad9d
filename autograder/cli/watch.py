"""``kadai watch``."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.consoles import console
from autograder.cli.keys import Pressed, keys
from autograder.course.handed_out.hints import hints_in
from autograder.errors import UsageError
from autograder.language import said, spoken
from autograder.reports.line_breaks import Words as Styled
from autograder.reports.progress_of_a_file import Seen, changed, left, seen_in
from autograder.sandbox.tied import start_tied
from autograder.text import Language, Text

POLL_SECONDS = 0.3
_WATCHING = Text("\nwatching; Ctrl-C ends", "\n保存を待っています。Ctrl-C で終わります")
_KEYS = Text("[h] next hint   [r] run again   [q] quit", "[h] 次のヒント   [r] もう一度実行   [q] 終了")
_HINT = Text("Hint {n} of {all}: {hint}", "ヒント {n} / {all}: {hint}")
_NO_HINTS = Text(
    "There are no more hints; the handout has the rest.", "ヒントはこれで全部です。あとは課題文を見てください。"
)


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

    Says what is left, and what has changed since the last save; h shows the next hint of the handout, q quits.

    ja: 保存するたびに公開テストを実行します。Ctrl-C で終わります。

    残っているテストと、前の保存から変わったことを表示します。h で課題文の次のヒントを表示し、q で終わります。
    """
    if not file.is_file():
        raise UsageError(Text(f"{file}: there is no such file to watch", f"{file}: そのようなファイルはありません"))
    checking = [*_option("--assignment", assignment), *_option("--course", course), "--lang", language]
    with contextlib.suppress(KeyboardInterrupt), keys() as pressed:  # the usual end
        _Watching(file, checking, pressed).go_on()


def _option(name: str, value: object) -> list[str]:
    return [] if value is None else [f"{name}={value}"]


class _Watching:
    """Runs the checks after each save, and answers keys in between."""

    def __init__(self, file: Path, options: list[str], pressed: Pressed | None) -> None:
        self._file = file
        self._options = options
        self._pressed = pressed
        self._screen = console()
        self._before: Seen = {}
        self._hints = hints_in(file.resolve().parent, spoken())
        self._shown = 0

    def go_on(self) -> None:
        """Until q or Ctrl-C."""
        seen = None
        while True:
            now = _stamp(self._file)
            if now is not None and now != seen:
                seen = now
                self._run()
            key = self._wait()
            if key == "q":
                return
            if key == "h":
                self._hint()
            elif key == "r":
                seen = None

    def _wait(self) -> str:
        if self._pressed:
            return self._pressed(POLL_SECONDS)
        time.sleep(POLL_SECONDS)
        return ""

    def _run(self) -> None:
        self._screen.clear()
        with tempfile.TemporaryDirectory(prefix="kadai-watch-") as folder:
            results = Path(folder, "results.json")
            _check(self._file, [*self._options, f"--results={results}"], self._wait)
            now = seen_in(results)
        if now:
            self._tell(now)
        self._screen.print(said(_WATCHING), style="dim")
        if self._pressed:
            self._screen.print(Styled(said(_KEYS), style="bold"))

    def _tell(self, now: Seen) -> None:
        """What has changed since the last save, and what is left."""
        self._screen.print()
        for text, style in changed(self._before, now):
            self._screen.print(Styled(said(text), style=style))
        clock = time.strftime("%H:%M:%S")
        self._screen.print(Styled(said(left(now, clock)), style="bold"))
        self._before = now

    def _hint(self) -> None:
        if self._shown < len(self._hints):
            self._shown += 1
            hint = self._hints[self._shown - 1]
            text = said(_HINT).format(n=self._shown, all=len(self._hints), hint=hint)
        else:
            text = said(_NO_HINTS)
        self._screen.print(Styled(text, style="cyan"))


def _stamp(file: Path) -> tuple[int, int] | None:
    """Changes with every save; None while an editor is replacing the file."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _check(file: Path, options: list[str], wait: Callable[[], str]) -> None:
    """In a process of its own: a loop or a crash in the file ends that check, not the watching; q ends both."""
    before = _stamp(file)
    process = start_tied(
        # -P: a file called socket.py beside the student's must not be imported here
        [sys.executable, "-P", "-c", "from autograder.cli import main; main()", "check", *options, "--", str(file)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the watching, which ends the check
    )
    try:
        while process.poll() is None and _stamp(file) == before:
            if wait() == "q":
                raise KeyboardInterrupt
    finally:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with whatever the file has started
        process.kill()
        process.wait()
