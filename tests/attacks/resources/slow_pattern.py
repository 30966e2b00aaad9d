"""A regular expression that backtracks exponentially: some seconds inside one call of C."""

import re

LIMITS = {"call_seconds": 0.1}
GENEROUS = {"call_seconds": 60}
ENDS = ("timeout",)


def attack(arena):
    return "open" if re.match(r"(a+)+b", "a" * 24) is None else "nothing"
