"""Hands in an expression whose folding would take all memory."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\ny = lambda: 9 ** 9 ** 9 ** 9\nz = lambda: (0,) * 10 ** 12")
