"""Chance in an examiner: a hidden test that draws numbers draws the same for every submission, in every run.

The global generators of NumPy and Python begin each check with a state made of its seed. Generators that are made
without a seed take theirs from there as well, in the order in which they are made. What comes from the operating
system and cannot be repeated is refused where a test asks for it.
"""

import _random
import hashlib
import os
import random
import secrets
import sys
import sysconfig
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random.mtrand import get_bit_generator, set_bit_generator

from autograder.grading.blame import CheckError, where
from autograder.text import Text

_HELPERS = {module.__name__ for module in (os, random, secrets, uuid)} | {__name__}
_GLOBAL: Any = random._inst
_seed_numpy, _seed_python = np.random.seed, random.Random.seed  # bound now: a test may put something else there


class Chance:
    """The random numbers of one examiner.

    Args:
        seed: for what is drawn before the first check, while the test files are read.
        course: whose files may not ask the operating system for random bytes.
    """

    def __init__(self, seed: int, course: Path) -> None:
        self._course = f"{course.resolve()}{os.sep}"
        self._installed = [sysconfig.get_path("purelib"), sysconfig.get_path("stdlib"), str(Path(__file__).parents[1])]
        self._bit_generator = get_bit_generator()
        self._first = self._seed = seed
        self._drawn = 0
        self.rest()

    def begin(self, seed: int) -> None:
        """All that is drawn from now on follows from this seed of 128 bits."""
        self._seed, self._drawn = seed, 0
        if get_bit_generator() is not self._bit_generator:
            set_bit_generator(self._bit_generator)
        _seed_numpy(seed & 0xFFFFFFFF)
        _random.Random.seed(_GLOBAL, seed >> 32)
        _GLOBAL.gauss_next = None

    def rest(self) -> None:
        """Between the checks of one submission and those of the next: the state that there was before any."""
        self.begin(self._first)

    def install(self) -> None:
        """Take the place of every source of randomness in this process: for good."""
        np.random.bit_generator.randbits = self._bits  # type: ignore[attr-defined]  # behind all unseeded ones of NumPy
        bits = self._bits

        def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
            _seed_python(self, bits(128) if a is None else a, version)

        random.Random.seed = seed  # type: ignore[method-assign]
        random.seed = _GLOBAL.seed
        random._urandom = os.urandom = self._refusing(os.urandom)  # type: ignore[attr-defined]

    def _bits(self, count: int) -> int:
        """So many bits, others at each call."""
        self._drawn += 1
        material = f"kadai\0{self._seed}\0{self._drawn}".encode()
        return int.from_bytes(hashlib.shake_256(material).digest((count + 7) // 8), "big") >> (-count % 8)

    def _refusing(self, urandom: Callable[[int], bytes]) -> Callable[[int], bytes]:
        def refusing(size: int, /) -> bytes:
            frame = sys._getframe(1)
            while frame.f_back is not None and frame.f_globals.get("__name__") in _HELPERS:
                frame = frame.f_back
            if self._is_of_the_course(frame.f_code.co_filename):
                raise CheckError(_refusal(where(frame.f_code.co_filename, frame.f_lineno)))
            return urandom(size)

        return refusing

    def _is_of_the_course(self, file: str) -> bool:
        return file.startswith(self._course) and not file.startswith(tuple(self._installed))


def _refusal(place: Text) -> Text:
    return Text(
        f"{place.en} asks the operating system for random bytes (os.urandom, secrets, uuid4 or SystemRandom): they "
        "would be others in every run. Draw from the fixture `rng`.",
        f"{place.ja} が OS の乱数（os.urandom、secrets、uuid4、SystemRandom）を使っています。実行のたびに値が変わって"
        "しまうので、フィクスチャ `rng` を使ってください。",
    )
