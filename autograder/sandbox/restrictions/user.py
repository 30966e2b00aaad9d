"""A user of its own for each worker, where the zygote is root's."""

import errno
import os
from pathlib import Path

from .restriction import Terms
from .trial import ask_child


class OwnUser:
    """Nothing on the machine belongs to the worker's user; neither does any other process.

    Args:
        needed: folders and files that the worker must be able to read as that user.
        trial: a user to try it with.
    """

    name = "user"

    def __init__(self, needed: list[str], trial: int) -> None:
        if os.geteuid() != 0:
            raise OSError(errno.EPERM, "only root can give each worker a user of its own")
        modes = {path: os.R_OK | (os.X_OK if Path(path).is_dir() else 0) for path in needed if Path(path).exists()}
        if problem := ask_child(lambda: _problem(trial, modes)):
            raise OSError(errno.EACCES, problem)

    def apply(self, terms: Terms) -> None:
        """Become that user, for good."""
        _become(terms.user)


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _problem(user: int, modes: dict[str, int]) -> str:
    """Why this process, once it is the user's, could not go on; empty if it can."""
    try:
        _become(user)
    except OSError as error:
        return f"this process cannot become another user ({error.strerror})"
    closed = [path for path, mode in modes.items() if not os.access(path, mode)]
    return f"{closed[0]} cannot be read by another user" if closed else ""
