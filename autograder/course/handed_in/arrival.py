"""What is known of a hand-in besides its files: whose it is, when it came, and what else lay there."""

from autograder.course.handed_in.systems.system import Person
from autograder.structs import Struct
from autograder.text import Text


class Arrival(Struct, frozen=True):
    """How a hand-in came. Paths are as they are shown, from what the user named."""

    student: Person
    """The id, and whatever else the student is called there."""
    mates: tuple[Person, ...] = ()
    """Who handed it in together with the student."""
    time: str | None = None
    """When (ISO 8601; without a zone where none is known)."""
    late: bool = False
    """Whether the system says that it came late."""
    version: str = ""
    entries: tuple[str, ...] = ()
    """Everything of it that counts."""
    older: tuple[str, ...] = ()
    """What came before, and was passed over for it."""
    doubt: Text | None = None
    """Why a person should look whether it is the right version."""


class Clash(Struct, frozen=True):
    """Several hand-ins under one id, of which nobody can say which is meant: none of them is graded."""

    id: str
    origins: tuple[str, ...]


class Ignored(Struct, frozen=True):
    """Something among the hand-ins that is none, and why."""

    entry: str
    reason: Text
