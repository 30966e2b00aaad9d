"""From pieces to hand-ins: what of a student belongs together, which version counts, and what cannot be told apart."""

from collections import Counter
from collections.abc import Iterable, Sequence

from autograder.course.assignment import Assignment
from autograder.course.handed_in.arrival import Arrival, Clash, Ignored
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.submissions import Member, Submission
from autograder.course.handed_in.systems.system import Aside, Person, Piece
from autograder.course.handed_in.trees import Entry, Tree
from autograder.structs import Struct
from autograder.text import Text, file_name

_A_TEXT = Text(
    "A text that the system keeps with the hand-in; the files that were handed in count.",
    "システムが提出物に添えた文章です。提出されたファイルを採点します。",
)
_ONLY_A_TEXT = Text(
    "What was handed in last holds a text only; an older version with files was taken. Look at both.",
    "最後の提出は文章だけです。ファイルのある古い版を採点しました。両方を確認してください。",
)


class Grouped(Struct):
    """What the entries of one folder come to."""

    hand_ins: list[Submission]
    clashes: list[Clash]
    ignored: list[Ignored]


def grouped(tree: Tree, where: str, said: Iterable[Piece | Aside], assignment: Assignment) -> Grouped:
    """The hand-ins in a folder, in the order in which their first pieces come; `where` is what to call the folder."""
    found = Grouped([], [], [])
    students: dict[tuple[str, str], list[Piece]] = {}
    for one in said:
        if isinstance(one, Aside):
            found.ignored.append(Ignored(shown_path(where, one.at), one.reason))
        else:
            students.setdefault((composed(one.student.id), one.student.key), []).append(one)
    people = Counter(id for id, _ in students)
    for (id, key), pieces in students.items():
        name = f"{id} {key}" if people[id] > 1 else id
        _add(found, name, tree, where, pieces, assignment)
    return found


def _add(found: Grouped, id: str, tree: Tree, where: str, pieces: Sequence[Piece], assignment: Assignment) -> None:
    counting, older, texts = _newest(pieces)
    places = tuple(shown_path(where, p.at) for p in counting)
    if len({composed(p.file) for p in counting}) < len(counting):
        found.clashes.append(Clash(id, tuple(shown_path(where, p.at) for p in pieces)))
        return
    found.ignored += [Ignored(shown_path(where, p.at), _A_TEXT) for p in texts]
    newest = max(pieces, key=lambda p: (p.version, p.time or ""))
    arrival = Arrival(
        student=Person(id, _names(pieces)),
        mates=tuple(Person(composed(m.id), tuple(map(composed, m.known_as))) for m in counting[0].mates),
        time=max((p.time for p in counting if p.time), default=None),
        late=any(p.late for p in counting),
        version=".".join(map(str, counting[0].version)),
        entries=places,
        older=tuple(shown_path(where, p.at) for p in older),
        doubt=_ONLY_A_TEXT if newest.version > counting[0].version else None,
    )
    found.hand_ins.append(_submission(arrival, tree, places[0], counting, assignment))


def _newest(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The pieces that count, older ones, and texts of the system's that are none of the student's files."""
    files = [p for p in pieces if not p.is_text] or list(pieces)
    texts = [p for p in pieces if p.is_text and p not in files]
    version = max(p.version for p in files)
    last: dict[str, Piece] = {}
    counting: list[Piece] = []
    for piece in (p for p in files if p.version == version):
        name = composed(piece.file)
        if name not in last or piece.copy > last[name].copy:
            last[name] = piece
    counting = [p for p in files if p.version == version and p.copy == last[composed(p.file)].copy]
    return counting, [p for p in files if p not in counting], texts


def _names(pieces: Iterable[Piece]) -> tuple[str, ...]:
    names = [name for p in pieces for name in (p.student.id, *p.student.known_as)]
    return tuple(dict.fromkeys(map(composed, names)))


def _submission(
    arrival: Arrival, tree: Tree, origin: str, pieces: Sequence[Piece], assignment: Assignment
) -> Submission:
    first = pieces[0]
    if len(pieces) == 1 and (first.kind == "folder" or first.file == first.at[-1]):
        for name in first.at[:-1]:
            tree = tree.folder(name)
        return Submission(arrival, origin, assignment, tree, Entry(first.at[-1], first.kind))
    members = tuple(Member(p.file, p.at, p.kind) for p in pieces)
    return Submission(arrival, origin, assignment, tree, members=members)


def shown_path(where: str, at: Sequence[str]) -> str:
    """A path to show, from what the user named."""
    shown = where.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "/".join((*filter(None, (shown,)), *map(file_name, at)))
