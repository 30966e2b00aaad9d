"""The part of an assignment that a check is about that was not passed: where in the code to look first."""

from collections.abc import Collection, Iterator

from autograder.grading.examiner.asked_for import last_called
from autograder.grading.examiner.runs import CheckRun


def region_of(
    run: CheckRun, functions: Collection[str], mistaken: Collection[str] = (), departing: Collection[str] = ()
) -> str | None:
    """One of the reference's functions (``Class.method``), or of the names that the check says it is about.

    Of these, it is the one that is another in a mistake that explains the check; otherwise the one where an exception
    was raised, or the one that never came back, or the last from which another value came than from the reference, or
    what was called last. No name that only the submission has is ever given: it could say anything.

    Args:
        run: of the check.
        functions: those of the reference that students have as well.
        mistaken: those that are another where the mistake is made by which the check is explained.
        departing: labels of its traces at which something else came than of the reference.
    """
    if not run.rejects:
        return None
    there = sorted(set(mistaken) & set(functions))
    if there:
        return next((name for name in _at_work(run, departing) if name in there), there[0])
    about = run.info.about or tuple(functions)
    for name in _at_work(run, departing):
        if name in functions and any(name == one or name.startswith(f"{one}.") for one in about):
            return name
    return run.info.about[0] if run.info.about else None


def _at_work(run: CheckRun, departing: Collection[str]) -> Iterator[str]:
    """Functions, the last first: those that an exception passed, those that departed, then all that were called."""
    decisive = [part for part in run.each if part.verdict.outcome == run.verdict.outcome]
    for part in decisive[:1]:
        for frame in reversed(part.verdict.places):
            yield frame.within
        for labels in (departing, None):
            for trace in reversed(part.traces):
                yield from last_called(trace, labels)
