"""Hands in a zip with a password."""

import io
import zipfile

SAYS = "password"
CARELESSLY = "raises"


def hand_in(folder, outside):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("soft.py", "x = 1")
    data = bytearray(content.getvalue())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    (folder / "mallory.zip").write_bytes(data)
