"""Hands in a link to the environment of whoever reads it."""

SAYS = "link or a special file"
CARELESSLY = "leaks"


def hand_in(folder, outside):
    (folder / "mallory.py").symlink_to("/proc/self/environ")
