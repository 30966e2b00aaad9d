"""Hands in a tar file in which the submission is an endless device."""

import tarfile

SAYS = "link or a special file"


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tar", "w") as archive:
        info = tarfile.TarInfo("soft.py")
        info.type, info.devmajor, info.devminor = tarfile.CHRTYPE, 1, 5
        archive.addfile(info)
