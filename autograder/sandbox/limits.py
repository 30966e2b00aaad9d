"""What a submission may use."""

import math

from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import Text


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of one submission. Seconds are CPU seconds of the worker, where nothing else is said.

    Attributes:
        call_seconds: for one call of a hidden test into the submission.
        load_seconds: for running the statements of the submission's top level.
        submission_seconds: for everything, over all workers that the submission has had.
        memory_mb: that a worker may add to what Python and NumPy take.
        output_kb: of each of stdout and stderr that is kept per check.
        output_limit_mb: printed within one check; more ends the worker.
        wall_factor: the wall clock may show this many times a limit before a worker that does not compute, but
            sleeps, is ended.
        idle_seconds: on the clock, that all workers of the submission together may sleep while they are waited for.
            Waiting for a processor is no sleep.
        examiner_seconds: CPU seconds that the examiner itself may spend on what the submission sends: decoding,
            comparing, call-backs. Where the reference takes long, five times as much as it does.
        payload_mb: of arrays that may come in one check, or four times what comes from the reference, if that is
            more. (The most that a reference of the course sends in a check is 1.5 MB.)

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
    idle_seconds: float = 30.0
    examiner_seconds: float = 10.0
    payload_mb: int = 64

    @property
    def most_seconds(self) -> float:
        """On the clock, after which no submission is still under way: even a loaded machine lets it have its limits.

        The examiner's own preparations, such as a first run of the reference, come on top.
        """
        return self.wall_factor * (self.submission_seconds + self.examiner_seconds) + self.idle_seconds

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
                raise UsageError(
                    Text(
                        f"limit {name} must be a positive number, not {value!r}",
                        f"制限 {name} は正の数にしてください（今は {value!r}）",
                    )
                )
        if self.wall_factor < 1:
            raise UsageError(
                Text(
                    f"limit wall_factor must be at least 1, not {self.wall_factor!r}",
                    f"制限 wall_factor は 1 以上にしてください（今は {self.wall_factor!r}）",
                )
            )
