"""The command ``kadai``: one file per sub-command."""

from autograder.cli.main import main

__all__ = ["main"]
