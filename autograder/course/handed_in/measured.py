"""What one submission may make its reader read: all of it together, through however many folders and zips."""

from autograder.course.handed_in import unreadable
from autograder.course.handed_in.archives import Archive
from autograder.course.handed_in.trees import MAX_ENTRIES, Entry, Place, Tree

MAX_BYTES = 2**27  # inflated: the largest zip that is accepted, with the largest notebook in it
MAX_LISTED = 50_000  # entries of folders


class Spent:
    """What has been read so far."""

    def __init__(self) -> None:
        self.bytes = 0
        self.listed = 0


class Measured:
    """A tree whose reading is counted, with that of all folders and zips in it: see `Tree`."""

    def __init__(self, tree: Tree, spent: Spent | None = None) -> None:
        self._tree = tree
        self._spent = spent or Spent()

    @property
    def name(self) -> str:
        """See `Tree`."""
        return self._tree.name

    @property
    def place(self) -> Place:
        """See `Tree`."""
        return self._tree.place

    def entries(self, limit: int = MAX_ENTRIES) -> list[Entry]:
        """See `Tree`. Raises: Unreadable, also where too much has been listed already."""
        found = self._tree.entries(limit)
        self._spent.listed += len(found)
        if self._spent.listed > MAX_LISTED:
            raise unreadable.too_many(self.name, MAX_LISTED)
        return found

    def left_out(self) -> list[Entry]:
        """See `Tree`."""
        return self._tree.left_out()

    def read(self, name: str, limit: int) -> bytes:
        """See `Tree`. Raises: Unreadable, also where too much has been read already."""
        left = MAX_BYTES - self._spent.bytes
        content = self._tree.read(name, limit) if limit <= left else self._last(name, left)
        self._spent.bytes += len(content)
        return content

    def _last(self, name: str, left: int) -> bytes:
        """A file for which there may not be enough left."""
        try:
            return self._tree.read(name, left)
        except unreadable.TooLarge:
            raise unreadable.too_much(name, MAX_BYTES) from None

    def modified(self, name: str) -> float | None:
        """See `Tree`."""
        return self._tree.modified(name)

    def folder(self, name: str) -> "Measured":
        """See `Tree`."""
        return Measured(self._tree.folder(name), self._spent)

    def opened(self, name: str, limit: int) -> "Measured":
        """A zip file in it, as a tree. Raises: Unreadable."""
        return self.within(Archive(self.read(name, limit), name))

    def within(self, archive: Archive) -> "Measured":
        """A zip file that was found in it: it counts with all else."""
        return Measured(archive, self._spent)
