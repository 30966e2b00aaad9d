"""Hands in a zip of some kilobytes with modules of a megabyte each, all of them imported."""

import zipfile

SAYS = "longer than 4 MB"
CARELESSLY = "grows"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", "import m\nx = 1")
        for number in range(90):
            archive.writestr(f"m/{number}.py", "#" * (1 << 20))
