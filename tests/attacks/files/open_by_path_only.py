"""Opens the hidden tests with O_PATH, which is no reading, and then again through /proc/self/fd."""

import os

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    handle = os.open(arena["hidden"], os.O_PATH)
    return "open" if os.read(os.open(f"/proc/self/fd/{handle}", os.O_RDONLY), 3) == b"EXP" else "nothing in it"
