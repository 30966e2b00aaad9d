"""A filter of system calls as the kernel runs it: a binary search for the number, then the rules of that call in order.

A call that a rule allows whatever its arguments costs nothing: the kernel notices that only the number is looked at,
and does not run the filter again.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000

_LOAD, _AND, _IF_EQUAL, _IF_AT_LEAST, _JUMP, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x05, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where they lie in the data that a filter sees
_WORD = 0xFFFFFFFF
_FOREIGN = 0x40000000  # on x86-64, numbers from here on are those of x32

Instruction = tuple[int, int, int, int]  # what to do, how many to skip if true, if false; a value


class When(NamedTuple):
    """A condition: the bits of an argument that the mask names have this value."""

    argument: int
    value: int
    mask: int = (1 << 64) - 1


class Rule(NamedTuple):
    """What becomes of a call that meets all conditions."""

    action: int
    conditions: tuple[When, ...] = ()


def refuse(errno: int) -> int:
    """The action of failing with an error number."""
    return 0x00050000 | errno


def assemble(architecture: int, rules: Mapping[int, Sequence[Rule]], otherwise: int) -> bytes:
    """The filter, 8 bytes per instruction.

    Args:
        architecture: the only one whose calls are let through; others would not mean what the filter takes them for.
        rules: by system call; the first whose conditions are met decides.
        otherwise: the action where none is.
    """
    code = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, _FOREIGN),
        (_RETURN, 0, 0, KILL_PROCESS),
        *_search(_ranges(rules, otherwise)),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _ranges(rules: Mapping[int, Sequence[Rule]], otherwise: int) -> list[tuple[int, tuple[Rule, ...]]]:
    """From which number on which rules hold; neighbours with the same rules are one range."""
    last = Rule(otherwise)
    begins: dict[int, tuple[Rule, ...]] = {0: (last,)}
    for number in sorted(rules):
        begins[number] = (*rules[number], last)
        begins[number + 1] = (last,)
    found: list[tuple[int, tuple[Rule, ...]]] = []
    for begin, here in begins.items():
        if not found or found[-1][1] != here:
            found.append((begin, here))
    return found


def _search(ranges: list[tuple[int, tuple[Rule, ...]]]) -> list[Instruction]:
    """Find the range of the number that is loaded; a long jump, since a condition can skip no more than 255."""
    if len(ranges) == 1:
        return [i for rule in ranges[0][1] for i in _decide(rule)]
    middle = len(ranges) // 2
    below, above = _search(ranges[:middle]), _search(ranges[middle:])
    return [(_IF_AT_LEAST, 0, 1, ranges[middle][0]), (_JUMP, 0, 0, len(below)), *below, *above]


def _decide(rule: Rule) -> list[Instruction]:
    """The action, or on to what follows."""
    code: list[Instruction] = [(_RETURN, 0, 0, rule.action)]
    for offset, value, mask in reversed(list(_words(rule.conditions))):
        test: list[Instruction] = [(_IF_EQUAL, 0, len(code), value)]
        masked: list[Instruction] = [(_AND, 0, 0, mask)] if mask != _WORD else []
        code = [(_LOAD, 0, 0, offset), *masked, *test, *code]
    return code


def _words(conditions: Iterable[When]) -> Iterable[tuple[int, int, int]]:
    """Place, value and mask of each half of an argument that matters; the lower half comes first."""
    for argument, value, mask in conditions:
        for half in (0, 1):
            part = mask >> 32 * half & _WORD
            if part:
                yield _ARGUMENTS + 8 * argument + 4 * half, value >> 32 * half & _WORD & part, part
