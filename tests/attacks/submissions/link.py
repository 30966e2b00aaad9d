"""Hands in a link to a file of the grader."""

SAYS = "link or a special file"
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / "mallory.py").symlink_to(outside)
