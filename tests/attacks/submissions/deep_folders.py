"""Hands in folders in folders in folders."""

SAYS = "no Python file"


def hand_in(folder, outside):
    deep = folder / "mallory"
    for _ in range(200):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "soft.py").write_text("x = 1")
