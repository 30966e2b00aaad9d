"""Writing files that the user named."""

import os
import sys
import tempfile
from pathlib import Path

from autograder.errors import UsageError


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
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file") from None
