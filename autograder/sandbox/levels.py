"""How well a worker is isolated: computed from what is in force and what the worker's own probe found."""

import shlex
from collections.abc import Iterable
from typing import Literal

import msgspec

_NEEDED = ("rlimits", "seccomp", "no_new_privs")
_GUARDS = ("landlock", "namespaces")
"""Each of them keeps every file but Python's own out of reach. A user of its own keeps what is closed to others."""

_APART = ("user", "namespaces")
_READ = "read a file"
_ACTS = ("open a socket", "start a process", "signal a process", "raise its limits")


class Level(msgspec.Struct, frozen=True):
    """The verdict on a sandbox.

    Attributes:
        level: ``strong``: every layer that a standard sandbox has, Landlock, and a user or namespaces of its own;
            ``standard``: files, sockets, processes, signals and limits are out of the worker's reach, whatever it is
            that keeps them there; ``weak``: something is not.
        layers: what is in force.
        missing: what is not, and why.
        reasons: what keeps the level from being higher.
    """

    level: Literal["strong", "standard", "weak"]
    layers: tuple[str, ...]
    missing: dict[str, str]
    reasons: tuple[str, ...]


def assess(
    layers: dict[str, str],
    probe: dict[str, bool],
    missing: dict[str, str],
    private: Iterable[str] = (),
    readable: Iterable[str] = (),
) -> Level:
    """The level from a worker's report.

    Args:
        layers: those in force.
        probe: each act that a worker must not be able to do, and whether it was refused.
        missing: the other layers, and why.
        private: the files and folders that it tried to open before it knew the submission.
        readable: those of them that it could.
    """

    def lacking(names: Iterable[str]) -> list[str]:
        return [f"{name}: {missing.get(name, 'not in force')}" for name in names if name not in layers]

    weak = lacking(_NEEDED)
    by_user_alone = "user" in layers and not any(guard in layers for guard in _GUARDS)
    if by_user_alone and not list(private):
        weak.append("files: only a worker's own user guards them, and none was named that it must not read")
    elif not any(guard in layers for guard in (*_GUARDS, "user")):
        weak += lacking((*_GUARDS, "user"))
    acts = _ACTS if by_user_alone else (_READ, *_ACTS)
    weak += [f"a worker can {act}" for act in acts if not probe.get(act, False)]
    if by_user_alone:
        weak += [f"a worker can read {path} (close it: chmod -R o-rwx {shlex.quote(path)})" for path in readable]
    elif any(guard in layers for guard in _GUARDS):
        weak += [f"a worker can read {path} (move it: it lies among the files of Python)" for path in readable]
    strong = lacking(["landlock"]) + (lacking(_APART) if not any(name in layers for name in _APART) else [])
    level: Literal["strong", "standard", "weak"] = "weak" if weak else "standard" if strong else "strong"
    return Level(level, tuple(layers), missing, tuple(weak or strong))
