"""Writing files that the user named."""

import sys
from pathlib import Path

from autograder.errors import UsageError
from autograder.reports.files import write_whole


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` whole or not at all; ``-`` is standard output.

    Raises:
        UsageError: if the file cannot be written.
    """
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from None
