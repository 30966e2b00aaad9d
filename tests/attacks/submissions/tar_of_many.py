"""Hands in a tar.gz of a hundred thousand files."""

import tarfile

SAYS = "more than"


def hand_in(folder, outside):
    with tarfile.open(folder / "mallory.tar.gz", "w:gz", compresslevel=1) as archive:
        for number in range(100_000):
            archive.addfile(tarfile.TarInfo(f"f{number}.py"))
