"""Replaces the worker's own encoder by one that sends what is no value."""

import forge

ENDS = ("crashed",)
SAYS = "malformed"


def attack(arena):
    from kadai_sandbox.wire import frames
    frames.encode_header = lambda message: b"\xc1"
    return 1.0
