"""Hands in a link to a folder of the grader."""

SAYS = "link or a special file"
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / "mallory").symlink_to(outside.parent)
