"""Runs a program with subprocess."""

import subprocess
import sys

LAYERS = ("seccomp",)
ENDS = ("PermissionError", "BlockingIOError")


def attack(arena):
    try:
        subprocess.run(["/nonexistent/program"], check=False)
    except FileNotFoundError:  # a process was made, and looked for the program
        return "open"
    return "ran"
