"""Hands in a zip of thousands of files."""

import zipfile

RUNS = 1


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", "x = 1")
        for number in range(5000):
            archive.writestr(f"{number}.txt", "")
