"""Which restrictions this machine can have."""

import os
import sys
from typing import Any

from . import capabilities, landlock, parent_death, privileges, rlimits, seccomp, trial, undumpable, user
from .restriction import Preparation, Terms


def prepare(config: dict[str, Any]) -> Preparation:
    """All restrictions that the policy wants and the machine has, as a child has tried; the order matters.

    Whoever is to become another user must do so before the death signal, which a change of user clears;
    ``no_new_privs`` comes before Landlock and seccomp, which demand it; seccomp is last, since it forbids what the
    others need.
    """
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
