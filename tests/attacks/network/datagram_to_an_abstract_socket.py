"""Sends a datagram to an abstract socket, for which no connection is needed."""

import socket

LAYERS = ("seccomp", "landlock", "namespaces")
ENDS = ("PermissionError", "ConnectionRefusedError")


def attack(arena):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"EXPECTED", f"\0{arena['abstract']}-datagrams")
        return "open"
