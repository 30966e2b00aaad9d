"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

course = click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The course's root folder  [default: found from the current folder upwards]",
)
language = click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "ja"]),
    default="en",
    show_default=True,
    envvar="KADAI_LANG",
    help="Language of messages.",
)
jobs = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes  [default: one per processor]"
)


def output_file(name: str, description: str) -> Callable[[Any], Any]:
    """An option that names a file to write; ``-`` is standard output."""
    return click.option(name, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help=description)
