"""Hands in a zip of thousands of modules, each of which has to be looked for among all the others."""

import zipfile

SAYS = "more than 100 files beside the main one"


def hand_in(folder, outside):
    modules = ", ".join(f"m{number}" for number in range(1500))
    with zipfile.ZipFile(folder / "mallory.zip", "w") as archive:
        archive.writestr("soft.py", "".join(f"from {package} import {modules}\n" for package in "abcde") + "x = 1")
        for package in "abcde":
            for number in range(1500):
                archive.writestr(f"{package}/m{number}.py", "")
