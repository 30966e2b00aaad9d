"""Hands in a link to a link."""

SAYS = "link or a special file"
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / ".hidden").symlink_to(outside)
    (folder / "mallory.py").symlink_to(".hidden")
