"""Sends what it knows to a server on the network."""

import socket

LAYERS = ("seccomp", "landlock", "namespaces")
ENDS = ("PermissionError", "OSError", "ConnectionRefusedError")


def attack(arena):
    with socket.create_connection(("127.0.0.1", arena["tcp"]), timeout=5):
        return "open"
