"""Hands in a folder that contains itself."""

SAYS = "no Python file"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft").symlink_to(folder / "mallory")
