"""Files that appear whole or not at all."""

import os
import tempfile
from pathlib import Path

PREFIX = ".kadai-"
"""How the name of a file begins while it is being written."""


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to a temporary file beside `path`, then put it in place.

    Raises:
        OSError: if that fails; `path` is then as it was before.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
