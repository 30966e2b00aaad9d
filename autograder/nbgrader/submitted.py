"""A notebook in nbgrader's ``submitted`` folder as something that kadai grades."""

import json
from pathlib import Path
from typing import Any

import msgspec

from autograder.course import Unreadable
from autograder.grading.classroom.reading_ahead import Reading
from autograder.grading.reader.requests import Refused, unpacked
from autograder.grading.results import NOTHING_SAID
from autograder.sandbox import Sources
from autograder.text import Text


class SubmittedNotebook:
    """The notebook `name` in the folder that a student handed in, by default the one that answers the assignment."""

    def __init__(self, student: str, folder: Path, name: str | None, reading: Reading) -> None:
        self.id = student
        self._folder = folder
        self._name = name
        self._reading = reading
        self.mates: tuple[str, ...] = ()
        self.about = NOTHING_SAID

    def content(self) -> bytes:
        """What can be restored of the file that was handed in. No link is followed, sizes are bounded.

        Raises:
            Unreadable: see `restorable.opened`.
        """
        answer = self._reading.open_notebook(self._folder, self._name)
        self.about = answer.about
        if isinstance(answer, Refused):
            raise Unreadable(answer.text)
        self._name = unpacked(answer.name)
        return answer.content

    def sources(self, restored: Any) -> tuple[Sources, str]:
        """What is graded, and its digest: the code cells of the restored notebook, the modules beside the file.

        Raises:
            Unreadable: see `restorable.assembled`.
        """
        assert self._name is not None, "it was opened before"
        said = self._reading.assemble(self._folder, self._name, json.dumps(restored).encode())
        self.about = msgspec.structs.replace(self.about, attention=(*self.about.attention, *said.about.attention))
        return said.sources, said.digest


def grader_failed(error: BaseException) -> Text:
    """What a student and the instructor read where the grader itself broke down."""
    what = f"{type(error).__name__}: {error}"[:500]
    return Text(
        f"The grader failed on this notebook. It costs no points; grade it again. ({what})",
        f"採点システム側の問題で採点できませんでした。減点はされません。再採点が必要です。（{what}）",
    )
