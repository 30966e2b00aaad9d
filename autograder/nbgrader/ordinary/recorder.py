"""Records the submissions of an ordinary course: any number of notebooks, tested by the instructor's own cells."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets import List

from autograder.errors import UsageError
from autograder.nbgrader.gradebooks import OPEN
from autograder.nbgrader.ordinary.own_course import OwnAssignment, own_assignment, read_notebook
from autograder.nbgrader.parts import AUTOGRADE, SANITIZE
from autograder.nbgrader.recording import Recorder, open_recorder
from autograder.nbgrader.restore import RELEASED, released_notebook
from autograder.nbgrader.saving import UNSCORED
from autograder.text import Text
from autograder.writing import write_whole


class OwnRecorder(Recorder):
    """As `Recorder`, but for what concerns kadai's own tests.

    Attributes:
        nbgrader_isolates: whether nbgrader's own command would, by the course's settings.
    """

    sanitize_preprocessors = List(SANITIZE).tag(config=True)
    autograde_preprocessors = List(AUTOGRADE[1:]).tag(config=True)

    def open(self) -> None:
        """Look at the gradebook; the course's own list of preprocessors counts for nothing but kadai's.

        Raises:
            UsageError: if the assignment was never generated.
        """
        settings = self.parent.config.Autograde
        self.nbgrader_isolates = [*settings.get("autograde_preprocessors", [])][:1] == AUTOGRADE[:1]
        self.sanitize_preprocessors, self.autograde_preprocessors = SANITIZE, AUTOGRADE[1:]
        super().open()

    def _need_notebooks(self, names: list[str]) -> None:
        """Any will do."""

    def _read_released(self) -> None:
        names = [n.name for n in self._gradebook.find_assignment(self.assignment_id).notebooks]
        known = {name: released_notebook(self._gradebook, name, self.assignment_id) for name in names}
        source, release = (
            Path(self.coursedir.format_path(folder, ".", self.assignment_id)).absolute()
            for folder in (self.coursedir.source_directory, self.coursedir.release_directory)
        )
        root = Path(self.coursedir.root).absolute()
        self.assignment: OwnAssignment = own_assignment(self.assignment_id, root, source, release, known)

    def _is_there(self, destination: Path) -> bool:
        return all((destination / f"{name}.ipynb").exists() for name in self.assignment.notebooks)

    def begin(self, student: str, folder: Path) -> dict[str, NotebookNode | None]:
        """Enrol a submission and restore its notebooks; None for one that is not there, or cannot be read."""
        self.init_destination(self.assignment_id, student)
        self.run_pre_convert_hook()
        self._copy_files(student, folder)
        self._enrol(student, folder)
        contents = {name: read_notebook(folder / f"{name}.ipynb") for name in self.assignment.notebooks}
        others = sorted(folder.glob("*.ipynb"))
        if len(contents) == len(others) == 1 and None in contents.values():  # one, under another name
            contents = {name: read_notebook(others[0]) for name in contents}
        return {name: self._restored(student, name, content) for name, content in contents.items()}

    def _restored(self, student: str, name: str, content: dict[str, Any] | None) -> NotebookNode | None:
        if content is None or not isinstance(content.get("cells"), list):
            return None
        nb = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
        return self._through(self._sanitizers, nb, self._about(student, name))

    def record_all(self, student: str, notebooks: Mapping[str, tuple[NotebookNode, frozenset[str]]]) -> None:
        """Save graded notebooks, each with the cells whose points a person must give: into gradebook and folder.

        Raises:
            Exception: whatever nbgrader stumbles over.
        """
        for name, (nb, unscored) in notebooks.items():
            resources = {**self._about(student, name), UNSCORED: unscored}
            graded = self._through(self._graders, nb, resources)
            text: str = nbformat.v4.writes(graded)  # type: ignore[no-untyped-call]
            write_whole(self._destination(student) / f"{name}.ipynb", f"{text}\n".encode())
        self.set_permissions(self.assignment_id, student)
        self.run_post_convert_hook()

    def blank(self, name: str) -> NotebookNode:
        """A notebook as it was released, for one that was not handed in."""
        stub = self.assignment.notebooks[name].stub
        copied: NotebookNode = nbformat.from_dict(stub)  # type: ignore[no-untyped-call]
        return copied

    def folder_of(self, student: str) -> Path:
        """Where a student's files lie, with the instructor's over them."""
        return self._destination(student).absolute()

    def score(self, student: str) -> tuple[float, float]:
        """What is recorded, and the most."""
        submission = self._gradebook.find_submission(self.assignment_id, student)
        return float(submission.score), float(submission.max_score)

    def _about(self, student: str, name: str) -> dict[str, Any]:
        names = {"student": student, "assignment": self.assignment_id, "notebook": name}
        about = {**names, "db_url": self.coursedir.db_url}
        known = {OPEN: self._gradebook, RELEASED: self.assignment.notebooks[name].released}
        return {"unique_key": name, "nbgrader": about, **known}


def own_recorder_for(assignment: str, students: str, force: bool) -> OwnRecorder:
    """An open recorder for an ordinary course in the current folder.

    Raises:
        UsageError: see `OwnRecorder.open`.
    """
    recorder = open_recorder(OwnRecorder, assignment, students, force)
    if not recorder.assignment.notebooks:
        raise UsageError(
            Text(
                f"{assignment}: the gradebook knows no notebook of it; run `nbgrader generate_assignment {assignment}`",
                f"{assignment}: 成績簿にノートブックがありません。`nbgrader generate_assignment {assignment}` を"
                "実行してください",
            )
        )
    return recorder
