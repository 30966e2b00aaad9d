"""Hands in bytes that are no text."""

RUNS = None
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.py").write_bytes(b"\xff\xfe\xfd" * 100)
