"""The filter of system calls as BPF: what the assembler makes decides as its rules say; numbers are the kernel's."""

import ctypes
import os
import re
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.restrictions import bpf, seccomp
from autograder.sandbox.restrictions import numbers as table
from autograder.sandbox.restrictions.bpf import Rule, When

HERE = 0xC000003E
WORDS = st.one_of(st.sampled_from([0, 1, 2, 3, 0xFFFFFFFF, 1 << 32, (1 << 32) + 1]), st.integers(0, (1 << 64) - 1))
CONDITIONS = st.lists(st.builds(When, st.integers(0, 5), WORDS, WORDS.filter(bool)), max_size=3).map(tuple)
RULES = st.lists(st.builds(Rule, st.sampled_from([bpf.ALLOW, bpf.refuse(1), bpf.refuse(38)]), CONDITIONS), max_size=4)
ARGUMENTS = st.lists(WORDS, min_size=6, max_size=6)


def decide(program: bytes, number: int, arguments: Sequence[int], architecture: int = HERE) -> int:
    """What the kernel's interpreter would return."""
    data = struct.pack("=IIQ6Q", number, architecture, 0, *arguments)
    code = list(struct.iter_unpack("=HBBI", program))
    at = accumulator = 0
    while True:
        what, then, otherwise, value = code[at]
        at += 1
        match what:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", data, value)
            case 0x54:
                accumulator &= value
            case 0x15:
                at += then if accumulator == value else otherwise
            case 0x35:
                at += then if accumulator >= value else otherwise
            case 0x05:
                at += value
            case 0x06:
                return int(value)


def by_rule(rules: Mapping[int, Sequence[Rule]], number: int, arguments: Sequence[int], otherwise: int) -> int:
    for rule in rules.get(number, ()):
        if all(arguments[c.argument] & c.mask == c.value & c.mask for c in rule.conditions):
            return rule.action
    return otherwise


@given(st.dictionaries(st.integers(0, 40), RULES), ARGUMENTS, st.integers(0, 45))
def test_the_first_rule_that_fits_decides(rules: dict[int, list[Rule]], arguments: list[int], number: int) -> None:
    program = bpf.assemble(HERE, rules, bpf.refuse(95))
    assert decide(program, number, arguments) == by_rule(rules, number, arguments, bpf.refuse(95))


def test_many_rules_need_long_jumps() -> None:
    conditions = tuple(When(n % 6, n, 0xFF) for n in range(12))
    rules = {number: [Rule(bpf.refuse(number % 30), conditions)] * 3 for number in range(0, 400, 2)}
    program = bpf.assemble(HERE, rules, bpf.ALLOW)
    for number in (0, 1, 200, 201, 398, 399, 5000):
        for arguments in ([0] * 6, [6, 7, 8, 9, 10, 11]):
            assert decide(program, number, arguments) == by_rule(rules, number, arguments, bpf.ALLOW)


@pytest.mark.parametrize("serving", [False, True])
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_both_architectures_have_the_filter(machine: str, serving: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table.platform, "machine", lambda: machine)
    program, number, here = seccomp.compile_filter(serving), table.numbers(), table.architecture()
    assert len(program) // 8 < 4096  # the kernel takes no more

    def ends(name: str, *arguments: int) -> int:
        return decide(program, number[name], [*arguments, *[0] * (6 - len(arguments))], here)

    forbidden = bpf.refuse(1)
    assert (ends("read"), ends("socket"), ends("execve"), ends("clone3")) == (
        bpf.ALLOW, forbidden, forbidden, bpf.refuse(38),
    )  # fmt: skip
    assert ends("openat", 0, 0, os.O_RDONLY) == ends("openat", 0, 0, os.O_RDWR | os.O_CLOEXEC) == bpf.ALLOW
    assert ends("openat", 0, 0, os.O_WRONLY | os.O_CREAT) == ends("openat", 0, 0, os.O_TRUNC) == bpf.refuse(13)
    assert (ends("clone", 0x3D0F00), ends("clone", 17), ends("clone", 0x10000000)) == (bpf.ALLOW, forbidden, forbidden)
    assert (ends("prlimit64", 0, 7, 0), ends("prlimit64", 0, 7, 1), ends("prlimit64", 5, 7)) == (
        bpf.ALLOW, forbidden, forbidden,
    )  # fmt: skip
    assert ends("recvfrom") == (bpf.ALLOW if serving else forbidden)
    assert decide(program, number["read"], [0] * 6, 0x40000003) == bpf.KILL_PROCESS


def test_a_machine_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table.platform, "machine", lambda: "pdp11")
    with pytest.raises(OSError, match="no filter of system calls for pdp11"):
        seccomp.SystemCallFilter()


def test_the_numbers_are_those_of_the_kernels_headers() -> None:
    machine = table.platform.machine()
    folder = {"x86_64": "x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "asm-generic/unistd.h"}.get(machine, "")
    header = Path("/usr/include", folder)
    if not header.is_file():
        pytest.skip(f"{header} is not installed (package linux-libc-dev)")
    names = dict(re.findall(r"#define __NR3?2?6?4?_(\w+)\s+(\d+)", header.read_text()))
    found = {name: number for name, number in table.numbers().items() if name in names}
    assert len(found) > 150
    assert found == {name: int(names[name]) for name in found}


@pytest.mark.parametrize(("machine", "token"), [("x86_64", 0xC000003E), ("aarch64", 0xC00000B7)])
def test_the_numbers_are_those_of_libseccomp(machine: str, token: int) -> None:
    try:
        resolve = ctypes.CDLL("libseccomp.so.2").seccomp_syscall_resolve_name_arch
    except OSError:
        pytest.skip("libseccomp.so.2 is not installed")
    for name, number in table.numbers(machine).items():
        theirs = resolve(ctypes.c_uint32(token), name.encode())
        assert theirs in (number, -1)  # -1: an older library than the call


def test_every_name_has_a_number_somewhere() -> None:
    known = table.numbers("x86_64").keys() | table.numbers("aarch64").keys()
    assert {*seccomp._ALLOWED, *seccomp._FORBIDDEN, *seccomp._SERVING} <= known
