"""Hands in its own version of a module that the course gives."""

RUNS = 1
CARELESSLY = "shadowed"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").write_text("import given\nx = given.x")
    (folder / "mallory/given.py").write_text("x = 2")
