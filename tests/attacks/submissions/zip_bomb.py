"""Hands in a zip of some kilobytes that unpacks to a hundred megabytes."""

import zipfile

SAYS = "larger than"
CARELESSLY = "grows"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", bytes(100 << 20))
