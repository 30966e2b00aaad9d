"""``kadai watch``."""

import contextlib
import multiprocessing
import signal
import time
from pathlib import Path

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.check import check_file
from autograder.errors import UsageError
from autograder.reports.terminal import show_submission
from autograder.text import Language

POLL_SECONDS = 0.3


@click.command(epilog="Example:  kadai watch my_assignment.py")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--assignment", metavar="ID", help="The assignment, where FILE is not named after it.")
@options.course
@options.language
def command(file: Path, assignment: str | None, course: Path | None, language: Language) -> None:
    """Run the public checks at every save, until Ctrl-C."""
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file to watch")
    with contextlib.suppress(KeyboardInterrupt):  # the usual end
        _watch(file, assignment, course, language)


def _watch(file: Path, assignment: str | None, course: Path | None, language: Language) -> None:
    console = Console(highlight=False)
    seen = None
    while True:
        now = _stamp(file)
        if now is not None and now != seen:
            seen = now
            console.clear()
            _check(file, assignment, course, language)
            console.print("\nwatching; Ctrl-C ends", style="dim")
        time.sleep(POLL_SECONDS)


def _stamp(file: Path) -> tuple[int, int] | None:
    """Changes with every save; None while an editor is replacing the file."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size


def _check(file: Path, assignment: str | None, course: Path | None, language: Language) -> None:
    """In a process of its own: a loop or a crash in the file ends that check, not the watching."""
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_show, args=(file, assignment, course, language))
    before = _stamp(file)
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: Ctrl-C is for the watching, which ends the check
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, ours)
    try:
        while process.is_alive() and _stamp(file) == before:
            process.join(POLL_SECONDS)
    finally:
        process.kill()
        process.join()


def _show(file: Path, assignment: str | None, course: Path | None, language: Language) -> None:
    console = Console(highlight=False)
    try:
        show_submission(check_file(file, assignment, course), console, language)
    except UsageError as error:
        console.print(str(error), style="red", markup=False)
