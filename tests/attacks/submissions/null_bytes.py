"""Hands in a file with null bytes."""

SAYS = "null bytes"


def hand_in(folder, outside):
    (folder / "mallory.py").write_bytes(b"x = 1\0")
