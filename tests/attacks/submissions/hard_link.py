"""Hands in another name of a file of the grader."""

SAYS = "link or a special file"
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / "mallory.py").hardlink_to(outside)
