"""Hands in a line of which a careless reader looks at every rest again and again."""

RUNS = 1


def hand_in(folder, outside):
    (folder / "mallory.py").write_text("x = 1\ny" + "=get_ipython() " * 60_000 + "(")
