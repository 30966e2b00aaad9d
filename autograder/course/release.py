"""Builds what students receive of an assignment, writes it, and finds where written files have drifted."""

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from autograder.course import notebooks
from autograder.course.assignment import PRIVATE, Assignment
from autograder.course.regions import find_regions
from autograder.course.stubs import stub, stub_cells
from autograder.errors import KadaiError, UsageError

HANDOUTS = ("handout.ja.md", "handout.en.md")  # the course is Japanese: first in the notebook too
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)|<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)")
_FIGURES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")


class Drift(msgspec.Struct, frozen=True):
    """One file of a release that is not as it should be."""

    path: Path
    kind: Literal["missing", "differing", "surplus"]
    diff: str = ""


def build(assignment: Assignment) -> dict[str, bytes]:
    """The files that students receive: path below ``student_template/<id>/`` (with ``/``) → content.

    Raises:
        UsageError: if a source is missing or out of order, or a handout names a figure that is not there.
    """
    id, text = assignment.id, assignment.reference_text()
    files = {f"{id}.py": stub(text, assignment.reference_path).encode()}
    cells = []
    for name in HANDOUTS:
        handout = assignment.folder / name
        if handout.is_file():
            files[name] = _content(handout)
            cells += notebooks.handout_cells(name.split(".")[1], _text(handout))
            files.update(_figures(handout, assignment))
    cells += notebooks.stub_to_cells(stub_cells(text, assignment.reference_path))
    if assignment.public_tests.is_file():
        files[assignment.public_tests.name] = _content(assignment.public_tests)
        cells.append(notebooks.check_cell())
    files.update({name: given.encode() for name, given in assignment.given_texts.items()})
    files[f"{id}.ipynb"] = notebooks.notebook(cells)
    _nothing_private(files, assignment)
    return dict(sorted(files.items()))


def write(assignment: Assignment) -> tuple[Drift, ...]:
    """Make ``student_template/<id>/`` what `build` says, surplus files removed; returns what was changed.

    Raises:
        UsageError: see `build`; or if the folder cannot be written.
    """
    drifts = check(assignment)
    files = build(assignment)
    folder = assignment.template_folder
    try:
        for drift in drifts:
            if drift.kind == "surplus":
                drift.path.unlink()
            else:
                drift.path.parent.mkdir(parents=True, exist_ok=True)
                drift.path.write_bytes(files[drift.path.relative_to(folder).as_posix()])
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written ({error.strerror})") from None
    return drifts


def check(assignment: Assignment) -> tuple[Drift, ...]:
    """Where ``student_template/<id>/`` differs from what `build` says.

    Raises:
        UsageError: see `build`; or if the folder, or something in it, is a link.
    """
    folder = assignment.template_folder
    wanted = build(assignment)
    there = dict(_present(folder))
    drifts = [Drift(path, "surplus") for name, path in there.items() if name not in wanted]
    for name, content in wanted.items():
        if name not in there:
            drifts.append(Drift(folder / name, "missing"))
        elif (old := there[name].read_bytes()) != content:
            drifts.append(Drift(folder / name, "differing", _diff(name, old, content)))
    return tuple(sorted(drifts, key=lambda d: d.path))


def _present(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_symlink():
        raise UsageError(f"{folder}: is a link; a release is written into a real folder")
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if any(part.startswith((".", "__pycache__")) for part in name.parts):
            continue
        if path.is_symlink():
            raise UsageError(f"{path}: is a link; remove it, then `kadai release` writes the file")
        if path.is_file():
            yield name.as_posix(), path


def _diff(name: str, old: bytes, new: bytes) -> str:
    try:
        before, after = (content.decode().splitlines(keepends=True) for content in (old, new))
    except UnicodeDecodeError:
        return f"{name}: the contents differ\n"
    return "".join(difflib.unified_diff(before, after, f"{name} (written)", f"{name} (built)"))


def _figures(handout: Path, assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    """The pictures that a handout shows, which lie in the assignment's folder."""
    for number, line in enumerate(_text(handout).split("\n"), start=1):
        for target in (a or b for a, b in _IMAGE.findall(line)):
            if re.match(r"[a-z][a-z0-9+.-]*:|//|#", target):
                continue
            name, where = PurePosixPath(target), f"{handout}, line {number}"
            if name.is_absolute() or ".." in name.parts or name.suffix.lower() not in _FIGURES:
                raise UsageError(
                    f"{where}: {target!r} is no figure of this assignment; "
                    f"put a {' '.join(_FIGURES)} file into {assignment.folder}"
                )
            if not (assignment.folder / name).is_file():
                raise UsageError(f"{where}: the figure {target!r} is not in {assignment.folder}")
            yield name.as_posix(), _content(assignment.folder / name)


def _nothing_private(files: Mapping[str, bytes], assignment: Assignment) -> None:
    """A last look before anything is handed out: what may be in a release is listed here."""
    id = assignment.id
    allowed = {f"{id}.py", f"{id}.ipynb", "test_public.py", *HANDOUTS, *assignment.given_texts}
    for name in files:
        known = name in allowed or PurePosixPath(name).suffix.lower() in _FIGURES
        if not known or name in PRIVATE:
            raise KadaiError(f"{name} must not reach students: this is a fault of kadai, please report it")
    for name in (n for n in files if n.endswith((".py", ".md"))):
        if find_regions(files[name].decode(), name):
            raise UsageError(f"{assignment.folder}: {name} would show students a marked solution")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


def _text(path: Path) -> str:
    try:
        return _content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8; save the file in that encoding") from None
