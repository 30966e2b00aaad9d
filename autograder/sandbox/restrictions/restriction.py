"""The interface of a restriction, and what a set of them is made of."""

from collections.abc import Callable
from typing import NamedTuple, Protocol


class Terms(NamedTuple):
    """One worker's own terms: bytes of memory it may add, CPU seconds as a backstop, a user (if root's)."""

    memory: int
    cpu_seconds: int
    user: int
    zygote: int  # its process id, as the worker sees it


class Restriction(Protocol):
    """One layer. ``apply`` is irrevocable; it raises OSError where the kernel refuses."""

    name: str

    def apply(self, terms: Terms) -> None:
        """Restrict this process."""


class Preparation:
    """The restrictions to apply, in order, and why others are missing."""

    def __init__(self) -> None:
        self.restrictions: list[Restriction] = []
        self.missing: dict[str, str] = {}

    @property
    def descriptors(self) -> set[int]:
        """The file descriptors that restrictions need to be applied."""
        return {r.descriptor for r in self.restrictions if hasattr(r, "descriptor")}

    def attempt(self, name: str, wanted: bool, make: Callable[[], Restriction]) -> None:
        """Add a restriction, or note why it cannot be had."""
        if not wanted:
            self.missing[name] = "switched off"
            return
        try:
            self.restrictions.append(make())
        except OSError as error:
            self.missing[name] = error.strerror or str(error)
