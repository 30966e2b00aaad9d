"""Hands in a tar.gz of some kilobytes that unpacks to hundreds of megabytes."""

import io
import tarfile

SAYS = "more than"


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("soft.py")
        info.size = 300 << 20
        archive.addfile(info, io.BytesIO(bytes(info.size)))
