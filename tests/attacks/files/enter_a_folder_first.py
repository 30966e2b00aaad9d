"""Changes into the folder of the hidden tests, and reads by a relative name."""

import os

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    os.chdir(arena["folder"])
    return "open" if os.read(os.open("test_hidden.py", os.O_RDONLY), 3) == b"EXP" else "nothing in it"
