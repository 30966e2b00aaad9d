"""nbgrader's gradebook, opened once for a run where it can be: opening it costs more than what is written."""

import contextlib
from collections.abc import Iterator
from typing import Any

from nbgrader.api import Gradebook  # type: ignore[import-untyped]

OPEN = "kadai_gradebook"
"""Where `resources` hold a gradebook that is open."""


@contextlib.contextmanager
def gradebook_of(resources: Any) -> Iterator[Any]:
    """The open gradebook of a run, or one for this moment."""
    if OPEN in resources:
        yield resources[OPEN]
        return
    with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
        yield gradebook
