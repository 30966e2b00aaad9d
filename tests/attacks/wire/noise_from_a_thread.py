"""Lets a thread write to the connection for ever."""

import threading

import forge

ENDS = ("crashed",)
SAYS = "disturbed the connection"


def attack(arena):
    threading.Thread(target=forge.noise, daemon=True).start()
    return 1.0
