"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from autograder.reports.given import DEFAULT, Feedback

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
html = click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write web pages: yours, and one for each student.",
)
feedback = click.option(
    "--feedback",
    type=click.Choice(get_args(Feedback)),
    default=DEFAULT,
    show_default=True,
    help="What students are given of hidden checks: with expected numbers; the own value, the pattern and the "
    "mistake's name; or passed and failed only.",
)
journal = click.option("--journal", type=click.Path(path_type=Path), metavar="FILE", help="Where results are kept.")
jobs = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes  [default: one per processor]"
)
written = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write  [default: standard output]",
)


def output_file(name: str, description: str) -> Callable[[Any], Any]:
    """An option that names a file to write; ``-`` is standard output."""
    return click.option(name, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help=description)
