"""Opens a door for others."""

import socket

LAYERS = ("seccomp", "landlock")
ENDS = ("PermissionError",)


def attack(arena):
    with socket.create_server(("127.0.0.1", 0)):
        return "open"
