"""Claims an encoding that is no encoding, but a program."""

SAYS = "unknown encoding"


def hand_in(folder, outside):
    (folder / "mallory.py").write_bytes(b"# coding: idna\nx = 1")
