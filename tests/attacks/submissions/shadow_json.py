"""Hands in a module of its own with the name of a standard module."""

RUNS = 1
CARELESSLY = "shadowed"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").write_text("import json\nx = 1 if not hasattr(json, 'mine') else 2")
    (folder / "mallory/json.py").write_text("mine = True")
