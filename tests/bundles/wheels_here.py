"""Wheels of what is installed here, so that a bundle's set-up can be tried where there is no package index."""

import base64
import ensurepip
import hashlib
import importlib.metadata
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from autograder.bundles.contents import HASHES, hashes, pinned
from autograder.course.handed_out.wheels import declared


def unpack(archive: Path, root: Path) -> None:
    """Make ``/autograder`` of a zip for Gradescope, as that place does; what ``--offline`` adds is added from here."""
    (root / "results").mkdir(parents=True)
    with zipfile.ZipFile(archive) as zipped:
        for entry in zipped.infolist():
            path = Path(zipped.extract(entry, root / "source"))
            path.chmod(entry.external_attr >> 16 & 0o777)
    folder = root / "source/wheels"
    wheels(pinned(declared()), folder)
    (root / "source" / HASHES).write_bytes(hashes({path.name: path.read_bytes() for path in folder.glob("*.whl")}))
    shutil.copy(root / "source/run_autograder", root)


def wheels(pins: Iterable[str], folder: Path) -> None:
    """Write a wheel of each of these (``name==version``) and pip's into a folder."""
    for pin in pins:
        _repack(importlib.metadata.distribution(pin.partition("==")[0]), folder)
    (pip,) = (Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl")
    (folder / pip.name).write_bytes(pip.read_bytes())


def _repack(dist: importlib.metadata.Distribution, folder: Path) -> None:
    tag = re.search(r"^Tag: (\S+)", dist.read_text("WHEEL") or "", re.MULTILINE)
    assert tag, f"{dist.name} was not installed from a wheel"
    name = re.sub(r"[-_.]+", "_", dist.name)
    inside = [file for file in dist.files or () if ".." not in file.parts and "__pycache__" not in file.parts]
    files = {str(file): Path(str(file.locate())).read_bytes() for file in inside if file.name not in _LEFT_OUT}
    record = next(str(file) for file in inside if file.name == "RECORD")
    lines = [f"{n},sha256={_digest(content)},{len(content)}" for n, content in files.items()]
    with zipfile.ZipFile(folder / f"{name}-{dist.version}-{tag[1]}.whl", "w", zipfile.ZIP_STORED) as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
        wheel.writestr(record, "\n".join([*lines, f"{record},,"]) + "\n")


_LEFT_OUT = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
