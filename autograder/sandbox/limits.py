"""What a submission may use."""

import math

import msgspec

from autograder.errors import UsageError


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of one submission. Seconds are CPU seconds of the worker.

    Attributes:
        call_seconds: for one call of a hidden test into the submission.
        load_seconds: for running the statements of the submission's top level.
        submission_seconds: for everything, over all workers that the submission has had.
        memory_mb: that a worker may add to what Python and NumPy take.
        output_kb: of each of stdout and stderr that is kept per check.
        output_limit_mb: printed within one check; more ends the worker.
        wall_factor: the wall clock may show this many times a limit before a worker that does not compute, but
            sleeps, is ended.

    Raises:
        UsageError: for a value that makes no sense.
    """

    call_seconds: float = 5.0
    load_seconds: float = 10.0
    submission_seconds: float = 60.0
    memory_mb: int = 1024
    output_kb: int = 64
    output_limit_mb: int = 64
    wall_factor: float = 5.0

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
                raise UsageError(f"limit {name} must be a positive number, not {value!r}")
        if self.wall_factor < 1:
            raise UsageError(f"limit wall_factor must be at least 1, not {self.wall_factor!r}")
