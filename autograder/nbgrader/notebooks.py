"""A notebook in nbgrader's ``submitted`` folder as a submission of kadai's."""

import json
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Submission, unreadable
from autograder.course.choosing import MAX_NOTEBOOK, Choice
from autograder.course.decoding import notebook_cells
from autograder.course.measured import Measured
from autograder.course.submissions import assemble
from autograder.course.trees import Folder
from autograder.sandbox import Sources
from autograder.text import Text


class SubmittedNotebook(Submission):
    """The notebook `name` in the folder that a student handed in. No link is followed, sizes are bounded."""

    def __init__(self, student: str, folder: Path, name: str, assignment: Assignment) -> None:
        self._folder = Folder(folder)
        self.name = name
        super().__init__(student, str(folder / name), assignment, self._folder)

    @property
    def handed_in(self) -> bool:
        """nbgrader has a folder for each assignment."""
        return True

    def content(self) -> bytes:
        """The file as it was handed in.

        Raises:
            Unreadable: if it is a link, too large, or no notebook.
        """
        content = self._folder.read(self.name, MAX_NOTEBOOK)
        notebook_cells(content, self.name)
        return content

    def sources(self, restored: Any) -> tuple[Sources, str]:
        """What is graded, and its digest: the code cells of the restored notebook, the modules beside the file.

        Raises:
            Unreadable: see `content`; or if a module that the notebook imports cannot be read.
        """
        texts = notebook_cells(json.dumps(restored).encode(), self.name)
        choice = Choice(Measured(self._folder), f"{self._assignment.id}.ipynb", own_folder=True)
        return assemble(choice, texts, self._assignment)


def find_notebook(folder: Path, assignment: Assignment) -> str:
    """The name of the notebook that answers the assignment: named after it, or the only one there.

    Raises:
        Unreadable: if there is none, or more than one that could be it.
    """
    entries = Folder(folder).entries()
    found = [e.name for e in entries if e.kind != "folder" and e.suffix == ".ipynb"]
    if f"{assignment.id}.ipynb" in found:
        return f"{assignment.id}.ipynb"
    if not found:
        raise unreadable.nothing_here(folder.name, assignment.id)
    if len(found) > 1:
        raise unreadable.ambiguous(folder.name, found)
    return found[0]


def grader_failed(error: BaseException) -> Text:
    """What a student and the instructor read where the grader itself broke down."""
    what = f"{type(error).__name__}: {error}"[:500]
    return Text(
        f"The grader failed on this notebook. It costs no points; grade it again. ({what})",
        f"採点システム側の問題で採点できませんでした。減点はされません。再採点が必要です。({what})",
    )
