"""Which layers of protection are wanted."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """All layers, unless one is switched off by hand (to prove in a test that it does something).

    A layer that the machine cannot have is left out, and lowers the level; it never makes grading crash.
    """

    rlimits: bool = True
    landlock: bool = True
    seccomp: bool = True
    capabilities: bool = True
    undumpable: bool = True
    user: bool = True
    namespaces: bool = True
