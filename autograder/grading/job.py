"""What an examiner is given to do, and what it hands over."""

from typing import Any

import msgspec

from autograder.grading.results import Diagnosis, SubmissionResult
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
    entry: str = ""
    """For validation: the misconception that it is. How it behaves need not be found out again to name others."""
    told: bool = True
    """Whether what went wrong is told and named. Of variants by the hundred, validation needs outcomes and points."""


class Marked(msgspec.Struct, frozen=True):
    """What an examiner hands over of a submission: its result, and what is said once for all results."""

    result: SubmissionResult
    diagnoses: dict[str, Diagnosis] = {}
    """The words for those in the result."""
    bands: dict[str, list[dict[str, Any]]] = {}
    """For validation: by check, how much of each band was used."""
    shows_little: bool = False
    """For validation: no check sees more of the mistake than what many mistakes lead to, so that it has no name."""
    watched: dict[str, list[str]] = {}
    """For validation: by check, what a module that watches itself has seen: see `Job`."""
    calls: dict[str, tuple[str, ...]] = {}
    """For validation, of what passes everything: by check, or share of one, the functions that it calls itself."""
