"""Hands in JSON nested a hundred thousand deep."""

SAYS = "JSON is broken"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text("[" * 100_000)
