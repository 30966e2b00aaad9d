"""Hands in a zip whose files share their content: each is small, together they are endless."""

import copy
import io
import zipfile

SAYS = "not a Python file"
CARELESSLY = "raises"


def hand_in(folder, outside):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("soft.py", bytes(1 << 20))
        for number in range(3000):
            info = copy.copy(archive.filelist[0])
            info.filename = info.orig_filename = f"{number}.py"
            archive.filelist.append(info)
        archive._didModify = True
    (folder / "mallory.zip").write_bytes(content.getvalue())
