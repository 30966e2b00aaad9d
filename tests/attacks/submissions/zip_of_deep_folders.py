"""Hands in a zip with folders in folders without end."""

import zipfile

SAYS = "no Python file"
CARELESSLY = "raises"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w") as archive:
        archive.writestr("a/" * 30_000 + "soft.py", "x = 1")
