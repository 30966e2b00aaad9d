"""Has the kernel copy the hidden tests to standard output, so that no Python function reads them."""

import os

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    return "open" if os.sendfile(1, os.open(arena["hidden"], os.O_RDONLY), 0, 10) == 10 else "nothing in it"
