"""Treats the connection to the grader as a socket, to learn who is at the other end."""

import socket

LAYERS = ("seccomp",)
ENDS = ("PermissionError", "OSError")


def attack(arena):
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=3)
    link.detach() if link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED) is not None else None
    return "open"
