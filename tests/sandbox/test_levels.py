"""The level of isolation: computed from what is in force and what the probe found, never claimed."""

import pytest

from autograder.sandbox import Sandbox
from autograder.sandbox.levels import assess

LAYERS = dict.fromkeys(("rlimits", "landlock", "seccomp", "no_new_privs"), "in force")
PROBE = dict.fromkeys(("read a file", "open a socket", "start a process", "signal a process", "raise its limits"), True)


def test_everything_needed_makes_it_standard() -> None:
    assert assess(LAYERS, PROBE, {}).level == "standard"


@pytest.mark.parametrize("more", ["user", "namespaces"])
def test_being_apart_makes_it_strong(more: str) -> None:
    assert assess({**LAYERS, more: "in force"}, PROBE, {}).level == "strong"


@pytest.mark.parametrize("layer", LAYERS)
def test_any_layer_less_makes_it_weak_and_says_why(layer: str) -> None:
    rest = {name: state for name, state in LAYERS.items() if name != layer}
    level = assess({**rest, "user": "in force"}, PROBE, {layer: "the kernel is too old"})
    assert (level.level, level.reasons) == ("weak", (f"{layer}: the kernel is too old",))


@pytest.mark.parametrize("act", PROBE)
def test_any_act_that_succeeds_makes_it_weak(act: str) -> None:
    for probe in ({**PROBE, act: False}, {other: True for other in PROBE if other != act}):
        level = assess({**LAYERS, "namespaces": "in force"}, probe, {})
        assert (level.level, level.reasons) == ("weak", (f"a worker can {act}",))


def test_a_missing_library_makes_the_sandbox_weak_and_does_not_break_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.sandbox.restrictions import seccomp

    def missing(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(seccomp.ctypes, "CDLL", missing)
    with pytest.raises(OSError, match="libseccomp2"):
        seccomp.SystemCallFilter()


def test_a_layer_that_the_machine_lacks_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.sandbox import namespaces

    monkeypatch.setattr(namespaces, "available", lambda: "/bin/false")
    with Sandbox() as box:
        assert "namespaces" not in box.layers
        assert "could not be started" in box.assessment.missing["namespaces"]
        assert box.level in ("strong", "standard")
