"""Hands in thousands of statements, all of which fail."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\n" + "1/0\n" * 5_000)
