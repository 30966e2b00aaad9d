"""What an examiner is given to do."""

import msgspec

from autograder.sandbox import Sources


class Job(msgspec.Struct, frozen=True):
    """One submission to be graded, until a ``deadline`` on the clock ``time.monotonic`` of where that is done."""

    id: str
    sources: Sources
    digest: str = ""
    """Of what was handed in; without it, nothing is confirmed by a second draw."""
    deadline: float | None = None
    until_rejected: bool = False
    """For validation: the first check that rejects it decides; the others are not run, and nothing is named."""
    only: tuple[str, ...] = ()
    """For validation: the checks to be run, with those that they build on; in the others it does as the reference."""
    watched: str = ""
    """For validation: a function of the module that is asked after every check what it has seen."""
    told: bool = True
    """Whether what went wrong is told and named. Of variants by the hundred, validation needs outcomes and points."""
