"""No program that the worker could start would gain privileges."""

from . import kernel
from .restriction import Terms


class NoNewPrivileges:
    """Set-user-id bits count for nothing; Landlock and seccomp demand this."""

    name = "no_new_privs"

    def apply(self, terms: Terms) -> None:
        """Set the flag; it cannot be taken back."""
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
