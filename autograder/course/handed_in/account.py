"""What is to be said of a hand-in beside the text of its submission."""

from typing import Literal

from autograder.structs import Struct
from autograder.text import Text

Kind = Literal["doubtful_file", "untouched", "no_asked_name", "unreadable", "given_cell_changed"]
"""Those of the kinds of `grading.results.AttentionKind` that reading can find."""


class Passed(Struct, frozen=True):
    """A file that could have been the submission, and why it is not; its path within the hand-in, as it came."""

    file: str
    reason: Text


class Remark(Struct, frozen=True):
    """Something that a person should see."""

    kind: Kind
    text: Text


class Account(Struct, frozen=True):
    """Which file was taken (its path within the hand-in, as it came), and what to say of that."""

    file: str | None = None
    passed_over: tuple[Passed, ...] = ()
    attention: tuple[Remark, ...] = ()
    notes: tuple[Text, ...] = ()


NO_ACCOUNT = Account()
