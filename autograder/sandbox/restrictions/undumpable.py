"""Other processes of the same user cannot look into the worker, and it leaves no core."""

from . import kernel
from .restriction import Terms


class Undumpable:
    """Neither ptrace nor ``/proc/<pid>/mem`` nor a core dump."""

    name = "undumpable"

    def apply(self, terms: Terms) -> None:
        """Clear the flag."""
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
