"""A hand-in and whose it is."""

import msgspec

from autograder.grading.classroom.reading_ahead import HandedIn


class Member(msgspec.Struct, frozen=True):
    """Somebody who gets the result of a hand-in."""

    id: str
    is_known: bool = True
    """Whether the roster, if there is one, has the student."""


class Share(msgspec.Struct):
    """A hand-in that is graded, for one student or a group."""

    hand_in: HandedIn
    members: list[Member]
    group: str | None = None
    older: list[str] = []
