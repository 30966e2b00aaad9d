"""Hands in what is called a zip, and is none."""

SAYS = "not a zip"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.zip").write_bytes(b"PK\3\4 no zip")
