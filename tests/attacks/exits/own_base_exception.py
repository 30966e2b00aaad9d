"""Raises a BaseException of its own whose text cannot be made."""

ENDS = ("Silence",)
NAIVELY = "grader gone"


class Silence(BaseException):
    def __str__(self):
        raise self

    __repr__ = __str__


def attack(arena):
    raise Silence
