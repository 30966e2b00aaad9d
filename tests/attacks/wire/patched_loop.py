"""Replaces the worker's own loop: every further question is answered with "right"."""

import forge

ENDS = ("a value: float",)
SAYS = ""


def attack(arena):
    from kadai_sandbox.worker import operations
    honest = operations.Operations.perform
    operations.Operations.perform = lambda self, op, *rest: 42.0 if op == "call" else honest(self, op, *rest)
    return 42.0
