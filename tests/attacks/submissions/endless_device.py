"""Hands in a link to a device that never ends."""

SAYS = "link or a special file"
CARELESSLY = "hangs"


def hand_in(folder, outside):
    (folder / "mallory.py").symlink_to("/dev/zero")
