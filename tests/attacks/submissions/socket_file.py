"""Hands in a socket."""

import os
import socket

SAYS = "link or a special file"
CARELESSLY = "raises"


def hand_in(folder, outside):
    with socket.socket(socket.AF_UNIX) as endpoint:
        endpoint.bind(os.path.relpath(folder / "mallory.py"))
