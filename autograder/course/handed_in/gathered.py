"""Files from several places, under the names that their student gave them, as one folder."""

from collections.abc import Mapping

from autograder.course.handed_in import unreadable
from autograder.course.handed_in.trees import MAX_ENTRIES, Entry, Kind, Place, Tree


class Gathered:
    """A folder that exists nowhere: see `Tree`. Its `members` by name: a tree, the name there, and a kind."""

    def __init__(self, name: str, within: Tree, members: Mapping[str, tuple[Tree, str, Kind]]) -> None:
        self._name = name
        self._within = within
        self._members = members

    @property
    def name(self) -> str:
        """See `Tree`."""
        return self._name

    @property
    def place(self) -> Place:
        """See `Tree`: that of the folder in which the members lie."""
        return self._within.place

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """See `Tree`."""
        if len(self._members) > limit:
            raise unreadable.too_many(self._name, limit)
        return sorted(Entry(name, kind) for name, (_, _, kind) in self._members.items())

    def left_out(self) -> list[Entry]:
        """See `Tree`."""
        return []

    def read(self, name: str, limit: int) -> bytes:
        """See `Tree`."""
        if name not in self._members:
            raise unreadable.missing(name)
        tree, real, _ = self._members[name]
        return tree.read(real, limit)

    def modified(self, name: str) -> float | None:
        """See `Tree`."""
        if name not in self._members:
            return None
        tree, real, _ = self._members[name]
        return tree.modified(real)

    def folder(self, name: str) -> Tree:
        """See `Tree`."""
        if name not in self._members:
            return Gathered(name, self._within, {})
        tree, real, _ = self._members[name]
        return tree.folder(real)
