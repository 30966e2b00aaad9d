"""Starts a pool of processes."""

import multiprocessing

LAYERS = ("seccomp",)
ENDS = ("PermissionError", "OSError", "FileNotFoundError")


def attack(arena):
    process = multiprocessing.get_context("fork").Process(target=int)
    process.start()
    process.join()
    return "open"
