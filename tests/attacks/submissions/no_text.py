"""Hands in bytes that are no text."""

SAYS = "UTF"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.py").write_bytes(b"\xff\xfe\xfd" * 100)
