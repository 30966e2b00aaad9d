"""Hands in a number of a million digits."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\ny = " + "9" * 900_000)
