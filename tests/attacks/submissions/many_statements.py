"""Hands in as many statements as fit into a file, all of them wrong."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\n" + "1/0\n" * 50_000)
