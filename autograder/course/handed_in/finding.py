"""Finds the hand-ins of a class, on disk or in a zip: what lies there is one, belongs to one, or is listed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.arrival import Arrival, Clash, Ignored
from autograder.course.handed_in.grouping import Grouped, grouped, shown_path
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.shape import could_be_one, has_students, is_one, is_wrapper, only_folder
from autograder.course.handed_in.submissions import Submission
from autograder.course.handed_in.systems import PLAIN, SYSTEMS, read_names
from autograder.course.handed_in.systems.from_folders import SUFFIXES
from autograder.course.handed_in.systems.system import Aside, Person, Piece
from autograder.course.handed_in.trees import MAX_CLASS, Entry, Folder, Tree, keep_private
from autograder.course.handed_in.unreadable import Unreadable
from autograder.errors import UsageError
from autograder.structs import Struct, replace
from autograder.text import Text, file_name, nearest

_HIDDEN = Text(
    "Hidden, or put there by a file manager, an editor or Python.",
    "隠しファイル、またはファイル管理ソフト・エディタ・Python が作ったものです。",
)
_MAX_DEPTH = 8


class Found(Struct):
    """All that lies at the paths that the user named."""

    hand_ins: list[Submission]
    clashes: list[Clash]
    ignored: list[Ignored]
    hints: list[Text]
    """What the user may want to know of how the paths were read."""


class How(Struct, frozen=True):
    """How to find them: by which system's names, and whether each path is one hand-in."""

    system: str | None = None
    one: bool = False


_HOW = How()


def discover(paths: Iterable[str | Path], assignment: Assignment) -> list[Submission]:
    """The submissions at some paths. Raises: as `find`."""
    return find(paths, assignment).hand_ins


def find(paths: Iterable[str | Path], assignment: Assignment, how: How = _HOW) -> Found:
    """The hand-ins at some paths: files, folders or zips, of one student or of a class.

    What lies beside one another is read as one class, whether its folder was named or all that is in it. A folder or
    zip is one hand-in if it holds a file named after the assignment with what that needs: see `shape`. What cannot be
    read is found too: reading says why. Two hand-ins of one id are a `Clash`, and neither is among the hand-ins.

    Raises:
        UsageError: if a path is missing or of a kind that cannot be handed in, or if there is no submission.
    """
    keep_private(*assignment.course.private)
    if how.system is not None and how.system not in SYSTEMS:
        raise UsageError(
            Text(
                f"--from {how.system}: kadai knows {', '.join(SYSTEMS)}{nearest(how.system, SYSTEMS)}",
                f"--from {how.system}: 使えるのは {', '.join(SYSTEMS)} です{nearest(how.system, SYSTEMS).ja}",
            )
        )
    listed = [Path(p) for p in paths]
    if not listed:
        raise UsageError(
            Text(
                "no submissions were named: give files, folders or zip files",
                "提出物が指定されていません。ファイル、フォルダ、または zip を指定してください",
            )
        )
    found = Found([], [], [], [])
    finder = _Finder(assignment, how, found.hints)
    for part in finder.all_at(listed):
        found.hand_ins += part.hand_ins
        found.clashes += part.clashes
        found.ignored += part.ignored
    _tell_apart(found)
    if not found.hand_ins and not found.clashes:
        raise UsageError(
            Text(
                f"{listed[0]}: there is no submission in it; expected one file ({', '.join(SUFFIXES)}) "
                "or one sub-folder per student",
                f"{listed[0]}: 提出物が入っていません。1 つのファイル（{', '.join(SUFFIXES)}）か、学生ごとのフォル"
                "ダが必要です",
            )
        )
    return found


def _tell_apart(found: Found) -> None:
    """Hand-ins of one id that came from different places clash."""
    by_id: dict[str, list[Submission]] = {}
    for submission in found.hand_ins:
        by_id.setdefault(submission.id, []).append(submission)
    clashing = {clash.id: clash for clash in found.clashes}
    for id, several in by_id.items():
        if len(several) > 1 or id in clashing:
            origins = tuple(s.origin for s in several)
            clashing[id] = Clash(id, (*(clashing[id].origins if id in clashing else ()), *origins))
    found.clashes = list(clashing.values())
    found.hand_ins = [s for s in found.hand_ins if s.id not in clashing]


class _Finder:
    """Looks at paths for one assignment."""

    def __init__(self, assignment: Assignment, how: How, hints: list[Text]) -> None:
        self._assignment = assignment
        self._hints = hints
        self._how = how

    def all_at(self, paths: Sequence[Path]) -> Iterator[Grouped]:
        """What lies at all of the paths; those beside one another are read together."""
        groups: dict[Path, list[Path]] = {}
        for path in paths:
            if not path.exists():
                raise UsageError(
                    Text(
                        f"{path}: there is no such file or folder", f"{path}: そのようなファイルやフォルダはありません"
                    )
                )
            is_apart = self._how.one or path.is_symlink() or path.resolve() == path.parent.resolve()
            groups.setdefault(path if is_apart else path.absolute().parent, []).append(path)
        for parent, several in groups.items():
            if self._how.one:
                yield from map(self._one, several)
            elif parent is several[0]:
                yield self._alone(parent)
            else:
                yield from self._beside(parent, several)

    def _beside(self, parent: Path, paths: Sequence[Path]) -> Iterator[Grouped]:
        """Paths in one folder. A single one speaks for itself; several folders may be several students'."""
        folders = [p for p in paths if p.is_dir()]
        if len(folders) > 1 and self._are_students(parent, folders):
            folders = []
        if len(paths) == 1 and not paths[0].is_dir() and not _is_archive(paths[0]):
            yield self._named(parent, paths)
            return
        alone = paths if len(paths) == 1 else folders
        for path in alone:
            yield self._alone(path)
        rest = [p for p in paths if p not in alone]
        zips = [p for p in rest if _is_archive(p) and p.is_file() and self._is_class_zip(p)]
        for path in zips:
            yield self._alone(path)
        if rest := [p for p in rest if p not in zips]:
            yield self._named(parent, rest)

    def _are_students(self, parent: Path, folders: Sequence[Path]) -> bool:
        """Whether several folders that were named are a student's each: one certainly is, or all hold the same."""
        entries = [Entry(f.name, "folder") for f in folders]
        if read_names(Folder(parent), entries, self._assignment, self._how.system)[0] != PLAIN.name:
            return True
        inside = [_listed(Folder(f.absolute()), str(f)) for f in folders]
        pairs = zip(folders, inside, strict=True)
        if any(is_one(Folder(f.absolute()), es, self._assignment) for f, es in pairs):
            return True
        names = {tuple(e.name for e in es if e.suffix in SUFFIXES) for es in inside}
        return len(folders) > 2 and len(names) == 1

    def _is_class_zip(self, path: Path) -> bool:
        """Whether a zip among other paths is a class of its own."""
        tree = Archive(path.resolve(), path.name)
        try:
            entries = tree.entries(MAX_CLASS)
        except Unreadable:
            return False
        return not is_one(tree, entries, self._assignment) and len(entries) > 1

    def _named(self, parent: Path, paths: Sequence[Path]) -> Grouped:
        """Files and students' folders that were named, as if their folder held nothing else."""
        tree = Folder(parent)
        kinds = {e.name: e for e in _listed(tree, str(parent), hidden=True)}
        entries = [kinds.get(p.name) or Entry(p.name, "other") for p in paths]
        where = str(paths[0].parent) if str(paths[0].parent) != "." else ""
        result = self._read(tree, where, entries)
        if len(paths) == 1 and (not result.hand_ins or not paths[0].is_file()):
            raise UsageError(
                Text(
                    f"{paths[0]}: a submission is a {', '.join(SUFFIXES)} file, or a folder of those",
                    f"{paths[0]}: 提出物は {', '.join(SUFFIXES)} のファイルか、それらの入ったフォルダです",
                )
            )
        return result

    def _alone(self, path: Path) -> Grouped:
        if path.is_dir():
            tree: Tree = Folder(path.absolute())
            return self._within(tree, path, _listed(tree, str(path)))
        if _is_archive(path) and path.is_file():
            return self._zipped(Archive(path.resolve(), path.name), path)
        if not path.is_file() or Entry(path.name, "file").suffix not in SUFFIXES:
            raise UsageError(
                Text(
                    f"{path}: a submission is a {', '.join(SUFFIXES)} file, or a folder of those",
                    f"{path}: 提出物は {', '.join(SUFFIXES)} のファイルか、それらの入ったフォルダです",
                )
            )
        real = path.resolve()  # a link that the user names is the user's own
        return self._single(Folder(real.parent), path, Entry(real.name, "file"))

    def _zipped(self, tree: Archive, path: Path) -> Grouped:
        try:
            result = self._within(tree, path, tree.entries(MAX_CLASS))
        except Unreadable:
            return self._whole(tree, path)  # reading says why
        for odd in tree.odd:
            shown = shown_path(str(path), [p for p in re.split(r"[/\\]", odd.path) if p not in ("", ".")])
            result.ignored.append(Ignored(shown, odd.reason))
            _doubt(result, shown, odd.reason)
        return result

    def _one(self, path: Path) -> Grouped:
        """`path` as one hand-in: beside a file, its helpers are found."""
        if path.is_dir():
            return self._whole(Folder(path.absolute()), path)
        real = path.resolve()
        if _is_archive(path):
            return self._whole(Archive(real, path.name), path)
        if not path.is_file():
            raise UsageError(
                Text(
                    f"{path}: a submission is a {', '.join(SUFFIXES)} file, or a folder of those",
                    f"{path}: 提出物は {', '.join(SUFFIXES)} のファイルか、それらの入ったフォルダです",
                )
            )
        return self._single(Folder(real.parent), path, Entry(real.name, "file"), alone=True)

    def _single(self, tree: Tree, path: Path, entry: Entry | None, *, alone: bool = False) -> Grouped:
        name = path.absolute().name if path.is_dir() else Entry(path.name, "file").stem
        if path.is_dir() and name in ("", ".."):
            name = path.resolve().name
        arrival = Arrival(Person(composed(name)), entries=(shown_path(str(path), ()),))
        return Grouped([Submission(arrival, str(path), self._assignment, tree, entry, alone=alone)], [], [])

    def _whole(self, tree: Tree, path: Path) -> Grouped:
        return self._single(tree, path, None)

    def _within(self, tree: Tree, path: Path, entries: Sequence[Entry]) -> Grouped:
        """A class, wherever below it is; or one hand-in."""
        if is_one(tree, entries, self._assignment) and not self._is_a_class(tree, entries):
            return self._whole(tree, path)
        where, left = str(path), list(_hidden(tree, str(path)))
        for depth in range(_MAX_DEPTH + 1):
            system, said = read_names(tree, entries, self._assignment, self._how.system)
            pieces = [p for _, heard in said for p in heard if isinstance(p, Piece)]
            is_all = len(pieces) == 1 and pieces[0].kind == "folder"
            if system != PLAIN.name or not is_all or depth == _MAX_DEPTH:
                break
            inner = tree.folder(pieces[0].at[-1])
            try:
                below = inner.entries(MAX_CLASS)
            except Unreadable:
                break
            if not is_wrapper(inner, below, self._assignment) and not self._is_a_class(inner, below):
                break
            left += [Ignored(shown_path(where, a.at), a.reason) for a in _asides(said)]
            where = shown_path(where, [inner.name])
            tree, entries = inner, below
            left += _hidden(tree, where)
        if system == PLAIN.name and could_be_one(tree, entries, self._assignment):
            self._hints.append(_read_as_a_class(where))
        result = grouped(tree, where, (p for _, heard in said for p in heard), self._assignment)
        result.ignored[:0] = left
        return result

    def _is_a_class(self, tree: Tree, entries: Sequence[Entry], depth: int = _MAX_DEPTH) -> bool:
        """Whether a system has named what lies here; or, in the one folder that there is, somebody has for students."""
        if self._is_a_systems(tree, entries):
            return True
        folder = only_folder(entries)
        if folder is None or depth == 0:
            return False
        inner = tree.folder(folder.name)
        try:
            below = inner.entries(MAX_CLASS)
        except Unreadable:
            return False
        return has_students(inner, below, self._assignment) or self._is_a_class(inner, below, depth - 1)

    def _is_a_systems(self, tree: Tree, entries: Sequence[Entry]) -> bool:
        return read_names(tree, entries, self._assignment, self._how.system)[0] != PLAIN.name

    def _read(self, tree: Tree, where: str, entries: Sequence[Entry]) -> Grouped:
        _, said = read_names(tree, entries, self._assignment, self._how.system)
        return grouped(tree, where, (p for _, heard in said for p in heard), self._assignment)


def _read_as_a_class(where: str) -> Text:
    shown = file_name(where)
    return Text(
        f"{shown} was read as a class with a student for each file; if it is one student's, add --one",
        f"{shown} は、ファイルごとに 1 人の学生の提出とみなしました。1 人の提出物なら --one を付けてください",
    )


def _doubt(result: Grouped, path: str, why: Text) -> None:
    """Something of a hand-in could not be reached: it is looked at, and where it is the whole hand-in, not graded."""
    for i, submission in enumerate(result.hand_ins):
        if path in submission.arrival.entries:
            result.clashes.append(Clash(submission.id, (path, path)))
            del result.hand_ins[i]
            return
        if any(path.startswith(f"{entry}/") for entry in submission.arrival.entries):
            text = Text(f"{path}: {why.en}.", f"{path}: {why.ja}。")
            submission.arrival = replace(submission.arrival, doubt=text)
            return


def _asides(said: Iterable[tuple[Entry, Sequence[Piece | Aside]]]) -> Iterator[Aside]:
    return (a for _, heard in said for a in heard if isinstance(a, Aside))


def _listed(tree: Tree, where: str, *, hidden: bool = False) -> list[Entry]:
    try:
        return sorted([*tree.entries(MAX_CLASS), *(tree.left_out() if hidden else ())])
    except Unreadable as error:
        raise UsageError(f"{where}: " + error.text) from None


def _hidden(tree: Tree, where: str) -> Iterator[Ignored]:
    """What `Tree.entries` leaves out of a class's folder."""
    for entry in tree.left_out():
        yield Ignored(shown_path(where, [entry.name]), _HIDDEN)


def _is_archive(path: Path) -> bool:
    return Entry(path.name, "file").is_archive
