"""Attacks on whoever compares: patched tools, lying values, hunts for what is expected."""

from typing import Any

import numpy as np
import pytest
from attack_files import Attack, attacks
from naive_grader import run as run_naively
from verdicts_of_others import exercise

from autograder.numerics import assert_close
from autograder.sandbox import Examinee, Sandbox, SubmissionError

ALL = attacks("python")
each_attack = pytest.mark.parametrize("attack", ALL, ids=str)


@pytest.fixture(scope="module")
def naively() -> dict[str, str]:
    """What a grader says that shares its process with the submission."""
    return run_naively("python")


@each_attack
def test_a_naive_grader_is_fooled(attack: Attack, naively: dict[str, Any]):
    assert naively[attack.name] == "passed"


@pytest.mark.parametrize("attack", [a for a in ALL if "WEAK" not in a.header], ids=str)
def test_the_same_comparison_is_not_fooled_here(attack: Attack, sandbox: Sandbox):
    with Examinee(sandbox, attack.sources()) as examinee:
        examinee.begin_check()
        assert not _fooled(examinee, attack.header["FOOLS"])
        assert examinee.end_check().ended is None


def _fooled(examinee: Examinee, way: str) -> bool:
    try:
        return exercise(examinee.submission, way, first=True)
    except (SubmissionError, AssertionError, ValueError, TypeError):
        return False


@each_attack
def test_assert_close_is_not_fooled(attack: Attack, sandbox: Sandbox):
    x = np.arange(1.0, 7.0).reshape(2, 3)
    name, expected = ("total", 21.0) if "def total" in attack.text else ("double", 2 * x)
    with Examinee(sandbox, attack.sources()) as examinee:
        examinee.begin_check()
        with pytest.raises((AssertionError, SubmissionError)):
            assert_close(getattr(examinee.submission, name)(x), expected)
