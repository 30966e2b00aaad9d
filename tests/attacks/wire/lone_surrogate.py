"""Sends text that is no valid Unicode."""

import msgspec

import forge

ENDS = ("crashed",)
SAYS = "decode"


def attack(arena):
    forge.frame(msgspec.msgpack.encode([14, forge.seq(), "@@@", [[], [], []]]).replace(b"@@@", b"\xed\xa0\x80"), b"")
    forge.wait()
