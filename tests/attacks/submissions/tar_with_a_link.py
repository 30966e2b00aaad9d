"""Hands in a tar.gz in which the submission is a link to a file of the grader's."""

import tarfile

SAYS = "link or a special file"


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tgz", "w:gz") as archive:
        info = tarfile.TarInfo("soft.py")
        info.type, info.linkname = tarfile.SYMTYPE, str(outside)
        archive.addfile(info)
