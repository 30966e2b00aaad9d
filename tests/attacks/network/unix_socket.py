"""Speaks to a service of this machine through a socket with a path: Landlock has no word for that."""

import socket

LAYERS = ("seccomp", "namespaces", "user")
ENDS = ("PermissionError", "FileNotFoundError")


def attack(arena):
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(arena["unix"])
        return "open"
