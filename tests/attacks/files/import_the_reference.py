"""Puts the reference's folder on sys.path and imports it."""

import importlib
import sys
from pathlib import Path

LAYERS = ("landlock", "namespaces", "user")
ENDS = ("ModuleNotFoundError",)


def attack(arena):
    sys.path.insert(0, str(Path(arena["reference"]).parent))
    return "open" if importlib.import_module("reference").EXPECTED else "nothing in it"
