"""Hands in a folder of thousands of files."""

RUNS = None


def hand_in(folder, outside):
    (folder / "mallory").mkdir()
    for number in range(2100):
        (folder / "mallory" / f"{number}.py").touch()
