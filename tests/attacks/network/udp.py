"""Sends a datagram: Landlock has no word for that."""

import socket

LAYERS = ("seccomp", "namespaces")
ENDS = ("PermissionError", "OSError", "ConnectionRefusedError")


def attack(arena):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("127.0.0.1", arena["udp"]))
        for _ in range(3):  # the second is refused where nobody received the first
            sender.send(b"EXPECTED")
        return "open"
