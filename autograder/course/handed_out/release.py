"""Builds what students receive of an assignment, and the instructor's notebook; finds where files have drifted."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from autograder.checks import CheckInfo
from autograder.course.assignment import PRIVATE, Assignment
from autograder.course.handed_out.card import FILE as CARD
from autograder.course.handed_out.card import card_of
from autograder.course.handed_out.cells import notebook_cells, written_section
from autograder.course.handed_out.notebooks import Cell, instructors_notebook, students_notebook
from autograder.course.handed_out.regions import find_regions
from autograder.course.handed_out.released import FILE as RELEASED
from autograder.course.handed_out.stubs import stub
from autograder.course.imports import imported_names
from autograder.course.private_modules import module_files
from autograder.course.written import FILE as WRITTEN
from autograder.course.written import read_questions
from autograder.errors import KadaiError, UsageError, system_said
from autograder.text import Language, Text
from autograder.writing import write_whole

HANDOUTS = ("handout.ja.md", "handout.en.md")  # the course is Japanese: first in the notebook too
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)|<img\b[^>]*?\bsrc\s*=\s*[\"']([^\"']+)")
_FIGURES = (".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")


class Drift(msgspec.Struct, frozen=True):
    """One file of a release that is not as it should be."""

    path: Path
    kind: Literal["missing", "differing", "surplus"]
    diff: str = ""


class Release:
    """What students receive of an assignment, and the instructor's notebook: built once, then compared and written.

    Args:
        assignment: whose sources are read.
        checks: that it has.

    Raises:
        UsageError: if a source is missing or out of order, or a handout names a figure that is not there.
    """

    def __init__(self, assignment: Assignment, checks: Iterable[CheckInfo]) -> None:
        self.assignment = assignment
        cells = notebook_cells(assignment, checks, ((_language(h), _text(h)) for h in _handouts(assignment)))
        self.files = _build(assignment, cells)
        """The files that students receive: path below ``student_template/<id>/`` (with ``/``) → content."""
        self._wanted = {assignment.template_folder / name: content for name, content in self.files.items()}
        self._wanted[assignment.instructors_notebook] = instructors_notebook(cells)
        self._wanted[assignment.folder / RELEASED] = assignment.released.file()

    def drifts(self) -> tuple[Drift, ...]:
        """Where ``student_template/<id>/``, the instructor's notebook and ``released.txt`` are not as they should be.

        Raises:
            UsageError: if the folder, or something in it, is a link.
        """
        assignment = self.assignment
        ours = [assignment.instructors_notebook, assignment.folder / RELEASED]
        there = {*_present(assignment.template_folder), *_unlinked(ours)}
        drifts = [Drift(path, "surplus") for path in there if path not in self._wanted]
        for path, content in self._wanted.items():
            if path not in there:
                drifts.append(Drift(path, "missing"))
            elif (old := path.read_bytes()) != content:
                drifts.append(Drift(path, "differing", _diff(path.name, old, content)))
        return tuple(sorted(drifts, key=lambda d: d.path))

    def write(self) -> tuple[Drift, ...]:
        """Make the files what they should be, surplus ones removed.

        Returns:
            What was changed.

        Raises:
            UsageError: see `drifts`; or if the folder cannot be written.
        """
        drifts = self.drifts()
        try:
            for drift in drifts:
                if drift.kind == "surplus":
                    drift.path.unlink()
                else:
                    drift.path.parent.mkdir(parents=True, exist_ok=True)
                    write_whole(drift.path, self._wanted[drift.path])
        except OSError as error:
            where = error.filename or self.assignment.template_folder
            raise UsageError(
                Text(
                    f"{where}: cannot be written ({error.strerror})",
                    f"{where}: 書き込めません（{system_said(error).ja}）",
                )
            ) from None
        return drifts


def _build(assignment: Assignment, cells: tuple[Cell, ...]) -> dict[str, bytes]:
    id = assignment.id
    files = {
        f"{id}.py": stub(assignment.reference_text(), assignment.reference_path).encode(),
        f"{id}.ipynb": students_notebook(cells),
        CARD: card_of(assignment),
    }
    for handout in _handouts(assignment):
        files[handout.name] = _content(handout) + _questions(assignment, handout).encode()
        files.update(_figures(handout, assignment))
    if assignment.public_tests.is_file():
        files[assignment.public_tests.name] = _content(assignment.public_tests)
    files.update({name: given.encode() for name, given in assignment.given_texts.items()})
    files.update({name: _content(path) for name, path in assignment.data.items()})
    _nothing_private(files, assignment)
    return dict(sorted(files.items()))


def _questions(assignment: Assignment, handout: Path) -> str:
    """The written questions as the end of a handout, for those who do not use the notebook."""
    text = written_section(read_questions(assignment.folder / WRITTEN), _language(handout))
    return f"\n{text}\n" if text else ""


def _language(handout: Path) -> Language:
    return "en" if handout.name == "handout.en.md" else "ja"


def _handouts(assignment: Assignment) -> list[Path]:
    return [path for name in HANDOUTS if (path := assignment.folder / name).is_file()]


def _present(folder: Path) -> Iterator[Path]:
    if folder.is_symlink():
        raise UsageError(
            Text(
                f"{folder}: is a link; a release is written into a real folder",
                f"{folder}: リンクです。配布物は本物のフォルダに書きます",
            )
        )
    names = ((path, path.relative_to(folder).parts) for path in folder.rglob("*"))
    yield from _unlinked(p for p, parts in names if not any(n.startswith((".", "__pycache__")) for n in parts))


def _unlinked(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among some paths."""
    for path in paths:
        if path.is_symlink():
            raise UsageError(
                Text(
                    f"{path}: is a link; remove it, then `kadai release` writes the file",
                    f"{path}: リンクです。取り除けば `kadai release` がファイルを書きます",
                )
            )
        if path.is_file():
            yield path


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
                    Text(
                        f"{where}: {target!r} is no figure of this assignment; "
                        f"put a {' '.join(_FIGURES)} file into {assignment.folder}",
                        f"{where}: {target!r} はこの課題の図ではありません。{' '.join(_FIGURES)} のファイルを "
                        f"{assignment.folder} に置いてください",
                    )
                )
            if not (assignment.folder / name).is_file():
                raise UsageError(
                    Text(
                        f"{where}: the figure {target!r} is not in {assignment.folder}",
                        f"{where}: 図 {target!r} が {assignment.folder} にありません",
                    )
                )
            yield name.as_posix(), _content(assignment.folder / name)


def _nothing_private(files: Mapping[str, bytes], assignment: Assignment) -> None:
    """A last look before anything is handed out: what may be in a release is listed here."""
    _nothing_shared(files, assignment)
    id = assignment.id
    allowed = {f"{id}.py", f"{id}.ipynb", "test_public.py", CARD, *HANDOUTS, *assignment.given_texts, *assignment.data}
    for name in files:
        known = name in allowed or PurePosixPath(name).suffix.lower() in _FIGURES
        if not known or name in PRIVATE:
            raise KadaiError(
                Text(
                    f"{name} must not reach students: this is a fault of kadai, please report it",
                    f"{name} は学生に渡してはならないものです。kadai の不具合なので、ご報告ください",
                )
            )
    for name in (n for n in files if n.endswith((".py", ".md"))):
        if find_regions(files[name].decode(), name):
            raise UsageError(
                Text(
                    f"{assignment.folder}: {name} would show students a marked solution",
                    f"{assignment.folder}: {name} を配ると、印の付いた解答が学生に見えます",
                )
            )


def _nothing_shared(files: Mapping[str, bytes], assignment: Assignment) -> None:
    """Students never get what lies in shared folders, so nothing that they get can import it."""
    shared = {name: file for folder in assignment.uses for name, file in module_files(folder).items()}
    for name in (n for n in files if n.endswith(".py")):
        for module in sorted(imported_names(files[name].decode()) & shared.keys()):
            raise UsageError(
                Text(
                    f"{assignment.folder}: {name} imports {module!r}, but students are never given {shared[module]}; "
                    "give them a module of their own (given = [...] in assignment.toml), or write it out",
                    f"{assignment.folder}: {name} は {module!r} を import していますが、"
                    f"{shared[module]} は学生に配られません。専用のモジュールを配る（assignment.toml "
                    "の given = [...]）か、直接書いてください",
                )
            )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text(f"{path}: cannot be read ({error.strerror})", f"{path}: 読めません（{system_said(error).ja}）")
        ) from None


def _text(path: Path) -> str:
    try:
        return _content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(
            Text(
                f"{path}: not UTF-8; save the file in that encoding",
                f"{path}: UTF-8 ではありません。UTF-8 で保存してください",
            )
        ) from None
