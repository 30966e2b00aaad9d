"""Hands in a named pipe: whoever opens it waits for ever."""

import os

SAYS = "link or a special file"
CARELESSLY = "hangs"


def hand_in(folder, outside):
    os.mkfifo(folder / "mallory.py")
