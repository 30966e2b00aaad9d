"""Hands in a tar file whose files want to lie outside."""

import io
import tarfile

RUNS = 1


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tar", "w") as archive:
        for name in ("soft.py", "../../escaped.py", "/etc/escaped.py"):
            info = tarfile.TarInfo(name)
            info.size = 5
            archive.addfile(info, io.BytesIO(b"x = 1"))
