"""What grader and reader say to one another, in the frames of `examiner.channel`. Answers come in the order asked."""

from pathlib import Path

import msgspec

from autograder.course.handed_in.account import Account
from autograder.course.handed_in.arrival import Arrival, Clash, Ignored
from autograder.course.handed_in.finding import How
from autograder.course.handed_in.submissions import Member, Spot, Submission
from autograder.course.handed_in.trees import Entry, Kind
from autograder.grading.results import NOTHING_SAID, About, Attention, PassedOver
from autograder.sandbox import Sources
from autograder.text import Text


def packed(name: str) -> bytes:
    """A name from a disk, whatever stands in it, for a message."""
    return name.encode("utf-8", "surrogatepass")


def about(account: Account) -> About:
    """An account of a hand-in in the words of results."""
    return About(
        account.file,
        tuple(PassedOver(passed.file, passed.reason) for passed in account.passed_over),
        tuple(Attention(remark.kind, remark.text) for remark in account.attention),
        account.notes,
    )


def unpacked(name: bytes) -> str:
    """Inverse of `packed`."""
    return name.decode("utf-8", "surrogatepass")


class Begin(msgspec.Struct, frozen=True, tag=True):
    """The assignment that all is about; answered by `Begun`."""

    course: bytes
    assignment: str


class Look(msgspec.Struct, frozen=True, tag=True):
    """Which submissions are there? Answered by `Found` or `Wrong`. For `how` see `finding.find`."""

    paths: tuple[bytes, ...]
    how: How


class Read(msgspec.Struct, frozen=True, tag=True):
    """What does this submission say? Answered by `Said` or `Refused`. For the fields see `Spot`."""

    root: bytes
    parts: tuple[bytes, ...]
    zipped: bool
    name: bytes | None
    kind: Kind
    members: tuple[tuple[bytes, tuple[bytes, ...], Kind], ...] = ()
    alone: bool = False
    take: bytes | None = None

    @classmethod
    def of(cls, submission: Submission) -> "Read":
        """The question about a submission."""
        root, parts, zipped, entry, members, alone, _ = submission.spot
        name = packed(entry.name) if entry else None
        gathered = tuple((packed(m.name), tuple(map(packed, m.at)), m.kind) for m in members)
        return cls(
            packed(str(root)), tuple(map(packed, parts)), zipped, name, entry.kind if entry else "file", gathered, alone
        )

    def spot(self) -> Spot:
        """Inverse of `of`."""
        entry = None if self.name is None else Entry(unpacked(self.name), self.kind)
        members = tuple(Member(unpacked(n), tuple(map(unpacked, at)), kind) for n, at, kind in self.members)
        take = None if self.take is None else unpacked(self.take)
        parts = tuple(map(unpacked, self.parts))
        return Spot(Path(unpacked(self.root)), parts, self.zipped, entry, members, self.alone, take)


class Open(msgspec.Struct, frozen=True, tag=True):
    """The notebook `name` in a folder, by default the one that answers; answered by `Opened` or `Refused`."""

    folder: bytes
    name: bytes | None


class Assemble(msgspec.Struct, frozen=True, tag=True):
    """What does a notebook say that was restored? Answered as `Read` is."""

    folder: bytes
    name: bytes
    notebook: bytes


class Begun(msgspec.Struct, frozen=True, tag=True):
    """The reader is there."""


class There(msgspec.Struct, frozen=True):
    """A submission that was found."""

    id: str
    origin: bytes
    handed_in: bool
    read: Read
    arrival: Arrival


class Found(msgspec.Struct, frozen=True, tag=True):
    """All that was found."""

    submissions: tuple[There, ...]
    clashes: tuple[Clash, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    hints: tuple[Text, ...] = ()


class Said(msgspec.Struct, frozen=True, tag=True):
    """A submission's text and its digest, and what is to be said of the hand-in."""

    sources: Sources
    digest: str
    about: About = NOTHING_SAID


class Opened(msgspec.Struct, frozen=True, tag=True):
    """A notebook's name, and what matters of its content."""

    name: bytes
    content: bytes
    about: About = NOTHING_SAID


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Unreadable, and why."""

    text: Text
    about: About = NOTHING_SAID


class Wrong(msgspec.Struct, frozen=True, tag=True):
    """The user's mistake: a UsageError."""

    text: Text


Question = Look | Read | Open | Assemble
Answer = Begun | Found | Said | Opened | Refused | Wrong
