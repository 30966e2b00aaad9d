"""Hands in a zip in a zip."""

import zipfile

SAYS = ""


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft/mallory.zip", b"PK\5\6" + bytes(18))
