"""A user of its own for each worker, where the zygote is root's."""

import errno
import os
from pathlib import Path

from .base import Terms


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
        unreadable = _try_reading(trial, [path for path in needed if Path(path).exists()])
        if unreadable:
            raise OSError(errno.EACCES, f"{unreadable} cannot be read by another user")

    def apply(self, terms: Terms) -> None:
        """Become that user, for good."""
        _become(terms.user)


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _try_reading(user: int, paths: list[str]) -> str:
    """The first of the paths that a user cannot read, found by a process of that user; empty if there is none."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "something"
        try:
            _become(user)
            mode = os.R_OK | os.X_OK
            answer = next((path for path in paths if not os.access(path, mode if Path(path).is_dir() else os.R_OK)), "")
        except OSError as error:  # a user namespace with too few users, for instance
            answer = str(error)
        finally:
            os.write(writer, answer.encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        found = answers.read().decode()
    os.waitpid(child, 0)
    return found
