"""The interface of a place for which there are bundles. To add one: a module in ``places/``, and its name there."""

from typing import Protocol

from autograder.bundles.bundle import Files, Order
from autograder.text import Text


class Place(Protocol):
    """A place where hand-ins are graded as they arrive."""

    name: str
    description: Text
    """One line for ``kadai package --help``."""
    deadline: float
    """Seconds that a hand-in may take there, unless the instructor says otherwise."""
    is_zip: bool
    """Whether it takes one zip for each assignment; otherwise the bundle is a folder for all of them."""

    def files(self, order: Order) -> Files:
        """What belongs into the bundle.

        Raises:
            UsageError: if something of the course or of kadai cannot be read, or the order does not fit.
        """
        ...
