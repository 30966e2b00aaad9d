"""Whether a check failed because something is not written yet, and how that is said."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from autograder.course.handed_out.blanks import reached
from autograder.grading.results import Attention, CheckResult
from autograder.sandbox.whereabouts import place
from autograder.sandbox.wire.sources import Blank
from autograder.text import NOTHING, Text

_NO_WORK = ("unwritten", "skipped")
NOT_WRITTEN = Text("not written yet", "まだ書かれていません")
_STEP = re.compile(r"([A-Za-z_]\w*)(?:\(\))?((?:\.[A-Za-z_]\w*)?)")
_MOST_LABELS = 1_000


class Left(NamedTuple):
    """What a check that failed had to do with and is not written: one sentence, or none."""

    unwritten: Text
    """That a region is still as it was released: that is why it failed."""
    unfilled: Text
    """The names of what is left in regions that are partly filled, where no region is as it was released."""


def left_in(
    blanks: Sequence[Blank],
    places: Sequence[tuple[str, int]],
    labels: Iterable[str] = (),
    place: Callable[[str, int], Text] = place,
) -> Left:
    """What a check went through that is not written.

    Args:
        blanks: what the submission leaves unwritten.
        places: the files and lines that what was raised passed, outermost first.
        labels: of all that the check has asked the submission for, such as ``Affine().forward()``.
        place: says where a line of a file stands.
    """
    found = reached(blanks, places, _names_in(labels)) if blanks else ()
    whole = [blank for blank in found if not blank.left]
    if whole:
        return Left(_not_written(whole, place), NOTHING)
    return Left(NOTHING, _not_filled(list(dict.fromkeys(name for blank in found for name in blank.left))))


def unwritten_parts(blanks: Sequence[Blank], checks: Sequence[CheckResult]) -> tuple[Attention, ...]:
    """What is said of work that was handed in unfinished; nothing of a stub, which is known to be one."""
    names = [blank.name for blank in blanks if not blank.left]
    if not any(c.outcome == "unwritten" for c in checks) or all(c.outcome in _NO_WORK for c in checks):
        return ()
    listed = ", ".join(f"`{name}`" for name in names)
    text = Text(f"Still as released: {listed}.", f"配布されたままの部分があります：{listed.replace(', ', '、')}。")
    return (Attention("unwritten", text),)


def _names_in(labels: Iterable[str]) -> Iterator[str]:
    for label, _ in zip(labels, range(_MOST_LABELS), strict=False):
        for name, then in _STEP.findall(label):
            yield name
            yield name + then


def _not_written(blanks: Sequence[Blank], place: Callable[[str, int], Text]) -> Text:
    names = ", ".join(f"`{blank.name}`" for blank in blanks)
    where = place(blanks[-1].file, blanks[-1].line)
    verb = "is" if len(blanks) == 1 else "are"
    return Text(
        f"{names} {verb} {NOT_WRITTEN.en} ({where.en}).",
        f"{names.replace(', ', '、')} は{NOT_WRITTEN.ja}（{where.ja}）。",
    )


def _not_filled(names: Sequence[str]) -> Text:
    if not names:
        return NOTHING
    listed = ", ".join(f"`{name}`" for name in names)
    return Text(
        f"Not filled in yet: {listed}.", f"まだ埋められていないところがあります：{listed.replace(', ', '、')}。"
    )
