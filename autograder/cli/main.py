"""The command group, and how its errors reach the user."""

import importlib
import signal
import sys
from types import FrameType

import click

import autograder
from autograder.errors import KadaiError, UsageError
from autograder.text import without_commands

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
COMMANDS = {
    "grade": "Grade one submission or a class.",
    "check": "Run an assignment's public checks on your own file (for students).",
    "watch": "Like check, again at every save.",
    "release": "Build the students' stubs and notebooks from the references.",
    "validate": "Prove an assignment's tests: reference, stub, misconceptions, equivalents, mutants.",
    "report": "Show a report that `kadai grade --json` wrote.",
    "compare": "Show whose mark moved between two reports, and why.",
    "merge": "Make one report of those of colleagues who graded a part each.",
    "export": "Convert a report for another system.",
    "forget": "Delete what is kept about a submission.",
    "init": "Start a new course in a folder or repository.",
    "new": "Add an assignment to the course.",
    "nbgrader": "Grade a class that nbgrader collected, in parallel.",
    "doctor": "Explain what isolation this machine gives.",
}


class _Commands(click.Group):
    """Imports a sub-command when it is needed: `kadai check` should start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"autograder.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example:  kadai grade submissions/ --assignment my_assignment --html report/",
)
@click.version_option(autograder.__version__, prog_name="kadai")
def kadai() -> None:
    """Grade numeric Python: isolated, explained, fast."""


class Ended(BaseException):
    """Somebody has asked this process to end, by a signal."""


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 a fault or a check of ours failed, 2 wrong usage, 128 + n: by signal n."""
    for number in ENDING:
        if signal.getsignal(number) == signal.SIG_DFL:  # under nohup one of them is ignored
            signal.signal(number, _end)
    kept = "what is graded is kept, the same command goes on from there"
    try:
        sys.exit(kadai.main(standalone_mode=False))  # what a command exits with comes back as a value
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except UsageError as error:
        click.echo(f"kadai: {without_commands(str(error))}", err=True)
        sys.exit(2)
    except KadaiError as error:
        click.echo(f"kadai: {without_commands(str(error))}", err=True)
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        click.echo(f"kadai: interrupted; {kept}", err=True)
        sys.exit(130)
    except Ended as ended:
        number = signal.Signals(ended.args[0])
        click.echo(f"kadai: ended by {number.name}; {kept}", err=True)
        sys.exit(128 + number)


def _end(number: int, frame: FrameType | None) -> None:
    """Unwind, so that everything is closed that is open. A second signal does not interrupt that."""
    for other in ENDING:
        signal.signal(other, signal.SIG_IGN)
    raise Ended(number)
