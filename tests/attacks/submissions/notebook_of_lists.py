"""Hands in a notebook that is a list."""

SAYS = "JSON is broken"
CARELESSLY = "raises"


def hand_in(folder, outside):
    (folder / "mallory.ipynb").write_text("[[[]]]")
