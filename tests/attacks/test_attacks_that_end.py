"""Attacks that use up resources, or end something: they cost the attacker one check, and nobody else anything."""

from typing import Any

import pytest
from attack_files import OPEN, Attack, attacks, carry_out
from naive_grader import run as run_naively

from autograder.sandbox import Limits, Sandbox

PATIENCE = 100.0
"""On a loaded machine others compute as well: the clock on the wall must not be what ends an attack that computes."""

each_hog = pytest.mark.parametrize("attack", attacks("resources"), ids=str)
each_exit = pytest.mark.parametrize("attack", attacks("exits"), ids=str)


@each_hog
def test_what_uses_up_resources_is_ended(attack: Attack, sandbox: Sandbox):
    limits = {"wall_factor": PATIENCE, **attack.header["LIMITS"]}
    assert carry_out(sandbox, attack, {}, Limits(**limits)) in attack.ends


@each_hog
def test_with_generous_limits_it_is_not(attack: Attack, sandbox: Sandbox):
    assert carry_out(sandbox, attack, {}, Limits(**attack.header["GENEROUS"])) == OPEN


@each_exit
def test_whoever_ends_ends_alone(attack: Attack, sandbox: Sandbox):
    assert carry_out(sandbox, attack, {}) in attack.ends


@pytest.fixture(scope="module")
def naively() -> dict[str, str]:
    """What each of these attacks does to a grader that runs it in its own process."""
    return run_naively("exits")


@pytest.mark.parametrize("attack", [a for a in attacks("exits") if "NAIVELY" in a.header], ids=str)
def test_a_naive_grader_ends_with_it(attack: Attack, naively: dict[str, Any]):
    assert naively[attack.name] == attack.header["NAIVELY"]
