"""Running a submitted notebook's cells, so that whoever grades by hand sees plots and answers.

No grade depends on it: checks are run elsewhere, and the cells that hold them are left out here.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]
from traitlets import Bool, Float, Integer, List, Unicode

from autograder.course.course import Course
from autograder.errors import KadaiError
from autograder.nbgrader.outputs import Outputs
from autograder.nbgrader.parts import kept_by_nbgrader
from autograder.nbgrader.session import NOT_RUN, NoKernelError, Over, Session
from autograder.text import Text

_NOT_GRADED = Text(
    "This check was not run: RunCells must be followed by the preprocessor that grades.",
    "このテストは実行されていません：RunCells の後に採点用の preprocessor を設定してください。",
)
_CHECK = re.compile(r"\bcell_checker\s*\(")


class RunCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs the cells of a notebook in a kernel in the sandbox. To be put before the preprocessor that grades.

    Cells with checks or tests are left out. A test's cell then holds an error, which the preprocessor that grades
    replaces; without one, nobody would have points for it. It raises for no submission: what went
    wrong is said in the cell where it happened, in both languages.
    """

    seconds = Float(120.0, help="Time limit for all cells of a notebook together, on the clock.").tag(config=True)
    cell_output_kb = Integer(64, help="Kilobytes of text that are kept of a cell's output.").tag(config=True)
    memory_mb = Integer(1024, help="Memory that a notebook may use besides Python's own.").tag(config=True)
    allow_weak = Bool(False, help="Run cells even where the sandbox is weak (see kadai doctor).").tag(config=True)
    course = Unicode("", help="The course's folder; by default that of the current folder.").tag(config=True)
    without = List(Unicode(), help="Layers of the sandbox to switch off (for tests).").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run the cells; the outputs that the notebook came with are gone in any case."""
        chosen = []
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
                if _is_test(cell):
                    cell.outputs = _ungraded()
                elif cell.source.strip() and not _is_check(cell):
                    chosen.append(cell)
        if not chosen:
            return nb, resources
        try:
            with Session(self.seconds, self.cell_output_kb, self._given(resources), self._options()) as session:
                self._run(session, chosen)
        except NoKernelError as error:
            self.log.warning("The cells were not run: %s", error)
            for cell in chosen:
                _say(cell, _no_kernel(error))
        except Exception:
            self.log.exception("The cells could not be run to the end.")
        return nb, resources

    def _run(self, session: Session, cells: list[Any]) -> None:
        for number, cell in enumerate(cells):
            outputs = Outputs(self.cell_output_kb)
            try:
                session.run(cell.source, outputs)
            except Over as over:
                outputs.say(over.text)
                for later in cells[number + 1 :]:
                    _say(later, NOT_RUN)
                return
            finally:
                cell.outputs = outputs.outputs
            cell.execution_count = number + 1

    def _options(self) -> tuple[str, ...]:
        switched_off = [word for layer in self.without for word in ("--without", layer)]
        allowed = ["--allow-weak"] if self.allow_weak else []
        private = [word for path in self._private() for word in ("--private", str(path))]
        return ("--memory-mb", str(self.memory_mb), *private, *switched_off, *allowed)

    def _private(self) -> tuple[Path, ...]:
        """What no cell may read: the course's own files, or whatever there is where nbgrader was started."""
        try:
            course = Course.find(self.course or None)
        except KadaiError:
            return (Path.cwd(),)
        return (*course.private, *kept_by_nbgrader(course.root))

    def _given(self, resources: Mapping[str, Any]) -> dict[str, str]:
        """The modules that the assignment gives its students, from the course.

        Never from the submission's folder, nor from a course found there: what lies in it is the student's, except for
        the instructor's files that nbgrader has put there.
        """
        name = (resources.get("nbgrader") or {}).get("assignment")
        try:
            return Course.find(self.course or None).assignment(str(name)).given_texts
        except KadaiError as error:
            self.log.debug("No given modules: %s", error)
            return {}


def _is_test(cell: Any) -> bool:
    """Whether nbgrader reads points from a cell's outputs."""
    metadata = _table(cell.metadata.get("nbgrader"))
    return bool(metadata.get("grade") and not metadata.get("solution"))


def _is_check(cell: Any) -> bool:
    """Whether a cell calls kadai's own checks."""
    return _table(cell.metadata.get("kadai")).get("role") == "check" or bool(_CHECK.search(cell.source))


def _table(metadata: Any) -> Mapping[str, Any]:
    return metadata if isinstance(metadata, Mapping) else {}


def _ungraded() -> list[Any]:
    """What a test's cell holds until it is graded: to nbgrader, a cell without any output has full marks."""
    outputs = Outputs(1)
    outputs.fail("NotGraded", _NOT_GRADED)
    return outputs.outputs


def _say(cell: Any, text: Text) -> None:
    outputs = Outputs(1)
    outputs.say(text)
    cell.outputs = outputs.outputs


def _no_kernel(error: NoKernelError) -> Text:
    return Text(
        f"The cells of this notebook were not run: {error}",
        "このノートブックのセルは実行されていません（採点環境の都合によるもので、提出内容の問題ではありません）。",
    )
