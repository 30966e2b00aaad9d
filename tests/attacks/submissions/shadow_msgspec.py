"""Hands in a module of its own with the name of a library."""

RUNS = 1
CARELESSLY = "shadowed"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").write_text("import msgspec\nx = 1 if not hasattr(msgspec, 'mine') else 2")
    (folder / "mallory/msgspec.py").write_text("mine = True")
