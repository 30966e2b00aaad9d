"""Hands in a zip whose list says that a file of a hundred megabytes is small."""

import zipfile

SAYS = ""


def hand_in(folder, outside):
    file = folder / "mallory.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", "#" * (100 << 20))
    small, large = ((n << 20).to_bytes(4, "little") for n in (1, 100))
    file.write_bytes(file.read_bytes().replace(large, small))
