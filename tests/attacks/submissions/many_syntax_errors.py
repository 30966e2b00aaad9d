"""Hands in hundreds of lines none of which is Python."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\n" + "def (:\n" * 300)
