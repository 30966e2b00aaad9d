"""Which file of a hand-in is the submission.

All files of all its folders and zip files that could be it are weighed: what they define of the names asked for, on
their own and through what they import, more than what they are called; then what their names say of versions, where
they lie, and last of all when they were changed. What was only released is no work. One is taken; the account says
which, what was passed over and why, and where there is doubt.
"""

from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.handed_in import doubts, unreadable
from autograder.course.handed_in.account import Account, Passed, Remark
from autograder.course.handed_in.asked import Asked, asked_of
from autograder.course.handed_in.candidates import MAX_NOTEBOOK, Candidate, candidates, read_all, sole_answer
from autograder.course.handed_in.doubled import defined_twice, only_written
from autograder.course.handed_in.file_names import Name, name_of
from autograder.course.handed_in.given_cells import given_back, remark_of
from autograder.course.handed_in.kinds import BY_SUFFIX, other_kind
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.trees import Entry, Tree
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.handed_in.walking import File, HandIn, at, described, walk
from autograder.sandbox.wire.sources import cell_name
from autograder.structs import Struct, replace
from autograder.text import Text

_MAX_PASSED = 30
_APART = 5.0  # seconds: files of one hand-in that were unpacked or copied together differ by less
# Folders in which people keep what they do not hand in.
_ASIDE = frozenset({
    "old", "backup", "backups", "bak", "archive", "archives", "template", "templates",
    "original", "release", "released", "starter", "unused", "tmp", "temp", "trash", "旧",
    "古い", "バックアップ", "配布", "配布資料", "元", "ゴミ箱",
})  # fmt: skip
_NAMED, _ALIKE = 0.5, 0.2  # what a name is worth, where all that is asked for is worth 1


class Choice(Struct, frozen=True):
    """The file that was taken: its texts as they stand there and as Python, and what is to be said of the choice."""

    hand_in: HandIn
    file: File
    notebook: bool
    texts: tuple[str, ...]
    cells: tuple[str, ...]
    account: Account
    names: tuple[str, ...] = ()
    """What nbgrader calls the cells of a notebook."""


def choose(tree: Tree, assignment: Assignment, take: str | None = None) -> Choice:
    """The submission in a hand-in, with what was given to students in the state in which it was given.

    Args:
        tree: the hand-in, all of which is one student's or one group's.
        assignment: what was to be handed in.
        take: the path of the file that a person has named, within the hand-in: then nothing else is weighed.

    Raises:
        Unreadable: if there is none, or the one that it must be cannot be read; its account says what there is.
    """
    choice = _with_notes(_chosen(tree, assignment, take), assignment)
    if not any(choice.names):
        return choice
    given = given_back(choice.cells, choice.names, assignment.released)
    account = choice.account
    if given.changed:
        text = remark_of(given.changed, choice.names, choice.file.name)
        attention = (*account.attention, Remark("given_cell_changed", text))
        account = replace(account, attention=attention, notes=(*account.notes, text))
    return replace(choice, cells=given.cells, account=account)


def _with_notes(choice: Choice, assignment: Assignment) -> Choice:
    """With what is to be said of names that are defined twice, or not at all."""
    names = {name.partition(".")[0] for name in asked_of(assignment).names}
    file = choice.file.name
    blocks = [(cell_name(n) if choice.notebook else file, text) for n, text in enumerate(choice.cells, 1)]
    notes = (*defined_twice(blocks, names), *only_written(blocks, names))
    return replace(choice, account=replace(choice.account, notes=(*choice.account.notes, *notes))) if notes else choice


def _chosen(tree: Tree, assignment: Assignment, take: str | None) -> Choice:
    measured = tree if isinstance(tree, Measured) else Measured(tree)
    if take is not None:
        return _taken(measured, take, assignment)
    hand_in = walk(measured)
    found = candidates(hand_in, assignment) or _hidden_among_many(hand_in, assignment)
    if len(found) == 1 and sole_answer(found[0], assignment):
        return _choice(hand_in, found[0], Account(found[0].file.path, notes=_notes(hand_in, found[0])))
    asked = asked_of(assignment)
    read_all(found, asked)
    if not any(c.own for c in found):
        found += _called_otherwise(hand_in, assignment, asked)
    if not found:
        raise _nothing(hand_in)
    return _weighed(hand_in, found, asked)


def answers_others_only(tree: Tree, entry: Entry | None, assignment: Assignment) -> bool:
    """Whether a student's folder answers other assignments of the course and holds nothing else."""
    if entry is None or entry.kind != "folder":
        return False
    try:
        inside = [e for e in tree.folder(entry.name).entries() if e.suffix not in _BESIDE]
    except Unreadable:
        return False  # reading says why
    return bool(inside) and all((e.name if e.kind == "folder" else e.stem) in assignment.others for e in inside)


_BESIDE = (".md", ".csv", ".log", ".toml", ".yaml", ".yml", ".pdf", ".png", ".jpg", ".svg")


def _nothing(hand_in: HandIn) -> Unreadable:
    """Why nothing in a hand-in could be the submission: what there is instead."""
    account = Account(notes=tuple(hand_in.notes))
    alone = [*hand_in.texts, *hand_in.unknown]
    if len(alone) == 1 and not hand_in.sources and not hand_in.notes:
        return Unreadable(_what_it_is(alone[0]), account)
    why = unreadable.nothing_here(hand_in.tree.name, described(hand_in), are_sources=bool(hand_in.sources))
    return Unreadable(Text.join([why.text, *hand_in.notes[:1]]), account)


def _what_it_is(file: File) -> Text:
    try:
        kind = other_kind(file.tree.read(file.name, MAX_NOTEBOOK))
    except Unreadable as error:
        return error.text
    kind = kind or BY_SUFFIX.get(Path(file.name).suffix.lower(), _UNKNOWN)
    return unreadable.another_kind(file.name, kind).text


_UNKNOWN = Text("a file of another kind", "別の種類のファイル")


def _taken(tree: Measured, path: str, assignment: Assignment) -> Choice:
    hand_in = walk(tree, into_zips=False)
    candidate = Candidate(at(tree, path), name_of(path.rpartition("/")[2], assignment.id))
    others = [c for c in candidates(hand_in, assignment) if c.file.path != candidate.file.path and not c.is_marker]
    passed = tuple(Passed(c.file.path, doubts.BY_PERSON) for c in others[:_MAX_PASSED])
    account = Account(candidate.file.path, passed)
    if not sole_answer(candidate, assignment):
        if candidate.trouble is not None:
            raise Unreadable(candidate.trouble.text, account)
        asked = asked_of(assignment)
        read_all([candidate], asked)
        account = replace(account, attention=_of_content(candidate, asked))
    return _choice(hand_in, candidate, replace(account, notes=candidate.source.notes))


def _choice(hand_in: HandIn, chosen: Candidate, account: Account) -> Choice:
    source = chosen.source
    account = replace(account, notes=(*account.notes, *chosen.left_out))
    return Choice(hand_in, chosen.file, source.notebook, source.texts, chosen.cells, account, source.names)


def _hidden_among_many(hand_in: HandIn, assignment: Assignment) -> list[Candidate]:
    """The files of the right name in a folder that holds too many files to go through."""
    names = [f"{assignment.id}{suffix}" for suffix in (".py", ".ipynb")] if hand_in.notes else []
    there = [name for name in names if hand_in.tree.modified(name) is not None]
    return [Candidate(File(hand_in.tree, name, ()), name_of(name, assignment.id)) for name in there]


def _called_otherwise(hand_in: HandIn, assignment: Assignment, asked: Asked) -> list[Candidate]:
    """Files of text that turn out to be Python or a notebook, and to define something asked for."""
    found = [Candidate(file, name_of(file.name, assignment.id)) for file in hand_in.texts]
    read_all(found, asked)
    return [c for c in found if c.trouble is None and (c.source.notebook or c.defined)]


def _weighed(hand_in: HandIn, found: list[Candidate], asked: Asked) -> Choice:
    weights = _Weights(found, asked)
    best = weights.best(found)
    blocked = _in_the_way(found, best)
    if blocked is not None:
        passed = _passed_over(found, blocked, weights, asked)
        assert blocked.trouble is not None
        raise Unreadable(blocked.trouble.text, Account(blocked.file.path, passed, notes=_notes(hand_in, blocked)))
    passed = _passed_over(found, best, weights, asked)
    attention = (*_of_content(best, asked), *_of_rivals(found, best, asked))
    return _choice(hand_in, best, Account(best.file.path, passed, attention, _notes(hand_in, best)))


def _notes(hand_in: HandIn, chosen: Candidate) -> tuple[Text, ...]:
    return (*chosen.source.notes, *hand_in.notes[:5])


def _in_the_way(found: list[Candidate], best: Candidate) -> Candidate | None:
    """A file that cannot be read, where nothing that can be read is work and it may well have been that."""
    broken = [c for c in found if c.trouble is not None and c.name.nearness >= best.name.nearness]
    if best.trouble is not None:
        return best
    return max(broken, key=lambda c: c.name.nearness, default=None) if not best.own and not best.whole else None


def _of_content(chosen: Candidate, asked: Asked) -> tuple[Remark, ...]:
    """What a person should know of the file that was taken."""
    if chosen.own or chosen.whole:
        return ()
    if chosen.defined:
        return (doubts.untouched(chosen.file.path),)
    below = sorted(chosen.found.only_as_main & {name.partition(".")[0] for name in asked.names})
    return (doubts.none_asked(chosen.file.path, sorted(asked.names), below),)


def _of_rivals(found: list[Candidate], chosen: Candidate, asked: Asked) -> tuple[Remark, ...]:
    """What a person should know of the others: work that differs, work that cannot be read, the file asked for."""
    remarks = []
    rivals = [c for c in found if c is not chosen and c.trouble is None and _is_rival(c, chosen)]
    if rivals:
        remarks.append(doubts.rivals(chosen.file.path, [c.file.path for c in rivals]))
    broken = [c for c in found if c.name.is_named and c.name.nearness >= chosen.name.nearness]
    remarks += [Remark("unreadable", c.trouble.text) for c in broken if c.trouble is not None]
    stubs = [c for c in found if c.name.nearness > chosen.name.nearness and c.defined and not c.own and not c.whole]
    if stubs and chosen.own:
        remarks.append(doubts.beside_untouched(chosen.file.path, stubs[0].file.path))
    if not chosen.own and not chosen.whole and not rivals:
        changed = [c for c in found if c is not chosen and c.trouble is None and c.changed and not c.name.older]
        if changed and not chosen.changed:
            remarks.append(doubts.rivals(chosen.file.path, [c.file.path for c in changed]))
    return tuple(remarks)


def _is_rival(other: Candidate, chosen: Candidate) -> bool:
    """Whether a person might have meant it instead."""
    if other.file.path in chosen.uses or other.says_the_same(chosen) or not other.own:
        return False
    if other.name.older or _is_aside(other.file):
        return False
    return other.name.is_named or not chosen.name.is_named or 2 * len(other.whole) >= len(chosen.whole)


def _passed_over(found: list[Candidate], chosen: Candidate, weights: "_Weights", asked: Asked) -> tuple[Passed, ...]:
    others = [c for c in found if c is not chosen and not c.is_marker]
    if len(others) > _MAX_PASSED:
        others = [c for c in others if c.own or c.name.nearness or c.trouble][:_MAX_PASSED]
    return tuple(Passed(c.file.path, _why_not(c, chosen, weights, asked)) for c in others)


def _why_not(other: Candidate, chosen: Candidate, weights: "_Weights", asked: Asked) -> Text:
    path = chosen.file.path
    if other.trouble is not None:
        return other.trouble.text
    if other.file.path in chosen.uses:
        return doubts.is_imported(path)
    if chosen.trouble is not None:
        return doubts.less_named(path) if chosen.name.nearness > other.name.nearness else doubts.LESS
    if other.says_the_same(chosen):
        return doubts.same(path)
    if not other.own and other.defined:
        return doubts.AS_RELEASED
    if not other.own and path in other.uses:
        return doubts.imports(path)
    if not other.whole:
        return doubts.NOTHING_ASKED
    return weights.reason(other, chosen, len(asked.names))


def _is_aside(file: File) -> bool:
    return any(part.casefold() in _ASIDE for part in file.parts)


class _Weights:
    """What decides between candidates, in this order; larger is better. Times count only where they are apart."""

    def __init__(self, found: list[Candidate], asked: Asked) -> None:
        self._all = max(len(asked.names), 1)
        named = [c for c in found if c.trouble is None and c.own]
        times = {id(c): c.file.tree.modified(c.file.name) for c in named} if len(named) > 1 else {}
        known = [time for time in times.values() if time is not None]
        told = len(known) == len(named) > 1 and max(known) - min(known) > _APART
        self._times = times if told else {}
        self._numbered = bool(named) and all(c.name.number for c in named if c.name.is_named)

    def best(self, found: list[Candidate]) -> Candidate:
        """The best of them; of those that nothing tells apart, the first by its path."""
        return max(sorted(found, key=lambda c: c.file.path), key=self._of)

    def _of(self, c: Candidate) -> tuple[float, ...]:
        return tuple(value for value, _ in self._parts(c))

    def _parts(self, c: Candidate) -> list[tuple[float, Text]]:
        name = c.name
        works = bool(c.own or c.whole)
        worth = _worth(name) if works else 0.0
        return [
            (c.trouble is None, doubts.LESS),
            (round(len(c.whole) / self._all + worth, 6), doubts.LESS),
            (len(c.own), doubts.LESS),
            (name.is_named, doubts.LESS),
            (bool(c.defined), doubts.LESS),
            (c.changed, doubts.AS_RELEASED),
            (not name.older and not _is_aside(c.file), doubts.OLDER),
            (name.final, doubts.NOT_FINAL),
            (name.number if self._numbered else 0, doubts.LOWER),
            (-len(c.file.parts), doubts.DEEPER),
            (self._times.get(id(c)) or 0.0, doubts.BEFORE),
            (name.number, doubts.LOWER),
            (name.nearness, doubts.LESS),
            (not c.source.notebook, doubts.NOTEBOOK),
        ]

    def reason(self, other: Candidate, chosen: Candidate, all_: int) -> Text:
        """What decided against one of two."""
        if len(other.whole) < len(chosen.whole):
            return doubts.fewer(len(other.whole), all_)
        if _worth(other.name) < _worth(chosen.name):
            return doubts.less_named(chosen.file.path)
        for (mine, why), (theirs, _) in zip(self._parts(other), self._parts(chosen), strict=True):
            if mine < theirs:
                return why
        return doubts.NOTHING_TELLS


def _worth(name: Name) -> float:
    return _NAMED if name.is_named else _ALIKE if name.nearness else 0.0
