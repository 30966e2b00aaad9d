"""Hands in a folder with a link in it."""

SAYS = "link or a special file"
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft.py").symlink_to(outside)
