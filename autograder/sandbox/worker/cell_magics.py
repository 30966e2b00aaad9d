"""What a notebook's cells ask IPython for, where it defines something: ``%run``, ``%load``, ``%%writefile``.

Such a line comes here as a call of one of these functions, which stand among the builtins.
"""

import builtins
import shlex
import sys
from collections.abc import Callable

from .importer import Run


def install(find: Callable[[str], tuple[str, str]], run: Run) -> None:
    """Let cells run files, which `find` knows by their paths, and write some."""

    def run_file(path: str) -> None:
        """Run a file in the names of whoever asks."""
        run(*find(path), sys._getframe(1).f_globals)

    vars(builtins).update(__run__=run_file, __write__=_write)


def remove() -> None:
    """As if it had never been installed."""
    for name in ("__run__", "__write__"):
        vars(builtins).pop(name, None)


def _write(arguments: str, text: str) -> None:
    words = shlex.split(arguments)
    mode = "a" if {"-a", "--append"}.intersection(words) else "w"
    path = next(word for word in words if not word.startswith("-"))
    with open(path, mode, encoding="utf-8") as file:  # noqa: PTH123  (the submission's own, see `files`)
        file.write(text)
