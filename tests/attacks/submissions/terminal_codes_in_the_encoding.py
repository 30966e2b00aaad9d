"""Claims an encoding with terminal codes in its name."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_bytes(b"# coding: utf-8\x1b[2J\nx = 1")
