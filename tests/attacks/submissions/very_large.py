"""Hands in a file of many megabytes (it takes no room on the disk)."""

SAYS = "larger than"
CARELESSLY = "grows"


def hand_in(folder, outside):
    with (folder / "mallory.py").open("wb") as file:
        file.truncate(100 << 20)
