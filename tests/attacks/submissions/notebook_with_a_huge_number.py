"""Hands in a notebook whose format is a number of a hundred thousand digits."""

SAYS = "JSON is broken"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text('{"nbformat": ' + "9" * 100_000 + "}")
