"""Hands in a zip whose file wants to lie outside."""

import zipfile

RUNS = 1
CARELESSLY = "escapes"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", "x = 1")
        archive.writestr("../../escaped.py", "x = 1")
