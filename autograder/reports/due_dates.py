"""When everybody may see everything: Gradescope's ``submission_metadata.json``, which lies beside a submission there.

https://gradescope-autograders.readthedocs.io/en/latest/submission_metadata/. What is expected of hidden checks is told
when the last due date in it has passed, by the clock of whoever grades: "Rerun Autograders" after the deadline does it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from autograder.errors import UsageError
from autograder.text import Text

_DATES = ("due_date", "late_due_date")


class Hand(NamedTuple):
    """What the file says of a hand-in."""

    due: datetime | None
    """The last date until which somebody may hand in; None where nothing is said."""
    last_score: float | None
    """Of the hand-in before this one."""

    def is_over(self, now: datetime) -> bool:
        """Whether nobody can hand in any more."""
        return self.due is not None and now > self.due


def read_metadata(path: Path) -> Hand:
    """What the file says. Raises: UsageError, if it is no such file."""
    try:
        content = json.loads(path.read_bytes())
        assignment = content["assignment"]
        people = [user.get("assignment") or {} for user in content.get("users") or ()]  # with their extensions
        dates = [date for entry in (assignment, *people) for date in _dates(entry)]
        scores = [entry.get("score") for entry in content.get("previous_submissions") or ()]
        score = scores[-1] if scores else None
        return Hand(max(dates, default=None), None if score is None else float(score))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(
            Text(
                f"{path}: is no submission_metadata.json of Gradescope's ({type(error).__name__}: {error}); feedback "
                "stays what it is before the due date",
                f"{path}: Gradescope の submission_metadata.json ではありません（{type(error).__name__}: {error}）。"
                "フィードバックは締切前のままです",
            )
        ) from None


def _dates(entry: dict[str, Any]) -> Iterator[datetime]:
    for key in _DATES:
        if entry.get(key):
            yield datetime.fromisoformat(entry[key]).astimezone()
