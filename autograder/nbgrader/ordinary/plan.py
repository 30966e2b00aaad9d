"""Which tests of a notebook can be isolated: found by running the instructor's solution, and the released stub.

A test that the solution passes in one process and not in two is *contained*: it runs in a kernel. So is one in which
the stub would earn a point that a plain run does not give. A test that neither way can run is left to a person.
"""

import hashlib
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from autograder import __version__
from autograder.grading.notebooks import statics
from autograder.grading.notebooks.jobs import ANYTHING, Cell, CellResult, Examined, Facts, Job
from autograder.nbgrader.ordinary.own_cells import cells_of, name_of, needs_kernel, role_of
from autograder.nbgrader.ordinary.own_course import OwnAssignment, OwnNotebook
from autograder.nbgrader.ordinary.plain_runs import has_failed, result_of, run_plainly

Outcome = str
"""``passed``, ``failed: Type``, or the value of a last expression."""
PASSED = "passed"


class Judged(msgspec.Struct, frozen=True):
    """A test of the instructor's, as the solution and the stub fare in it.

    Attributes:
        name: of the cell.
        points: that it gives.
        way: ``isolated``, ``contained`` or ``by hand``.
        why: it is not isolated.
        solution, stub: outcomes isolated and plainly; empty where it was not run that way.
    """

    name: str
    points: float
    way: str
    why: str = ""
    solution: tuple[Outcome, Outcome] = ("", "")
    stub: tuple[Outcome, Outcome] = ("", "")

    @property
    def agrees(self) -> bool:
        """Whether both ways say the same of the solution, and the stub earns nothing that a plain run does not give."""
        if self.way != "isolated":
            return True
        same = not all(self.solution) or _alike(*self.solution)
        return same and not (self.stub[1] and earns(self.stub[0]) and not earns(self.stub[1]))


class Plan(msgspec.Struct, frozen=True):
    """How a notebook is graded."""

    facts: Facts
    tests: tuple[Judged, ...]
    poses: dict[str, frozenset[str]] | None = {}
    """What the instructor's own objects are asked, by test; None where there is no solution that could tell."""
    escapes: tuple[str, ...] = ()
    """What its cells ask the machine for: shell escapes, downloads, files outside."""

    @property
    def contained(self) -> frozenset[str]:
        """The tests that run in a kernel."""
        return frozenset(t.name for t in self.tests if t.way == "contained")

    @property
    def by_hand(self) -> frozenset[str]:
        """The tests that a person must mark."""
        return frozenset(t.name for t in self.tests if t.way == "by hand")

    def job(self, nb: Any, assignment: OwnAssignment, *student: Path, seconds: float) -> Job:
        """What an examiner is asked for a restored notebook, and the folder that was handed in with it."""
        folders = (*map(str, student), str(assignment.source))
        cells = cells_of(nb, self.contained | self.by_hand, self.poses)
        return Job(cells, self.facts, folders, assignment.modules, seconds, 10 * seconds)


Examine = Callable[[Job], Examined]
Plainly = Callable[[Any], dict[str, list[Any]]]


def plan_for(
    assignment: OwnAssignment, notebook: OwnNotebook, examine: Examine, plainly: Plainly, *, seconds: float, both: bool
) -> Plan:
    """Run the solution and the stub; ``both`` ways in any case, or plainly only where that could change anything.

    Raises:
        KadaiError: if there is no kernel where one is needed.
    """
    source = notebook.solution if notebook.solution is not None else notebook.stub
    cells = cells_of(source)
    anything = None if notebook.solution is None else {cell.name: frozenset((ANYTHING,)) for cell in cells}
    plan = Plan(statics.facts_of(cells, notebook.solution is not None), (), anything, tuple(_escapes(source)))
    solution = _outcomes(plan, source, assignment, examine, seconds)
    if anything is not None:
        posed = {name: result.posed for name, result in solution.items() if result.posed}
        plan = msgspec.structs.replace(plan, poses=posed)
    stub = _outcomes(plan, notebook.stub, assignment, examine, seconds)
    texts = {name_of(cell, n): cell.source for n, cell in enumerate(source.cells, 1) if cell.cell_type == "code"}
    tests = [(cell.metadata.nbgrader.grade_id, float(cell.metadata.nbgrader.points)) for cell in source.cells
             if cell.cell_type == "code" and role_of(cell) == "test"]  # fmt: skip
    doubtful = any(not earns(_outcome(solution.get(n))) or needs_kernel(texts[n]) or
                   (points and earns(_outcome(stub.get(n)))) for n, points in tests)  # fmt: skip
    plain_solution: dict[str, list[Any]] = {}
    plain_stub: dict[str, list[Any]] = {}
    if tests and (both or doubtful):
        plain_solution, plain_stub = plainly(source), plainly(notebook.stub)
    judged = [
        _judged(name, points, needs_kernel(texts[name]), solution.get(name), stub.get(name),
                plain_solution.get(name), plain_stub.get(name))
        for name, points in tests
    ]  # fmt: skip
    return msgspec.structs.replace(plan, tests=tuple(judged))


def _outcomes(
    plan: Plan, nb: Any, assignment: OwnAssignment, examine: Examine, seconds: float
) -> dict[str, CellResult]:
    return {result.name: result for result in examine(plan.job(nb, assignment, seconds=seconds)).cells}


def _judged(
    name: str, points: float, kernel_only: str, solution: CellResult | None, stub: CellResult | None,
    plain_solution: list[Any] | None, plain_stub: list[Any] | None,
) -> Judged:  # fmt: skip
    isolated, isolated_stub = _outcome(solution), _outcome(stub)
    plain, plain_of_stub = _plain_outcome(plain_solution), _plain_outcome(plain_stub)
    pairs = {"solution": (isolated, plain), "stub": (isolated_stub, plain_of_stub)}
    if kernel_only and not earns(plain):
        return Judged(name, points, "by hand", f"neither way can run {kernel_only!r}", **pairs)
    if kernel_only:
        return Judged(name, points, "contained", f"only a kernel has {kernel_only!r}", **pairs)
    if earns(plain) and not _alike(isolated, plain):
        refused = solution.refused if solution is not None else ""
        return Judged(name, points, "contained", refused or f"the solution: isolated {isolated}", **pairs)
    if points and plain_of_stub and earns(isolated_stub) and not earns(plain_of_stub):
        return Judged(name, points, "contained", "the stub would pass isolated", **pairs)
    return Judged(name, points, "isolated", "", **pairs)


def _outcome(result: CellResult | None) -> Outcome:
    if result is None or not result.ran:
        return "failed: not run"
    if result.refused:
        return f"refused: {result.refused}"
    if result.failure is not None:
        return f"failed: {result.failure.type_name}"
    return PASSED if result.result is None else result.result[:100]


def _plain_outcome(outputs: list[Any] | None) -> Outcome:
    if outputs is None:
        return ""
    if has_failed(outputs):
        return "failed: " + next(str(o.ename) for o in outputs if o.output_type == "error")
    value = result_of(outputs)
    return PASSED if value is None else value[:100]


def earns(outcome: Outcome) -> bool:
    """Whether nbgrader gives points for it."""
    return not outcome.startswith(("failed", "refused")) and outcome not in ("", "0", "0.0")


def _alike(a: Outcome, b: Outcome) -> bool:
    return a == b or (earns(a) == earns(b) and not (_is_number(a) or _is_number(b)))


def _is_number(outcome: Outcome) -> bool:
    try:
        float(outcome)
    except ValueError:
        return False
    return True


_SIGNS = ("requests.", "urlopen", "urlretrieve", "wget", "os.system", "subprocess", "shutil.rmtree", "os.remove",
          "open('/", 'open("/', "Path.home", "expanduser")  # fmt: skip


def _escapes(nb: Any) -> list[str]:
    found: list[str] = []
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type == "code":
            lines = [line.strip() for line in cell.source.split("\n")]
            asking = [s for s in lines if s.startswith(("!", "%%bash", "%%sh")) or any(sign in s for sign in _SIGNS)]
            found += [f"{name_of(cell, number)}: {line[:100]}" for line in asking]
    return found


def kept_plan(assignment: OwnAssignment, notebook: OwnNotebook, seconds: float, make: Callable[[], Plan]) -> Plan:
    """The plan, from the course's folder where it was made before of the same texts and files."""
    digest = hashlib.sha256(repr((__version__, platform.python_version(), np.__version__, seconds)).encode())
    for part in (notebook.solution, notebook.stub, {n: r._asdict() for n, r in notebook.released.cells.items()}):
        digest.update(repr(part).encode())
    files = sorted(f for f in assignment.source.rglob("*") if f.is_file()) if assignment.source.is_dir() else []
    for file in files:
        digest.update(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
    place = assignment.root / ".kadai" / "own-cells" / f"{digest.hexdigest()[:32]}.json"
    try:
        return msgspec.json.decode(place.read_bytes(), type=Plan)
    except (OSError, msgspec.MsgspecError):
        plan = make()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(msgspec.json.encode(plan))
    return plan


def plain_runner(assignment: OwnAssignment, *student: Path, seconds: float, allow_weak: bool = False) -> Plainly:
    """Runs notebooks of an assignment in a kernel."""
    folders = (*map(str, student), str(assignment.source))
    return lambda nb: run_plainly(nb, folders, assignment.private, seconds, allow_weak=allow_weak)


def packages_of(assignment: OwnAssignment) -> tuple[str, ...]:
    """What examiners import once for all notebooks of an assignment."""
    cells: list[Cell] = []
    for notebook in assignment.notebooks.values():
        cells += cells_of(notebook.solution if notebook.solution is not None else notebook.stub)
    return statics.packages_of(cells)


def results_of(examined: Examined) -> Mapping[str, CellResult]:
    """By cell."""
    return {result.name: result for result in examined.cells}
