"""Goes through all folders and zip files of one hand-in, within bounds, and says what it did not look into."""

import re
from collections import deque
from collections.abc import Iterator

from autograder.course.handed_in import unreadable
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.trees import Entry
from autograder.course.handed_in.unreadable import Unreadable
from autograder.structs import Struct
from autograder.text import NOTHING, Text, file_name

MAX_ARCHIVE = 2**26
MAX_DEPTH = 20
_MAX_FOLDER = 20_000  # entries of one folder: listing them takes 0.1 s
_MAX_MEMBERS = 50_000  # of zip files within a hand-in, all together
# Folders of packages that somebody else has written, and of systems.
_PACKAGES = frozenset({
    "venv", "virtualenv", "site-packages", "dist-packages", "node_modules", "__pypackages__", "conda-meta",
})  # fmt: skip
_ENVIRONMENT = "pyvenv.cfg"
_SOURCE = re.compile(r"\.(?:py|ipynb)(?:\.(?:txt|json|download))?\Z", re.IGNORECASE)
_NBGRADERS = "timestamp.txt"  # it puts that into what it collects
_MENTIONED = 20
_TEXT = ("", ".txt", ".json", ".text")


class File(Struct, frozen=True):
    """A file of a hand-in: the folder or zip that it lies in, its name there, and the way to it."""

    tree: Measured
    name: str
    parts: tuple[str, ...]
    is_plain: bool = True
    """Whether it is no link, pipe or device."""

    @property
    def path(self) -> str:
        """Its path within the hand-in, as it came; bytes that are no UTF-8 are written as escapes."""
        path = "/".join((*self.parts, self.name))
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    @property
    def is_module(self) -> bool:
        """Whether a program could import or run it: nothing stands behind its suffix."""
        return self.name.lower().endswith((".py", ".ipynb"))


class HandIn(Struct):
    """What there is in a hand-in."""

    tree: Measured
    sources: list[File] = []
    """Python files and notebooks by their names."""
    texts: list[File] = []
    """What might be one although its name does not say so."""
    unknown: list[File] = []
    """All others, as far as they are worth mentioning."""
    notes: list[Text] = []
    skipped: list[str] = []
    """Folders of packages."""
    members: int = 0
    """Of all zip files in it that were opened."""

    def note(self, text: Text) -> None:
        """Something to be said, unless there is more than anybody reads."""
        if len(self.notes) < _MENTIONED:
            self.notes.append(text)


def walk(tree: Measured, into_zips: bool = True) -> HandIn:
    """All files of a hand-in, the upper ones first.

    Raises:
        Unreadable: if it cannot be listed at all.
    """
    found = HandIn(tree)
    folders: deque[tuple[Measured, tuple[str, ...]]] = deque([(tree, ())])
    zips: list[File] = []
    while folders:
        here, parts = folders.popleft()
        for entry in _entries(here, parts, found):
            if entry.name == _NBGRADERS:
                continue
            file = File(here, entry.name, parts, entry.kind == "file")
            if entry.kind == "folder":
                _enter(here, entry.name, parts, folders, found)
            elif _SOURCE.search(entry.name):
                found.sources.append(file)
            elif entry.is_archive and entry.kind == "file":
                zips.append(file)
            elif entry.suffix in _TEXT and entry.kind == "file" and len(found.texts) < _MENTIONED:
                found.texts.append(file)
            elif len(found.unknown) < _MENTIONED:
                found.unknown.append(file)
        if not folders and into_zips:
            folders.extend(_opened(zips, found))
            zips.clear()
    if found.skipped:
        found.note(_packages(found.skipped))
    return found


def _entries(tree: Measured, parts: tuple[str, ...], found: HandIn) -> list[Entry]:
    try:
        entries = tree.entries(_MAX_FOLDER)
    except Unreadable as error:
        if not parts and not isinstance(error, unreadable.TooMany):
            raise
        found.note(_not_looked_into("/".join(parts) or tree.name, error.text))
        return []
    if parts and any(entry.name == _ENVIRONMENT for entry in entries):
        found.skipped.append(parts[-1])
        return []
    return entries


def _enter(
    tree: Measured, name: str, parts: tuple[str, ...], folders: deque[tuple[Measured, tuple[str, ...]]], found: HandIn
) -> None:
    if name.casefold() in _PACKAGES:
        found.skipped.append(name)
    elif len(parts) < MAX_DEPTH:
        folders.append((tree.folder(name), (*parts, name)))
    else:
        found.note(_not_looked_into("/".join((*parts, name)), _TOO_DEEP))


def _opened(zips: list[File], found: HandIn) -> Iterator[tuple[Measured, tuple[str, ...]]]:
    for file in zips:
        try:
            if found.members > _MAX_MEMBERS or len(file.parts) >= MAX_DEPTH:
                raise unreadable.too_many(file.name, _MAX_MEMBERS)
            archive = Archive(file.tree.read(file.name, MAX_ARCHIVE), file.name)
            found.members += archive.members
            archive.entries(_MAX_FOLDER)
        except Unreadable as error:
            if len(found.unknown) < _MENTIONED:
                found.unknown.append(file)
            found.note(_not_looked_into(file.path, error.text))
            continue
        yield file.tree.within(archive), (*file.parts, file.name)


_TOO_DEEP = Text(f"It lies more than {MAX_DEPTH} folders deep.", f"フォルダが {MAX_DEPTH} 階層を超えています。")


def _not_looked_into(path: str, why: Text) -> Text:
    shown = file_name(path)
    return Text(f"{shown} was not looked into. {why.en}", f"{shown} の中は調べていません。{why.ja}")


def _packages(names: list[str]) -> Text:
    distinct = sorted(set(names))
    shown = ", ".join(map(file_name, distinct[:5])) + (", …" if len(distinct) > 5 else "")
    return Text(
        f"Not looked into, since it holds installed packages: {shown}.",
        f"インストールされたパッケージのフォルダの中は調べていません: {shown}。",
    )


def described(hand_in: HandIn, limit: int = 4) -> Text:
    """What there is, for a sentence: some files by their names, the number of all others."""
    names = [file.path for file in (*hand_in.sources, *hand_in.texts, *hand_in.unknown)]
    if not names:
        return NOTHING
    shown, more = [file_name(name) for name in names[:limit]], len(names) - limit
    if more > 0:
        many = f"more than {_MENTIONED}" if len(hand_in.unknown) >= _MENTIONED else str(more)
        files = "file" if many == "1" else "files"
        return Text(
            f"{', '.join(shown)} and {many} other {files}",
            f"{'、'.join(shown)} など {len(names)} 個以上のファイルがありますが",
        )
    english = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    return Text(english, f"{'、'.join(shown)} がありますが")


def at(tree: Measured, path: str) -> File:
    """The file at a path within a hand-in, through folders and zip files. Raises: Unreadable, if there is none."""
    *parts, name = path.split("/")
    for part in parts:
        kinds = {entry.name: entry.kind for entry in tree.entries(_MAX_FOLDER)}
        if kinds.get(part) == "file" and Entry(part, "file").is_archive:
            tree = tree.opened(part, MAX_ARCHIVE)
        else:
            tree = tree.folder(part)
    if all(entry.name != name for entry in tree.entries(_MAX_FOLDER)):
        raise unreadable.missing(path)
    return File(tree, name, tuple(parts))
