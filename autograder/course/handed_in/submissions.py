"""Reads one submission: source text and nothing else."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from autograder.course.assignment import Assignment
from autograder.course.handed_in import unreadable
from autograder.course.handed_in.account import NO_ACCOUNT, Account, Remark
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.arrival import Arrival
from autograder.course.handed_in.choosing import Choice, answers_others_only, choose
from autograder.course.handed_in.gathered import Gathered
from autograder.course.handed_in.helpers import TextLength, helpers_of
from autograder.course.handed_in.ids import composed
from autograder.course.handed_in.measured import Measured
from autograder.course.handed_in.systems.system import Person
from autograder.course.handed_in.trees import Alone, Entry, Folder, Kind, Tree, keep_private
from autograder.course.handed_in.unreadable import Unreadable
from autograder.course.handed_in.walking import MAX_ARCHIVE
from autograder.sandbox import Sources
from autograder.structs import encode_json, replace


class Member(NamedTuple):
    """A file or folder of a hand-in that lies among others': the name that its student gave it, and where it lies."""

    name: str
    at: tuple[str, ...]
    kind: Kind


class Spot(NamedTuple):
    """Where a submission lies: a tree's `Place`, and the entry in it or the members."""

    root: Path
    parts: tuple[str, ...]
    zipped: bool
    entry: Entry | None
    members: tuple[Member, ...] = ()
    alone: bool = False
    take: str | None = None
    """The path of the file within the hand-in that a person has named."""


class Submission:
    """One student's work on one assignment, not yet read.

    ``id`` is what the student is called, ``origin`` says where it lies, ``arrival`` what is known besides. It is
    `entry` in `tree`, or all of `tree`, or the `members` that lie in it. `alone`: what lies beside it is the same
    student's.
    """

    def __init__(
        self,
        arrival: Arrival,
        origin: str,
        assignment: Assignment,
        tree: Tree,
        entry: Entry | None = None,
        members: tuple[Member, ...] = (),
        alone: bool = False,
        take: str | None = None,
    ) -> None:
        self.id = arrival.student.id
        self.arrival = arrival
        self.origin = origin
        self._assignment = assignment
        self._place = tree.place
        self._tree = _gathered(tree, members) if members else tree
        self._entry = entry
        self._members = members
        self._alone = alone
        self._take = take
        self.account = NO_ACCOUNT

    @property
    def handed_in(self) -> bool:
        """False where a student's folder answers other assignments of the course, and not this one."""
        return not answers_others_only(self._tree, self._entry, self._assignment)

    @property
    def spot(self) -> Spot:
        """Where it lies, in words that another process understands: see `at`."""
        root, parts, zipped = self._place
        assert isinstance(root, Path), "what was found lies on a disk"
        return Spot(root, parts, zipped, self._entry, self._members, self._alone, self._take)

    def read(self) -> tuple[Sources, str]:
        """The source text, and the SHA-256 of all that the student wrote of it, in hexadecimal.

        What is to be said of the choice is in `account` from then on.

        Raises:
            Unreadable: whatever is wrong with the files; its text is for the student.
        """
        if self._take is not None:
            choice = choose(self._hand_in(), self._assignment, take=self._take)
        elif self._alone and self._entry is not None and not self._entry.is_archive:
            choice = choose(self._tree, self._assignment, take=self._entry.name)
        else:
            choice = choose(self._hand_in(), self._assignment)
        self.account = choice.account
        sources, digest, self.account = assemble(choice, self._assignment)
        return sources, digest

    def _hand_in(self) -> Tree:
        """All that this student handed in. Raises: Unreadable, if that is a link, or a damaged zip."""
        entry, tree = self._entry, Measured(self._tree)
        if entry is None:
            return tree
        if entry.kind == "other":
            raise unreadable.not_a_file(entry.name)
        if entry.kind == "folder":
            return tree.folder(entry.name)
        return tree.opened(entry.name, MAX_ARCHIVE) if entry.is_archive else Alone(self._tree, entry)

    def __repr__(self) -> str:
        return f"Submission({self.id!r}, {self.origin!r})"


def at(spot: Spot, assignment: Assignment, zip_file: Callable[[Path], Archive]) -> Submission:
    """The submission at a `Spot`, found by another process; `zip_file` opens the class's zip."""
    keep_private(*assignment.course.private)
    tree: Tree = zip_file(spot.root) if spot.zipped else Folder(spot.root)
    for name in spot.parts:
        tree = tree.folder(name)
    arrival = Arrival(Person(spot.parts[-1] if spot.parts else Entry(spot.root.name, "file").stem))
    return Submission(arrival, str(spot.root), assignment, tree, spot.entry, spot.members, spot.alone, spot.take)


def _gathered(tree: Tree, members: tuple[Member, ...]) -> Gathered:
    """What lies in several places, as one folder."""
    there: dict[str, tuple[Tree, str, Kind]] = {}
    for member in members:
        within = tree
        for part in member.at[:-1]:
            within = within.folder(part)
        there[member.name] = (within, member.at[-1], member.kind)
    return Gathered("", tree, there)


class Assembled(NamedTuple):
    """The source text, the SHA-256 of all that the student wrote of it in hexadecimal, and what is to be said."""

    sources: Sources
    digest: str
    account: Account


def assemble(choice: Choice, assignment: Assignment, main: str | None = None) -> Assembled:
    """The chosen file with the modules that it speaks of; messages call it `main`, by default by its own name.

    Raises:
        Unreadable: if the program is too long; its account is the choice's.
    """
    length = TextLength()
    try:
        for part in choice.texts:
            length.add(part, choice.file.name)
        helpers = helpers_of(choice, assignment, length)
    except Unreadable as error:
        raise Unreadable(error.text, choice.account) from None
    sources = Sources(
        module=assignment.module,
        main=composed("/".join((*helpers.folders, main or choice.file.name))),
        cells=choice.cells,
        files=helpers.files,
        given=assignment.given_texts,
        functions=assignment.functions,
    )
    content = encode_json((sources.main, sources.cells, sorted(sources.files.items())))
    remarks = tuple(Remark("unreadable", reason) for reason in helpers.left_out)
    account = replace(choice.account, attention=(*choice.account.attention, *remarks))
    return Assembled(assignment.released.with_blanks(sources), hashlib.sha256(content).hexdigest(), account)
