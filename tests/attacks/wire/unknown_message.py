"""Sends a message of a kind that does not exist."""

import msgspec

import forge

ENDS = ("crashed",)
SAYS = "Invalid value 99"


def attack(arena):
    forge.frame(msgspec.msgpack.encode([99, 1, 2]), b"")
    forge.wait()
