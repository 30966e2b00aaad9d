"""Asks the kernel for the machine's addresses."""

import socket

LAYERS = ("seccomp",)
ENDS = ("PermissionError",)


def attack(arena):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0):
        return "open"
