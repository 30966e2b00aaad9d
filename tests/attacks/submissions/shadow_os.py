"""Hands in a module of its own with the name of a standard module."""

RUNS = 1
CARELESSLY = "shadowed"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").write_text("import os\nx = 1 if not hasattr(os, 'mine') else 2")
    (folder / "mallory/os.py").write_text("mine = True")
