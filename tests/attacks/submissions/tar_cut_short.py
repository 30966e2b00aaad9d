"""Hands in half of a tar.gz."""

import io
import os
import tarfile

SAYS = "is not a tar file, or it is damaged"


def hand_in(folder, outside):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        info = tarfile.TarInfo("soft.py")
        info.size = 5000
        archive.addfile(info, io.BytesIO(os.urandom(5000)))
    (folder / "mallory.tar.gz").write_bytes(whole.getvalue()[:2000])
