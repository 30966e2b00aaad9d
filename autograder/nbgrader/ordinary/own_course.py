"""An ordinary nbgrader course: what its gradebook and its folders say of an assignment. It knows nothing of kadai."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.nbgrader.parts import kept_by_nbgrader
from autograder.nbgrader.restore import ReleasedNotebook, restored

_MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class OwnNotebook:
    """One notebook of an assignment, as the instructor wrote it and as it was released.

    Attributes:
        name: without its ending.
        released: as the gradebook knows it.
        solution: the instructor's, with the gradebook's tests; None where it is not there.
        stub: what students got.
    """

    name: str
    released: ReleasedNotebook
    solution: NotebookNode | None
    stub: NotebookNode


@dataclass(frozen=True)
class OwnAssignment:
    """An assignment whose tests stand in its notebooks.

    Attributes:
        id: its name.
        root: the course's folder.
        source: the folder of the instructor's notebooks and files.
        notebooks: by name.
    """

    id: str
    root: Path
    source: Path
    notebooks: Mapping[str, OwnNotebook] = field(default_factory=dict)

    @property
    def modules(self) -> dict[str, bytes]:
        """The instructor's own Python files."""
        files = sorted(self.source.glob("*.py")) if self.source.is_dir() else []
        return {file.name: file.read_bytes() for file in files if file.is_file() and not file.is_symlink()}

    @property
    def private(self) -> tuple[Path, ...]:
        """What no submission may read."""
        return (*kept_by_nbgrader(self.root), self.source)


def own_assignment(
    id: str, root: Path, source: Path, release: Path, known: Mapping[str, ReleasedNotebook]
) -> OwnAssignment:
    """The assignment, from its folders and what the gradebook knows of its notebooks."""
    notebooks = {}
    for name, released in known.items():
        written, given = (read_notebook(folder / f"{name}.ipynb") for folder in (source, release))
        solution = None if written is None else restored(written, released)
        notebooks[name] = OwnNotebook(name, released, solution, restored(given or {}, released))
    return OwnAssignment(id, root, source, notebooks)


def read_notebook(file: Path) -> dict[str, Any] | None:
    """A notebook's content in format 4, or None where there is none that can be read. No link is followed."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return None
        content = json.loads(file.read_bytes())
        if isinstance(content, dict) and content.get("nbformat") == 3:
            content = nbformat.v4.convert.upgrade(nbformat.v3.to_notebook_json(content))  # type: ignore[no-untyped-call]
    except Exception:  # whatever a notebook from somewhere is made of
        return None
    return content if isinstance(content, dict) else None
