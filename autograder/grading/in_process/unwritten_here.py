"""What of a student's own work is not written, as far as one check is concerned: see `grading.unwritten`."""

from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.course import Course
from autograder.course.handed_in.doubled import defined_twice, only_written
from autograder.course.handed_out.card import FILE as CARD
from autograder.course.handed_out.card import ReleasedAssignment
from autograder.course.handed_out.released import Released
from autograder.errors import UsageError
from autograder.grading.in_process.module import Loaded
from autograder.grading.in_process.telling import own_frames, place, running_cells
from autograder.grading.unwritten import Left, left_in
from autograder.text import Text


def left_here(error: BaseException, loaded: Loaded, asked: Collection[str], folder: Path) -> Left:
    """What a check that ended in an error went through that is not written.

    Args:
        error: what the check raised.
        loaded: what was checked.
        asked: the names of it that the check has read.
        folder: where the tests lie, with what is known of the releases.
    """
    released = _released(folder)
    if released is None:
        return left_in((), ())
    blocks = loaded.blocks or running_cells()
    frames = own_frames(error, {name for name, _ in blocks})
    places = [(frame.filename, frame.lineno or 0) for frame in frames]
    return left_in(released.blanks(blocks), places, [*asked, *_lacking(error)], place)


def oddly_defined(loaded: Loaded, folder: Path) -> tuple[Text, ...]:
    """What is to be said of names that are asked for and defined twice, or only written into a file."""
    released = _released(folder) if loaded.blocks else None
    if released is None:
        return ()
    names = {name.partition(".")[0] for name in released.regions}
    blocks = [(Path(name).name, text) for name, text in loaded.blocks]
    return (*defined_twice(blocks, names), *only_written(blocks, names))


def _lacking(error: BaseException) -> Iterator[str]:
    """The class that lacks an attribute: its region may be what should have defined it."""
    if isinstance(error, AttributeError) and error.obj is not None:
        yield (error.obj if isinstance(error.obj, type) else type(error.obj)).__name__


def _released(folder: Path) -> Released | None:
    """What students were ever given of the assignment whose tests lie in a folder, if that is known there."""
    try:
        if (folder / CARD).is_file():
            return ReleasedAssignment(folder).released
        return Course.find(folder).assignment(folder.name).released if (folder / "assignment.toml").is_file() else None
    except UsageError:
        return None
