"""The exceptions that kadai raises for its users, in one picture.

KadaiError                 anything kadai itself has to say
└── UsageError             the user's input is wrong; the command ends with exit code 2

What a *submission* does wrong is never one of these: see ``autograder.sandbox.errors``.
"""

from typing import Literal

Ended = Literal["timeout", "wall", "deadline", "crashed"]
"""How a student's program ends before its time: by computing, by the clock, by the run's deadline, or by itself."""


class KadaiError(Exception):
    """Root of the errors that kadai raises on purpose."""


class UsageError(KadaiError, ValueError):
    """Wrong input by the user: one sentence that names the file and the remedy."""
