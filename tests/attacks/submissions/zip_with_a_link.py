"""Hands in a zip with a link in it."""

import stat
import zipfile

SAYS = "link or a special file"


def hand_in(folder, outside):
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("soft.py")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, str(outside))
