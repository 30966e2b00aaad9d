"""A part of a validation: some checks on everything that they judge, or some misconceptions in all checks."""

from collections.abc import Sequence
from typing import NamedTuple

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.course.catalogue import load_misconceptions
from autograder.errors import UsageError
from autograder.text import Text, nearest


class Part(NamedTuple):
    """What of an assignment is looked at; everything, if nothing is named."""

    checks: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that was asked for."""
        return (*self.checks, *self.misconceptions)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.names


def parts_of(
    assignments: Sequence[Assignment], checks: Sequence[Sequence[CheckInfo]], names: Sequence[str]
) -> list[Part | None]:
    """What of each assignment is looked at; of one that has nothing of what is named, None.

    Args:
        assignments: all that there are.
        checks: of each, all.
        names: of checks and misconceptions; if there are none, everything is looked at.

    Raises:
        UsageError: for a name that is neither a check nor a misconception of any assignment; or a catalogue is wrong.
    """
    found, known = [], set[str]()
    for assignment, infos in zip(assignments, checks, strict=True):
        ids = [check.id for check in infos]
        keys = [key for check in infos for key in check.keys]
        misconceptions = [entry.id for entry in load_misconceptions(assignment, keys)]
        known |= {*ids, *misconceptions}
        part = Part(_among(names, ids), _among(names, misconceptions))
        found.append(part if part.names or not names else None)
    for name in names:
        if name not in known:
            raise UsageError(
                Text(
                    f"--only {name}: there is no such check or misconception{nearest(name, sorted(known))}",
                    f"--only {name}: そのようなテストや間違いはありません{nearest(name, sorted(known)).ja}",
                )
            )
    return found


def _among(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name in known))
