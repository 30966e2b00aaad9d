"""Hands in a helper module that is a link to a file of the grader."""

RUNS = None
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").write_text("import helper")
    (folder / "mallory/helper.py").symlink_to(outside)
