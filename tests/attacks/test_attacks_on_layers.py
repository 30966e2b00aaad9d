"""Attacks on files, processes, the network and the kernel: every layer that is named stops them by itself."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attack_files import OPEN, Attack, attacks, carry_out, machine_refuses

from autograder.sandbox import Sandbox

Without = Callable[..., Sandbox]
FAMILIES = ("files", "processes", "network", "kernel")
# Sorted so that tests which need the same sandbox stand together: starting one takes longer than an attack.
ALL = sorted((attack for family in FAMILIES for attack in attacks(family)), key=lambda attack: attack.layers)
ALONE = sorted(((attack, layer) for attack in ALL for layer in attack.layers if len(attack.layers) > 1),
               key=lambda pair: sorted({*pair[0].layers} - {pair[1]}))  # fmt: skip
each_attack = pytest.mark.parametrize("attack", ALL, ids=lambda a: f"{a.family}-{a.name}")


@each_attack
def test_it_is_stopped(attack: Attack, sandbox: Sandbox, arena: dict[str, Any]):
    if not {*attack.layers} & {*sandbox.layers}:
        why = [f"{layer}: {sandbox.assessment.missing[layer]}" for layer in attack.layers]
        pytest.skip(f"nothing that stops it can be had here ({'; '.join(why)}), as docs/security.md says")
    assert carry_out(sandbox, attack, arena) in attack.ends
    _nothing_happened(arena)


@pytest.mark.parametrize(
    ("attack", "layer"),
    [pytest.param(attack, layer, id=f"{attack.family}-{attack.name}-{layer}") for attack, layer in ALONE],
)
def test_each_of_its_layers_stops_it_alone(attack: Attack, layer: str, sandbox_without: Without, arena: dict[str, Any]):
    box = sandbox_without(*(other for other in attack.layers if other != layer))
    if layer == "capabilities" and os.geteuid() != 0:
        pytest.skip("an ordinary user has no capabilities that could be taken away")
    if layer not in box.layers:
        pytest.skip(f"{layer}: {box.assessment.missing[layer]}")
    assert carry_out(box, attack, arena) in attack.ends
    _nothing_happened(arena)


@each_attack
def test_without_its_layers_it_succeeds(attack: Attack, sandbox_without: Without, arena: dict[str, Any]):
    needed = attack.header.get("NEEDS_CAPABILITY")
    if needed is not None and not _capabilities() >> needed & 1:
        pytest.skip(f"capability {needed} is missing here: whoever runs this could not do it, even without layers")
    said = carry_out(sandbox_without(*attack.layers), attack, arena)
    if said != OPEN and machine_refuses(attack, arena):
        pytest.skip("this machine refuses it by itself, without any sandbox")
    assert said == OPEN


def _nothing_happened(arena: dict[str, Any]) -> None:
    folder = Path(arena["folder"])
    found = {str(p.relative_to(folder)) for p in folder.rglob("*")}
    assert found == {"class", "class/alice.py", "test_hidden.py", "reference.py"}
    assert Path(arena["hidden"]).stat().st_size == Path(arena["reference"]).stat().st_size > 0
    assert Path(arena["hidden"]).stat().st_mode & 0o777 == Path(arena["reference"]).stat().st_mode & 0o777
    assert not Path(arena["message"]).exists()
    assert Path(f"/proc/{arena['victim']}/stat").read_text().rpartition(")")[2].split()[0] in "SR"


def _capabilities() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("CapEff:")), 16)
