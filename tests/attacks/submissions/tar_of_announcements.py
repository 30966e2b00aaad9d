"""Hands in a tar file of five thousand headers, each of which only announces the name of the next."""

import tarfile

SAYS = "damaged"


def hand_in(folder, outside):
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 8
    announced = info.tobuf(tarfile.GNU_FORMAT) + b"soft.py\0".ljust(512, b"\0")
    last = tarfile.TarInfo("soft.py").tobuf(tarfile.GNU_FORMAT)
    (folder / "mallory.tar").write_bytes(announced * 5000 + last + bytes(1024))
