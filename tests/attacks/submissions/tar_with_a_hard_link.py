"""Hands in a tar file in which the submission is a hard link to a file of the grader's."""

import tarfile

SAYS = "link or a special file"


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tar", "w") as archive:
        info = tarfile.TarInfo("soft.py")
        info.type, info.linkname = tarfile.LNKTYPE, str(outside)
        archive.addfile(info)
