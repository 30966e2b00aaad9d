"""The source text of a submission, as it is sent to the worker."""

import sys

try:  # the worker knows nothing but this package and msgspec; a student's machine has no msgspec
    from msgspec import Struct, field
except ImportError:
    from autograder.structs import Struct, field

PYTHONS_OWN = sys.stdlib_module_names | {"test"}
"""What a project's modules may be called like, and an import finds in Python itself."""


def cell_name(number: int | str) -> str:
    """What tracebacks call a cell of the submission's own notebook."""
    return f"<cell {number}>"


class Blank(Struct, frozen=True):
    """What students were to write and have not: a region that is still as it was released, or what is left of one.

    Attributes:
        name: where the region is: ``softmax``, ``Affine.forward``.
        file: what tracebacks call its text.
        first, last: its lines there.
        line: of its first placeholder.
        left: of a region that is partly filled, the names in it that are not; empty where nothing is.
    """

    name: str
    file: str
    first: int
    last: int
    line: int
    left: tuple[str, ...] = ()


class Sources(Struct, frozen=True, kw_only=True):
    """A submission: text only, compiled and run in the worker; nothing of it is read from disk there.

    Attributes:
        module: the name that it is imported under (the assignment's id, so that an ``if __name__ == "__main__":``
            block does not run).
        main: the main file's name, to show in messages.
        cells: its text: a file is one cell, a notebook has its code cells in order.
        files: path from the main file's folder (``helper.py``, ``../common/part.py``) → text of the submission's
            other files, which it can import or run; of a notebook the text of its code cells.
        given: file name → text of modules that come from the course; they win over files of the same name.
        functions: the functions and classes that are asked for.
        blanks: what of them is not written.
    """

    module: str
    main: str
    cells: tuple[str, ...]
    files: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    functions: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()

    def blocks(self) -> list[tuple[str, str]]:
        """The cells with the names that tracebacks show for them."""
        if len(self.cells) == 1 and not self.main.endswith(".ipynb"):
            return [(self.main, self.cells[0])]
        return [(cell_name(number), cell) for number, cell in enumerate(self.cells, 1)]

    def texts(self) -> tuple[str, ...]:
        """All of its text."""
        return (*self.cells, *self.files.values(), *self.given.values())
