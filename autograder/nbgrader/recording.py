"""nbgrader's Autograde in two halves, so that a class can be graded in parallel between them.

What ``nbgrader autograde`` does for one notebook after the other (make the folder, restore the notebook, run it,
save the scores, write the result) is done here for each student in `sanitize` and `record`, with the same
preprocessors. What nbgrader gives up on is a `Problem` of that student alone.
"""

import json
import logging
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook  # type: ignore[import-untyped]
from nbgrader.apps import AutogradeApp  # type: ignore[import-untyped]
from nbgrader.converters import Autograde  # type: ignore[import-untyped]
from nbgrader.preprocessors import Execute  # type: ignore[import-untyped]
from nbgrader.utils import find_all_files, rmtree  # type: ignore[import-untyped]
from sqlalchemy.exc import DatabaseError
from traitlets import List
from traitlets.utils.importstring import import_item

from autograder.errors import UsageError
from autograder.grading.results import Legend, SubmissionResult
from autograder.nbgrader.gradebooks import OPEN
from autograder.nbgrader.grading import RESULT
from autograder.nbgrader.parts import AUTOGRADE, SANITIZE
from autograder.nbgrader.restore import RELEASED, released_notebook
from autograder.text import Text
from autograder.writing import write_whole


class Recorder(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Records the submissions of one assignment, whose id is also its notebook's."""

    sanitize_preprocessors = List(SANITIZE).tag(config=True)
    autograde_preprocessors = List(AUTOGRADE).tag(config=True)

    def open(self) -> None:
        """Look at the gradebook and prepare the preprocessors.

        Raises:
            UsageError: if the assignment was never generated, has other notebooks, or would be run in a kernel.
        """
        self.assignment_id = self.coursedir.assignment_id
        self._gradebook: Any = None
        self._sanitizers = self._preprocessors(self.sanitize_preprocessors)
        self._graders = self._preprocessors(self.autograde_preprocessors)
        if any(isinstance(p, Execute) for p in self._graders):
            raise UsageError(
                Text(
                    "nbgrader_config.py: Autograde.autograde_preprocessors runs notebooks in a kernel (Execute); "
                    "set it to AUTOGRADE of autograder.nbgrader.parts",
                    "nbgrader_config.py: Autograde.autograde_preprocessors がノートブックをカーネルで実行します"
                    "（Execute）。autograder.nbgrader.parts の AUTOGRADE に設定してください",
                )
            )
        self._need_assignment()
        self._read_released()

    def _read_released(self) -> None:
        self._released = released_notebook(self._gradebook, self.assignment_id, self.assignment_id)

    def close(self) -> None:
        """Close the gradebook."""
        if self._gradebook is not None:
            self._gradebook.close()

    def _need_assignment(self) -> None:
        url, id = self.coursedir.db_url, self.assignment_id
        file = Path(url.removeprefix("sqlite:///"))
        known: dict[str, list[str]] = {}
        if not url.startswith("sqlite:///") or file.is_file():
            try:
                self._gradebook = Gradebook(url, self.coursedir.course_id)
                known = {a.name: [n.name for n in a.notebooks] for a in self._gradebook.assignments}
            except DatabaseError as error:
                raise UsageError(
                    Text(
                        f"{url}: the gradebook cannot be used ({error.orig}); "
                        "after an update of nbgrader, back it up and run `nbgrader db upgrade`",
                        f"{url}: 成績簿を使えません（{error.orig}）。nbgrader を更新した後なら、バックアップを取っ"
                        "てから `nbgrader db upgrade` を実行してください",
                    )
                ) from None
        if not known.get(id):
            raise UsageError(
                Text(
                    f"{url}: the gradebook does not have {id!r}; run `nbgrader generate_assignment {id}` first",
                    f"{url}: 成績簿に {id!r} がありません。まず `nbgrader generate_assignment {id}` を実行してください",
                )
            )
        self._need_notebooks(known[id])

    def _need_notebooks(self, names: list[str]) -> None:
        url, id = self.coursedir.db_url, self.assignment_id
        if names != [id]:
            raise UsageError(
                Text(
                    f"{url}: {id!r} has the notebooks {', '.join(names)}, but kadai grades only {id}.ipynb; "
                    f"use `nbgrader autograde {id}`, which leaves the others to a person",
                    f"{url}: {id!r} にはノートブック {', '.join(names)} がありますが、kadai が採点"
                    f"するのは {id}.ipynb だけです。ほかを人に任せる `nbgrader autograde {id}` を使っ"
                    "てください",
                )
            )

    def handed_in(self) -> dict[str, Path]:
        """Student → folder, of all that match ``--student`` and have a folder for the assignment."""
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        excluded = self.coursedir.student_id_exclude.split(",")
        found = {}
        for folder in sorted(self._matching()):
            match = re.fullmatch(pattern, str(folder))
            if match and folder.is_dir() and match["student_id"] not in excluded:
                found[match["student_id"]] = folder
        return found

    def is_recorded(self, student: str, folder: Path) -> bool:
        """Whether nbgrader would skip the student: recorded before, not forced, nothing newer handed in.

        A folder without the notebook is what an interrupted run leaves: the scores are saved before it is written.
        """
        destination = self._destination(student)
        if self.force or not self._is_there(destination):
            return False
        new, old = (self.coursedir.get_existing_timestamp(str(f)) for f in (folder, destination))
        return not (new is not None and old is not None and new > old)

    def _is_there(self, destination: Path) -> bool:
        return (destination / f"{self.assignment_id}.ipynb").exists()

    def sanitize(self, student: str, folder: Path, content: bytes | None) -> NotebookNode:
        """Enrol the student's submission and restore the notebook; None gives the notebook as it was released.

        `content` is what `restorable.opened` gives.

        Raises:
            Exception: whatever is wrong with the gradebook.
        """
        self.init_destination(self.assignment_id, student)
        self.run_pre_convert_hook()
        self._copy_files(student, folder)
        self._enrol(student, folder)
        raw = {} if content is None else json.loads(content)
        nb = nbformat.from_dict(raw)  # type: ignore[no-untyped-call]
        return self._through(self._sanitizers, nb, self._resources(student))

    def record(self, student: str, nb: NotebookNode, result: SubmissionResult, legend: Legend, handout: Text) -> None:
        """Save a graded notebook: scores into the gradebook, the notebook into the ``autograded`` folder.

        `handout` is where the course says that students read it.

        Raises:
            Exception: whatever nbgrader stumbles over.
        """
        resources = {**self._resources(student), RESULT: (result, legend, handout)}
        graded = self._through(self._graders, nb, resources)
        text: str = nbformat.v4.writes(graded)  # type: ignore[no-untyped-call]
        write_whole(self._destination(student) / f"{self.assignment_id}.ipynb", f"{text}\n".encode())
        self.set_permissions(self.assignment_id, student)
        self.run_post_convert_hook()

    def discard(self, student: str) -> None:
        """Remove what was written for a student, as nbgrader does after a failure: it will be tried again."""
        self._gradebook.db.rollback()
        destination = self._destination(student)
        if destination.exists():
            rmtree(str(destination))

    def _preprocessors(self, classes: list[Any]) -> list[Any]:
        """The enabled ones, made as an exporter makes them."""
        kinds = [import_item(c) if isinstance(c, str) else c for c in classes]
        made = [kind(parent=self) for kind in kinds]
        return [preprocessor for preprocessor in made if preprocessor.enabled]

    @staticmethod
    def _through(preprocessors: list[Any], nb: Any, resources: dict[str, Any]) -> NotebookNode:
        """The exporter's loop, without a copy and a validation after every step."""
        for preprocessor in preprocessors:
            nb, resources = preprocessor(nb, resources)
        assert isinstance(nb, NotebookNode)
        return nb

    def _resources(self, student: str) -> dict[str, Any]:
        names = {"student": student, "assignment": self.assignment_id, "notebook": self.assignment_id}
        about = {**names, "db_url": self.coursedir.db_url}
        known = {OPEN: self._gradebook, RELEASED: self._released}
        return {"unique_key": self.assignment_id, "nbgrader": about, **known}

    def _enrol(self, student: str, folder: Path) -> None:
        timestamp = self.coursedir.get_existing_timestamp(str(folder))
        when = {"timestamp": timestamp} if timestamp else {}
        if self.create_student:
            self._gradebook.update_or_create_student(student)
        else:
            self._gradebook.find_student(student)
        self._gradebook.update_or_create_submission(self.assignment_id, student, **when)

    def _copy_files(self, student: str, folder: Path) -> None:
        """The student's other files, then the course's own over them. Links and devices are left where they are."""
        destination = self._destination(student)
        course = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", self.assignment_id))
        kept = {course / name for name in self.exclude_overwriting.get(self.assignment_id, [])}
        for source, left_out in ((folder, set()), (course, kept)):
            for file in map(Path, find_all_files(str(source), [*self.coursedir.ignore, "*.ipynb"])):
                if file in left_out or not _is_ordinary(file, source):
                    continue
                target = destination / file.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                shutil.copy(file, target)
        destination.mkdir(parents=True, exist_ok=True)

    def _matching(self) -> Iterator[Path]:
        pattern = Path(self._format_source(self.assignment_id, self.coursedir.student_id))
        return Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor)))

    def _destination(self, student: str) -> Path:
        return Path(self._format_dest(self.assignment_id, student))


def recorder_for(assignment: str, students: str, force: bool) -> Recorder:
    """An open recorder with nbgrader's settings for the current folder, read as nbgrader reads them.

    Raises:
        UsageError: see `Recorder.open`.
    """
    return open_recorder(Recorder, assignment, students, force)


R = TypeVar("R", bound=Recorder)


def open_recorder(kind: type[R], assignment: str, students: str, force: bool) -> R:
    """An open recorder of some kind; see `recorder_for`."""
    app = AutogradeApp()
    _read_settings(app)
    for handler in app.log.handlers:
        if not isinstance(handler, logging.FileHandler):  # the terminal is the progress bar's
            handler.setLevel(logging.CRITICAL)
    app.coursedir.assignment_id = assignment
    app.coursedir.student_id = students
    recorder = kind(coursedir=app.coursedir, parent=app)
    recorder.force = recorder.force or force
    recorder.open()
    return recorder


def _read_settings(app: AutogradeApp) -> None:
    """nbgrader itself goes on with its stock settings where a file with the course's cannot be read.

    Raises:
        UsageError: in that case.
    """
    app.raise_config_file_errors = True
    try:
        app.initialize([])
    except Exception as error:  # whatever the file does
        file = next((f.filename for f in reversed(extract_tb(error.__traceback__)) if "_config" in f.filename), "")
        where, why = getattr(error, "filename", None) or file or "nbgrader_config", f"{type(error).__name__}: {error}"
        raise UsageError(
            Text(
                f"{where}: these settings cannot be read ({why}); nbgrader's own commands would go on without them, "
                "and grade without isolation: mend the file",
                f"{where}: 設定を読めません（{why}）。nbgrader 自身のコマンドはこの設定なしで進み、"
                "隔離せずに採点します。ファイルを直してください",
            )
        ) from None


def _is_ordinary(file: Path, below: Path) -> bool:
    """Whether neither the file nor a folder on the way to it is a link."""
    folders = [p for p in file.parents if p != below and p.is_relative_to(below)]
    return stat.S_ISREG(file.lstat().st_mode) and not any(p.is_symlink() for p in folders)
