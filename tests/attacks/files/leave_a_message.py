"""Leaves a file where anybody may write, for the next student's submission to find."""

import os

LAYERS = ("landlock", "seccomp")
ENDS = ("PermissionError",)


def attack(arena):
    os.close(os.open(arena["message"], os.O_WRONLY | os.O_CREAT))
    return "open"
