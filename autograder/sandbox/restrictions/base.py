"""The interface of a restriction, and which ones this machine can have."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Terms:
    """One worker's own terms: bytes of memory it may add, CPU seconds as a backstop, a user (if root's)."""

    memory: int
    cpu_seconds: int
    user: int
    zygote: int  # its process id, as the worker sees it


class Restriction(Protocol):
    """One layer. ``apply`` is irrevocable; it raises OSError where the kernel refuses."""

    name: str

    def apply(self, terms: Terms) -> None:
        """Restrict this process."""


@dataclass
class Preparation:
    """The restrictions to apply, in order, and why others are missing."""

    restrictions: list[Restriction] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def descriptors(self) -> set[int]:
        """The file descriptors that restrictions need to be applied."""
        return {r.descriptor for r in self.restrictions if hasattr(r, "descriptor")}

    def attempt(self, name: str, wanted: bool, make: Callable[[], Restriction]) -> None:
        """Add a restriction, or note why it cannot be had."""
        if not wanted:
            self.missing[name] = "switched off"
            return
        try:
            self.restrictions.append(make())
        except OSError as error:
            self.missing[name] = error.strerror or str(error)


def prepare(config: dict[str, Any]) -> Preparation:
    """All restrictions that the policy wants and the machine has, as a child has tried; the order matters.

    Whoever is to become another user must do so before the death signal, which a change of user clears;
    ``no_new_privs`` comes before Landlock and seccomp, which demand it; seccomp is last, since it forbids what the
    others need.
    """
    from . import capabilities, landlock, parent_death, privileges, rlimits, seccomp, trial, undumpable, user

    policy = config["policy"]
    terms = Terms(memory=1 << 30, cpu_seconds=60, user=config["user"], zygote=os.getpid())
    prepared = Preparation()
    needed = [*config["packages"], *sys.path, *config["needed"]]
    prepared.attempt("user", policy["user"], lambda: user.OwnUser(needed, config["user"]))
    prepared.attempt("capabilities", policy["capabilities"], capabilities.Capabilities)
    prepared.attempt("parent_death", True, parent_death.ParentDeath)
    prepared.attempt("no_new_privs", True, privileges.NoNewPrivileges)
    prepared.attempt("undumpable", policy["undumpable"], undumpable.Undumpable)
    prepared.attempt("rlimits", policy["rlimits"], rlimits.ResourceLimits)
    prepared.attempt("landlock", policy["landlock"], lambda: landlock.Landlock(config["readable"], config["hidden"]))
    prepared.attempt("seccomp", policy["seccomp"], lambda: seccomp.SystemCallFilter(config.get("serving", False)))
    while refused := trial.first_refused(prepared.restrictions, terms):
        restriction, why = refused
        prepared.restrictions.remove(restriction)
        prepared.missing[restriction.name] = f"refused here: {why}"
    return prepared
