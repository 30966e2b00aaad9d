"""Closes the connection, and stays."""

import os

import forge

ENDS = ("crashed",)
SAYS = "it closed it"


def attack(arena):
    os.close(3)
    forge.wait()
