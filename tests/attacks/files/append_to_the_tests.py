"""Opens the hidden tests for appending."""

import os

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    os.close(os.open(arena["hidden"], os.O_WRONLY | os.O_APPEND))
    return "open"
