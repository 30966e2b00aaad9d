"""Leaks a secret in a question to the name service: the C library opens a socket for it."""

import socket

LAYERS = ("seccomp",)
ENDS = ("PermissionError", "gaierror", "OSError")


def attack(arena):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        pass
    socket.getaddrinfo("127.0.0.1", 80)
    return "open"
