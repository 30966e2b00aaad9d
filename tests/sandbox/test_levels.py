"""The level of isolation: computed from what is in force and what the probe found, never claimed."""

import pytest

from autograder.sandbox import Sandbox
from autograder.sandbox.levels import assess

NEEDED = dict.fromkeys(("rlimits", "seccomp", "no_new_privs"), "in force")
LAYERS = {**NEEDED, "landlock": "in force"}
ACTS = ("open a socket", "start a process", "signal a process", "raise its limits")
PROBE = dict.fromkeys(("read a file", *ACTS), True)


def plus(*layers: str) -> dict[str, str]:
    return {**NEEDED, **dict.fromkeys(layers, "in force")}


@pytest.mark.parametrize(
    ("layers", "level"),
    [
        (["landlock", "user"], "strong"),
        (["landlock", "namespaces"], "strong"),
        (["landlock"], "standard"),
        (["namespaces"], "standard"),
        (["user"], "standard"),
        (["namespaces", "user"], "standard"),
        ([], "weak"),
        (["capabilities", "undumpable"], "weak"),
    ],
)
def test_what_counts_is_whether_files_are_out_of_reach(layers: list[str], level: str) -> None:
    assert assess(plus(*layers), PROBE, {}, ["/course"]).level == level


@pytest.mark.parametrize("layer", NEEDED)
def test_any_needed_layer_less_makes_it_weak_and_says_why(layer: str) -> None:
    rest = {name: state for name, state in LAYERS.items() if name != layer}
    level = assess({**rest, "user": "in force"}, PROBE, {layer: "the kernel is too old"})
    assert (level.level, *map(str, level.reasons)) == ("weak", f"{layer}: the kernel is too old")


@pytest.mark.parametrize("act", PROBE)
def test_any_act_that_succeeds_makes_it_weak(act: str) -> None:
    for probe in ({**PROBE, act: False}, {other: True for other in PROBE if other != act}):
        level = assess({**LAYERS, "namespaces": "in force"}, probe, {})
        assert (level.level, *map(str, level.reasons)) == ("weak", f"a worker can {act}")


def test_a_user_of_its_own_may_read_python_but_none_of_what_was_named() -> None:
    probe = {**PROBE, "read a file": False}
    assert assess(plus("user"), probe, {}, ["/course", "/class"]).level == "standard"
    level = assess(plus("user"), probe, {}, ["/my course", "/class"], ["/my course"])
    assert level.level == "weak"
    assert [*map(str, level.reasons)] == ["a worker can read /my course (close it: chmod -R o-rwx '/my course')"]


def test_a_user_of_its_own_proves_nothing_where_nothing_was_named() -> None:
    level = assess(plus("user"), PROBE, {})
    assert level.level == "weak"
    assert "none was named" in level.reasons[0].en


@pytest.mark.parametrize("guard", ["landlock", "namespaces"])
def test_a_course_among_the_files_of_python_is_noticed(guard: str) -> None:
    level = assess(plus(guard, "user"), PROBE, {}, ["/usr/lib/course"], ["/usr/lib/course"])
    assert (level.level, len(level.reasons)) == ("weak", 1)
    assert "move it" in level.reasons[0].en


def test_a_layer_that_the_machine_lacks_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.sandbox import namespaces

    before = Sandbox().level
    monkeypatch.setattr(namespaces, "available", lambda: "/bin/false")
    with Sandbox() as box:
        assert "namespaces" not in box.layers
        assert "could not be started" in box.assessment.missing["namespaces"]
        assert box.level in ("standard", before)
