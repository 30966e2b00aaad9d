"""An assignment's data where submissions find them: copies in a folder that holds nothing else."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path


class DataFolder:
    """A folder of copies, readable by everybody and writable by nobody; gone when its maker closes it, or ends.

    Args:
        files: path within the folder (with ``/``) → file.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="kadai-data-")).resolve()
        self._finalizer = weakref.finalize(self, _remove, self.path, os.getpid())
        for name, file in files.items():
            copy = self.path / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
            copy.chmod(0o444)
        for folder in (self.path, *(path for path in self.path.rglob("*") if path.is_dir())):
            folder.chmod(0o555)

    def close(self) -> None:
        """Remove it."""
        self._finalizer()


def _remove(path: Path, owner: int) -> None:
    if os.getpid() != owner:  # a fork: the folder is not its own
        return
    for folder in (path, *(inner for inner in path.rglob("*") if inner.is_dir())):
        folder.chmod(0o755)
    shutil.rmtree(path, ignore_errors=True)
