"""What does not make an assignment's tests wrong, but is mostly an oversight: told, and no reason to fail."""

import importlib.util
from collections.abc import Callable, Iterable, Iterator

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.course.assignment import PRELOAD
from autograder.course.catalogue import load_misconceptions
from autograder.course.handed_out.release import HANDOUTS, Drift
from autograder.course.naming import unfit


def remarks_on(assignment: Assignment, checks: tuple[CheckInfo, ...], drifts: Iterable[Drift]) -> Iterator[str]:
    """One sentence for each; names the file and the remedy."""
    yield from _on_words(assignment, checks)
    for name in HANDOUTS:
        if not (assignment.folder / name).is_file():
            yield f"{assignment.folder / name} is missing: write the task for those who read that language"
    if not any(check.max_points for check in checks):
        yield f"{assignment.folder}: all checks together are worth 0 points; write @points above them"
    if not load_misconceptions(assignment):
        yield f"{assignment.folder / 'misconceptions.py'} names no misconception: no mistake will be told by its name"
    for module in assignment.preload if assignment.preload != PRELOAD else ():
        if importlib.util.find_spec(module.partition(".")[0]) is None:
            yield f"{assignment.file}: 'preload' names {module!r}, which is not installed here"
    reason = unfit(assignment.id)
    if reason:
        yield f"{assignment.folder}: {assignment.id!r} is no good name: {reason}"
    drifted = [drift.path.relative_to(assignment.course.root).as_posix() for drift in drifts]
    if drifted:
        yield f"not as built from the sources: {_listed(drifted)}; run `kadai release {assignment.id}`"


def _on_words(assignment: Assignment, checks: tuple[CheckInfo, ...]) -> Iterator[str]:
    def named(is_so: Callable[[CheckInfo], bool]) -> str:
        return _listed([check.id for check in checks if is_so(check)])

    silent = named(_has_no_words)
    if silent:
        yield f"{assignment.folder}: no docstring, so that students see no more than the name: {silent}"
    english = named(lambda check: check.title.ja == check.title.en and not _has_no_words(check))
    if english:
        yield f"{assignment.folder}: no paragraph `ja:` in the docstring: {english}"


def _has_no_words(check: CheckInfo) -> bool:
    return check.title.en == check.id.replace("_", " ") and check.title.ja == check.title.en


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
