"""Hands in a folder of thousands of files."""

SAYS = "more than 2000"


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    for number in range(2100):
        (folder / "mallory" / f"{number}.py").touch()
