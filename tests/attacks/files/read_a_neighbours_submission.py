"""Copies a neighbour's work."""

import shutil

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    shutil.copyfileobj(open(arena["neighbour"]), target := open("/copied", "w+"))
    return "open" if target.tell() else "nothing in it"
