"""What has changed between two runs of the public checks on a file, and what is left."""

from collections.abc import Iterator
from pathlib import Path

from autograder.grading.outcome_words import SIGNS
from autograder.grading.results import Report
from autograder.structs import DecodeError, Struct, decode_json, encode_json
from autograder.text import Text


class Outcome(Struct, frozen=True):
    """Of one check."""

    passed: bool
    title: Text


Seen = dict[str, Outcome]
"""What came out, by check."""


def written(report: Report) -> bytes:
    """What `seen_in` reads."""
    (result,) = report.submissions
    return encode_json({c.id: Outcome(c.outcome == "passed", report.legend.title(c.id)) for c in result.checks})


def seen_in(file: Path) -> Seen:
    """What a run has written; nothing where it did not come to its end."""
    try:
        return decode_json(file.read_bytes(), type=Seen)
    except (OSError, DecodeError):
        return {}


def changed(before: Seen, now: Seen) -> Iterator[tuple[Text, str]]:
    """What passes that did not, and what does not pass any more, with the style of each line."""
    for check, outcome in now.items():
        was = before.get(check)
        if was is not None and was.passed != outcome.passed:
            said = Text("passes now", "通りました") if outcome.passed else Text("passes no more", "通らなくなりました")
            sign = SIGNS["passed" if outcome.passed else "failed"]
            yield f"{sign} " + said + ": " + outcome.title, "green" if outcome.passed else "red"


def left(now: Seen, clock: str) -> Text:
    """How many checks do not pass yet, at this time of the day, and which is next."""
    open_ = [outcome for outcome in now.values() if not outcome.passed]
    done = f"{len(now) - len(open_)} / {len(now)}"
    if not open_:
        return Text(f"{clock}  {done}: nothing is left here.", f"{clock}  {done}: ここでの残りはありません。")
    head = Text(f"{clock}  {done}, {len(open_)} to go; next: ", f"{clock}  {done}、残り {len(open_)} 個。次は: ")
    return head + open_[0].title
