"""Hands in a tar file with two files of one name, as ``tar -r`` makes it: the later one counts."""

import io
import tarfile

RUNS = 1


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tar", "w") as archive:
        for text in (b"x = 0\n", b"x = 1\n"):
            info = tarfile.TarInfo("soft.py")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
