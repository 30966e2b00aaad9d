"""Runs a whole notebook in a kernel in the sandbox: plainly, its tests in the same process as its code.

So are run the tests that no examiner can run ("contained"), and the instructor's solution and the released stub, to see
whether isolated tests say the same.
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder.errors import KadaiError
from autograder.nbgrader.ordinary.own_cells import name_of
from autograder.nbgrader.outputs import Outputs
from autograder.nbgrader.session import NOT_RUN, Over, Session

_KILOBYTES = 64
_CLOCK = 4  # seconds on the clock for each of computing: no mark may depend on how busy a machine is
_TIMED = """\
def _begin():
    import signal
    def over(*_):
        raise KeyboardInterrupt("it used up its time")
    signal.signal(signal.SIGPROF, over)
    get_ipython().events.register("pre_run_cell", lambda *_: signal.setitimer(signal.ITIMER_PROF, {seconds}))
    get_ipython().events.register("post_run_cell", lambda *_: signal.setitimer(signal.ITIMER_PROF, 0))
_begin()
del _begin
"""


def run_plainly(
    nb: Any, folders: Iterable[str], private: Iterable[Path], cell_seconds: float, *, allow_weak: bool = False
) -> dict[str, list[Any]]:
    """The outputs of all code cells, by name, without stderr; of those that did not run, an error.

    A cell is interrupted after `cell_seconds` of computing; ten times as many are for all of them.

    Raises:
        KadaiError: if there is no kernel to run them in.
    """
    with tempfile.TemporaryDirectory(prefix="kadai-") as outer:
        Path(outer).chmod(0o755)
        place = Path(outer, "cells")
        place.mkdir()
        for folder in map(Path, folders):
            if folder.is_dir():
                shutil.copytree(folder, place, dirs_exist_ok=True, symlinks=True, ignore=_left_out)
        words = [word for path in private for word in ("--private", str(path))]
        options = [*words, "--folder", str(place), *(["--allow-weak"] if allow_weak else [])]
        with Session(10 * _CLOCK * cell_seconds, _KILOBYTES, {}, tuple(options)) as session:
            session.run(_TIMED.format(seconds=cell_seconds), silent=True)
            return _all_cells(session, nb, cell_seconds)


def _left_out(folder: str, names: list[str]) -> list[str]:
    return [n for n in names if n.startswith(".") or n.endswith(".ipynb") or not _is_ordinary(Path(folder, n))]


def _is_ordinary(path: Path) -> bool:
    return not path.is_symlink() and (path.is_file() or path.is_dir())


def _all_cells(session: Session, nb: Any, cell_seconds: float) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    over: KadaiError | Over | None = None
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        outputs = Outputs(_KILOBYTES, results=True)
        if over is None:
            try:
                session.run(cell.source, outputs, seconds=_CLOCK * cell_seconds)
            except Over as error:
                over = error
                outputs.fail("Over", error.text)
        else:
            outputs.fail("NotRun", NOT_RUN)
        found[name_of(cell, number)] = [o for o in outputs.outputs if o.get("name") != "stderr"]
    return found


def has_failed(outputs: list[Any]) -> bool:
    """Whether a cell raised, or did not run."""
    return any(output.output_type == "error" for output in outputs)


def result_of(outputs: list[Any]) -> str | None:
    """The value of a cell's last expression, as text."""
    return next((o.data.get("text/plain") for o in outputs if o.output_type == "execute_result"), None)
