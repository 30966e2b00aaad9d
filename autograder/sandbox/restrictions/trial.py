"""Trying in a child what cannot be taken back."""

import os
from collections.abc import Callable, Sequence

from .restriction import Restriction, Terms


def ask_child(question: Callable[[], str]) -> str:
    """Have a child process answer; empty where it dies over the question."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, question().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        answer = answers.read().decode()
    os.waitpid(child, 0)
    return answer


def first_refused(restrictions: Sequence[Restriction], terms: Terms) -> tuple[Restriction, str] | None:
    """The first of some restrictions, applied in their order, that the kernel refuses; and why."""
    answer = ask_child(lambda: _try(restrictions, terms))
    if not answer:
        return None
    number, _, why = answer.partition(" ")
    return restrictions[int(number)], why


def _try(restrictions: Sequence[Restriction], terms: Terms) -> str:
    for number, restriction in enumerate(restrictions):
        try:
            restriction.apply(terms)
        except (OSError, ValueError) as error:
            return f"{number} {error}"
    return ""
