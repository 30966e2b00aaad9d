"""Hands in a zip with names that no disk could hold."""

import zipfile

RUNS = 1
CARELESSLY = "raises"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w") as archive:
        archive.writestr("soft.py", "x = 1")
        archive.writestr("a" * 60_000, "")
