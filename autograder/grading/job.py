"""What an examiner is given to do."""

import msgspec

from autograder.sandbox import Sources


class Job(msgspec.Struct, frozen=True):
    """One submission to be graded."""

    id: str
    sources: Sources
    digest: str = ""
