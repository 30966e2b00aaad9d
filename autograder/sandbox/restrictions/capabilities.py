"""Root's capabilities: given up, so that a worker of root is no more than an ordinary process."""

from . import kernel
from .restriction import Terms


class Capabilities:
    """No capability is left."""

    name = "capabilities"

    def apply(self, terms: Terms) -> None:
        """Drop them all; without exec, none comes back."""
        kernel.capset_none()
