"""Hands in a hundred thousand brackets, on which compilers have died."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\ny = " + "(" * 100_000)
