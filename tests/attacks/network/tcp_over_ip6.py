"""Connects over the newer Internet protocol, for which no rule may have been written."""

import socket

LAYERS = ("seccomp", "landlock")
ENDS = ("PermissionError",)


def attack(arena):
    try:
        with socket.socket(socket.AF_INET6) as caller:
            caller.connect(("::1", arena["tcp"]))
    except PermissionError:
        raise
    except OSError:
        return "open"  # it could ask; nobody listens there
    return "open"
