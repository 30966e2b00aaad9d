"""Hands in a zip of some kilobytes with modules of a megabyte each, all of them imported."""

import zipfile

SAYS = "longer than 4 MB"
CARELESSLY = "grows"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", "from m import " + ", ".join(f"m{n}" for n in range(90)) + "\nx = 1")
        for number in range(90):
            archive.writestr(f"m/m{number}.py", "#" * (1 << 20))
