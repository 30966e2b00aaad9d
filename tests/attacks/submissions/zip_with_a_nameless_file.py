"""Hands in a zip whose file has no name: Python's own reader stumbles over it."""

import io
import zipfile

SAYS = "no Python file"
CARELESSLY = "raises"


def hand_in(folder, outside):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("n", "x = 1")
        info = archive.filelist[0]
        info.filename = info.orig_filename = ""
        archive._didModify = True
    (folder / "mallory.zip").write_bytes(content.getvalue())
