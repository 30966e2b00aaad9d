"""Hands in a tar file whose submission is a terabyte of holes."""

import tarfile

SAYS = "link or a special file|damaged|more than"


def hand_in(folder, outside):
    info = tarfile.TarInfo("soft.py")
    info.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.map": "0,1",
                        "GNU.sparse.size": str(1 << 40), "GNU.sparse.name": "soft.py"}  # fmt: skip
    with tarfile.open(folder / "mallory.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info)
