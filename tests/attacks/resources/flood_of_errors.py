"""Floods standard error, below Python's buffers."""

import os

LIMITS = {"output_limit_mb": 1}
GENEROUS = {"output_limit_mb": 16}
ENDS = ("crashed",)


def attack(arena):
    for _ in range(400):
        os.write(2, b"x" * 10_000)
    return "open"
