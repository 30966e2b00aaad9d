"""Hands in a folder that contains itself."""

SAYS = "link or a special file"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    (folder / "mallory/soft").symlink_to(folder / "mallory")
