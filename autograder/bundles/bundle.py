"""What a bundle is: files with their permissions, written as a folder or a zip, and a manifest that names them."""

import hashlib
import io
import json
import platform
import re
import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import autograder
from autograder.course import Assignment, Course
from autograder.course.secret import fingerprint
from autograder.errors import UsageError, system_said
from autograder.grading.store import numpy_version
from autograder.reports.given import Feedback
from autograder.text import Text
from autograder.writing import write_whole

MANIFEST = "MANIFEST.json"
SECRET = "course/.kadai/secret"
_VALUE = re.compile(r"@@(\w+)@@")
_WHEN = (1980, 1, 1, 0, 0, 0)


class File(NamedTuple):
    """A file of a bundle."""

    content: bytes
    mode: int = 0o644


Files = dict[str, File]
"""By their paths in the bundle, with ``/``."""


class Order(NamedTuple):
    """What the instructor asks for."""

    course: Course
    assignments: tuple[Assignment, ...]
    secret: str
    feedback: Feedback
    deadline: float
    """Seconds for one hand-in."""
    offline: bool = False
    image: str = "kadai-grader"
    """The name of a container's image."""
    publish_hidden: bool = False
    """Whether hidden tests and references may go where everybody can read them."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the assignments."""
        return tuple(assignment.id for assignment in self.assignments)


def template(name: str, values: Mapping[str, object], mode: int = 0o644) -> File:
    """A file made of ``templates/<name>.template``, with ``@@NAME@@`` replaced by the value of `name`."""
    text = (resources.files(autograder) / "bundles" / "templates" / f"{name}.template").read_text(encoding="utf-8")
    return File(_VALUE.sub(lambda m: str(values[m[1].lower()]), text).encode(), mode)


def with_manifest(place: str, order: Order, files: Mapping[str, File]) -> Files:
    """The files, and one that says what they are made of. Of the secret it has the fingerprint alone."""
    made = {
        "format": 1,
        "for": place,
        "kadai": autograder.__version__,
        "python": platform.python_version(),
        "numpy": numpy_version(),
        "assignments": {assignment.id: assignment.digest for assignment in order.assignments},
        "secret_fingerprint": fingerprint(order.secret) if any(name.endswith(SECRET) for name in files) else "",
        "feedback": order.feedback,
        "deadline": order.deadline,
        "files": {
            name: hashlib.sha256(file.content).hexdigest()
            for name, file in sorted(files.items())
            if not name.endswith(SECRET)
        },
    }
    return {**files, MANIFEST: File((json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode())}


def zipped(files: Mapping[str, File]) -> bytes:
    """A zip of them, with their permissions; equal for equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.external_attr = (0o100000 | file.mode) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.content)
    return out.getvalue()


def write(out: Path, files: Mapping[str, File], *, as_zip: bool) -> None:
    """Write a bundle: a zip that its owner alone can read, or a folder, which must be new or empty.

    Raises:
        UsageError: if something else is there, or it cannot be written.
    """
    if not as_zip and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(
            Text(
                f"{out}: is there already; name a folder that is new or empty",
                f"{out}: すでにあります。新しいフォルダか空のフォルダを指定してください",
            )
        )
    try:
        if as_zip:
            _write(out, File(zipped(files), 0o600))
            return
        for name, file in files.items():
            _write(out / name, file)
    except OSError as error:
        why, where = system_said(error), error.filename or out
        raise UsageError(
            Text(f"{where}: cannot be written ({why.en})", f"{where}: 書き込めません（{why.ja}）")
        ) from None


def _write(path: Path, file: File) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if file.mode & 0o077 == 0:
        path.touch(mode=file.mode)  # before there is anything in it
    write_whole(path, file.content)
    path.chmod(file.mode)
