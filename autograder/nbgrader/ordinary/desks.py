"""Grades a notebook of an ordinary course where ``nbgrader autograde`` would run it: one examiner for a whole run."""

import contextlib
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.grading.notebooks.jobs import Start
from autograder.nbgrader.gradebooks import gradebook_of
from autograder.nbgrader.ordinary.examiners import OwnExaminers
from autograder.nbgrader.ordinary.own_course import own_assignment
from autograder.nbgrader.ordinary.own_results import write_own_results
from autograder.nbgrader.ordinary.plan import packages_of, plain_runner, results_of
from autograder.nbgrader.ordinary.planning import plans_of
from autograder.nbgrader.restore import released_notebook


class OwnDesk:
    """An assignment, its examiner and its plans; closed when the run's exporter is gone."""

    def __init__(self, coursedir: Any, resources: Any, allow_weak: bool, seconds: float) -> None:
        id = resources["nbgrader"]["assignment"]
        source, release = (
            Path(coursedir.format_path(folder, ".", id)).absolute()
            for folder in (coursedir.source_directory, coursedir.release_directory)
        )
        with gradebook_of(resources) as gradebook:
            names = [n.name for n in gradebook.find_assignment(id).notebooks]
            known = {name: released_notebook(gradebook, name, id) for name in names}
        self.id, self._allow_weak, self._seconds = id, allow_weak, seconds
        self._assignment = own_assignment(id, Path(coursedir.root).absolute(), source, release, known)
        with contextlib.ExitStack() as opening:
            start = Start(packages_of(self._assignment), tuple(map(str, self._assignment.private)))
            self._examiners = opening.enter_context(OwnExaminers(start, 1, allow_weak))
            self._plans = plans_of(self._assignment, self._examiners, seconds, allow_weak=allow_weak)
            self.close = opening.pop_all().close

    def grade(self, nb: Any, name: str, folder: Path) -> frozenset[str]:
        """Write what became of a notebook's cells into it; the tests whose points a person must give."""
        plan = self._plans[name]
        examined = self._examiners.examine(plan.job(nb, self._assignment, folder, seconds=self._seconds))
        contained = {}
        if plan.contained:
            run = plain_runner(self._assignment, folder, seconds=self._seconds, allow_weak=self._allow_weak)
            outputs = run(nb)
            contained = {cell: outputs[cell] for cell in plan.contained if cell in outputs}
        return write_own_results(nb, results_of(examined), contained, plan.by_hand)


_desks: "weakref.WeakKeyDictionary[Any, OwnDesk]" = weakref.WeakKeyDictionary()


def own_desk(
    owner: Any, coursedir: Any, resources: Any, allow_weak: bool, seconds: float
) -> Callable[[Any], frozenset[str]]:
    """What grades notebooks of an assignment, as long as `owner` lives: nbgrader makes a preprocessor for each."""
    info = resources["nbgrader"]
    desk = _desks.get(owner)
    if desk is None or desk.id != info["assignment"]:
        if desk is not None:
            desk.close()
        desk = _desks[owner] = OwnDesk(coursedir, resources, allow_weak, seconds)
        weakref.finalize(owner, desk.close)
    chosen = desk
    folder = Path(coursedir.format_path(coursedir.autograded_directory, info["student"], info["assignment"]))
    return lambda nb: chosen.grade(nb, info["notebook"], folder.absolute())
