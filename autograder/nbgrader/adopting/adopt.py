"""``kadai nbgrader adopt``: an assignment made of an ordinary notebook, tried out, with a list of what is left.

What is written is tried on the notebook's own solution: a test that does not pass there is left as it was. Reference
and tests run as `kadai validate` runs them.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.assignment import PRIVATE
from autograder.course.data_files import MOST_BYTES, MOST_FILES
from autograder.course.handed_out.stubs import stub
from autograder.course.naming import unfit
from autograder.errors import KadaiError, UsageError, system_said
from autograder.grading.classroom.classroom import grade
from autograder.grading.examiner.sandboxes import Sandboxes
from autograder.grading.results import CheckResult
from autograder.nbgrader.adopting.assembling import (
    handout_of,
    language_of,
    other_files,
    questions_of,
    reference_of,
    without_failing,
)
from autograder.nbgrader.adopting.source_notebook import SourceCell, read_notebook
from autograder.nbgrader.adopting.written_tests import Adopted, adopted_tests, test_file
from autograder.sandbox import WorkerEnded
from autograder.text import Text, one_line
from autograder.writing import write_whole

LIST = "adopted.md"
_MOST_ROUNDS = 5
_TRY_SECONDS = 300.0
"""On the clock, for one round through all tests: a cell that never ends is left as it was, as are those behind it."""


@dataclass
class Adoption:
    """One assignment that was written: its graded cells, and remarks on others."""

    id: str
    notebook: Path
    cells: list[Adopted]
    written: int
    remarks: list[tuple[str, Text]] = field(default_factory=list)

    @property
    def done(self) -> list[Adopted]:
        """The cells that have become checks."""
        return [a for a in self.cells if a.why is None]

    def points(self, *, all_: bool = False) -> float:
        """Of the cells that have become checks, or of all."""
        return sum(a.cell.points for a in self.cells if all_ or a.why is None)


def adopt(course: Course, id: str, source: Path) -> list[Adoption]:
    """Write an assignment for each notebook in a folder: ``id`` for one, ``id_notebook`` where there are several.

    Raises:
        UsageError: if there is no notebook with graded cells, an id cannot be used, or something is there already.
    """
    if not source.is_dir():
        raise UsageError(
            Text(
                f"{source}: there is no such folder; name the one with the instructor's notebooks with --from",
                f"{source}: そのようなフォルダはありません。教員用ノートブックのフォルダを --from で指定してください",
            )
        )
    notebooks = {path: read_notebook(path) for path in sorted(source.glob("*.ipynb"))}
    graded = {path: cells for path, cells in notebooks.items() if any(c.kind in ("test", "written") for c in cells)}
    if not graded:
        raise UsageError(
            Text(f"{source}: no notebook in it has graded cells", f"{source}: 採点セルのあるノートブックがありません")
        )
    ids = {path: id if len(graded) == 1 else f"{id}_{_plain(path.stem)}" for path in graded}
    for one in ids.values():
        _refuse(course, one)
    return [_adopt_one(course, ids[path], path, cells, list(notebooks)) for path, cells in graded.items()]


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in name).strip("_")


def _refuse(course: Course, id: str) -> None:
    why = unfit(id)
    if why:
        raise UsageError(Text(f"{id!r} cannot be an assignment's id: ", f"{id!r} は課題の ID にできません: ") + why)
    for path in (course.assignments_folder / id, course.reference_folder / f"{id}.py"):
        if path.exists():
            raise UsageError(
                Text(
                    f"{path}: is there already, and nothing is overwritten; nothing was written",
                    f"{path}: すでにあり、上書きはしません。何も書きませんでした",
                )
            )


def _adopt_one(
    course: Course, id: str, notebook: Path, cells: Sequence[SourceCell], notebooks: Iterable[Path]
) -> Adoption:
    reference, remarks = reference_of(cells)
    handout, figures, missing = handout_of(cells, notebook.parent)
    tests = adopted_tests(cells, {path.stem for path in notebook.parent.glob("*.py")})
    made = Adoption(id, notebook, tests, sum(c.kind == "written" for c in cells), remarks)
    made.remarks += [
        (name, Text("a picture that is not there, or of a kind that is not handed out", "配布できない画像です"))
        for name in missing
    ]
    folder = course.assignments_folder / id
    try:
        given, data = _copy(dict(other_files(notebook.parent, notebooks)), folder, id, made)
        for name, path in figures.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
        lines = [f"{key} = {list_of(names)}" for key, names in (("given", given), ("data", data)) if names]
        _write(folder / "assignment.toml", "\n".join([*lines, f"title = {list_of([_title(handout, id)])[1:-1]}", ""]))
        _write(folder / f"handout.{language_of(handout)}.md", handout)
        if questions := questions_of(cells):
            _write(folder / "written.toml", questions)
        _write(course.reference_folder / f"{id}.py", reference)
        _write_tests(folder, made)
        _try(Course(course.root).assignment(id), made)
        _write(folder / LIST, list_text(made))
    except OSError as error:
        why = system_said(error)
        raise UsageError(
            Text(f"{error.filename or folder}: cannot be written ({why.en})",
                 f"{error.filename or folder}: 書き込めません（{why.ja}）")
        ) from None  # fmt: skip
    return made


def _copy(files: dict[str, Path], folder: Path, id: str, made: Adoption) -> tuple[list[str], list[str]]:
    """Copy what lies beside the notebooks; the names of modules and of data."""
    given: list[str] = []
    data: list[str] = []
    size = 0
    for name, path in files.items():
        module = path.suffix == ".py" and "/" not in name and path.stem.isidentifier()
        size += path.stat().st_size
        if (path.suffix in (".py", ".md", ".toml", ".ipynb") and not module) or name in (*PRIVATE, f"{id}.py"):
            made.remarks.append((name, Text("a file that is not handed out", "配布しないファイルです")))
            continue
        if size > MOST_BYTES or len(data) >= MOST_FILES:
            made.remarks.append((name, Text("too large to be handed out", "大きすぎて配布できません")))
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
        (given if module else data).append(name)
    return given, data


def list_of(names: Iterable[str]) -> str:
    """A TOML list of strings."""
    return f"[{', '.join(json.dumps(name, ensure_ascii=False) for name in names)}]"


def _title(handout: str, id: str) -> str:
    heading = next((line.strip("# \t") for line in handout.split("\n") if line.startswith("#")), "")
    return one_line(heading, 80) or id


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8", "replace"))


def _write_tests(folder: Path, made: Adoption) -> None:
    for name, hidden in (("test_hidden.py", True), ("test_public.py", False)):
        kind = "Hidden" if hidden else "Public"
        text = test_file(made.cells, hidden=hidden, title=f"{kind} checks, adopted from {made.notebook.name}.")
        if text:
            _write(folder / name, text)
        else:
            (folder / name).unlink(missing_ok=True)


# -- trying it out ------------------------------------------------------------------------------------------------


def _try(assignment: Assignment, made: Adoption) -> None:
    """Leave out what does not run here, and those tests that the solution itself does not pass."""
    for _ in range(_MOST_ROUNDS):  # what built on a statement fails once that is gone
        reference = assignment.reference_text()
        failed = _failing(assignment, reference)
        if not failed:
            break
        _write(assignment.reference_path, without_failing(reference, failed))
        made.remarks += [
            (f"reference/{assignment.id}.py line {line}", Text.same(f"does not run here: {why}"))
            for line, why in failed
        ]
    if not made.done:
        return
    try:
        found = _graded(assignment, assignment.reference_text())
    except KadaiError as error:  # such as what does not run outside a worker either
        for adopted in made.done:
            adopted.give_up(error.text)
        _write_tests(assignment.folder, made)
        return
    for adopted in made.done:
        wrong = next((found[n] for n in (*adopted.hidden, *adopted.public) if found[n].outcome != "passed"), None)
        if wrong is not None:
            said = Text.same(one_line(wrong.message.en, 200))
            adopted.give_up(
                Text("the notebook's own solution does not pass it here: ", "ノートブックの解答が通りません: ") + said
            )
    _write_tests(assignment.folder, made)
    if not made.done:
        return
    text = stub(assignment.reference_text(), assignment.reference_path)
    for_nothing = {id for id, result in _graded(assignment, text).items() if result.outcome == "passed"}
    for adopted in made.done:
        if for_nothing & {*adopted.hidden, *adopted.public} and adopted.cell.points:
            adopted.remark = Text(
                "the stub passes it, too: what is to be written is not tested",
                "配布したままでも通ります。書くべきことを調べていません",
            )


def _failing(assignment: Assignment, text: str) -> list[tuple[int, str]]:
    """The lines of top-level statements that do not run through, and why: run in a worker."""
    with Sandboxes(assignment) as sandboxes, sandboxes.examine(assignment.sources_of(text)) as examinee:
        try:
            errors = examinee.load()
        except WorkerEnded as error:
            raise UsageError(
                Text(f"{assignment.reference_path}: ", f"{assignment.reference_path}: ") + error.text
            ) from None
    return [(e.line, one_line(f"{e.type_name}: {e.message}", 120)) for e in errors if e.file == f"{assignment.id}.py"]


def _graded(assignment: Assignment, text: str) -> dict[str, CheckResult]:
    """Each check's result of a text."""
    with tempfile.TemporaryDirectory(prefix="kadai-") as folder:
        file = Path(folder, f"{assignment.id}.py")
        file.write_text(text, encoding="utf-8")
        report = grade(
            file, assignment=assignment.id, course=assignment.course.root, jobs=1, fresh=True,
            journal=Path(folder, "results.sqlite"), allow_weak_sandbox=True, deadline=_TRY_SECONDS,
        )  # fmt: skip
    (result,) = report.submissions
    if result.status == "unreadable":
        raise KadaiError(result.reason)
    return {check.id: check for check in result.checks}


# -- the list -------------------------------------------------------------------------------------------------------


def list_text(made: Adoption) -> str:
    """adopted.md: what became of each cell, and what is left to do."""
    lines = [
        f"# {made.id}: adopted from {made.notebook.name}", "",
        f"{len(made.done)} of {len(made.cells)} graded cells have become checks: {made.points():g} of "
        f"{made.points(all_=True):g} points. {made.written} cells are graded by a person.", "",
        "| cell | points | became | why, or what to look at |", "|---|---|---|---|",
    ]  # fmt: skip
    for adopted in made.cells:
        names = ", ".join(f"`{name}`" for name in (*adopted.hidden, *adopted.public)) or "**not translated**"
        why = adopted.why or adopted.remark
        lines.append(
            f"| `{adopted.cell.id}` | {adopted.cell.points:g} | {names} | {_in_a_table(why.en) if why else ''} |"
        )
    if made.remarks:
        lines += ["", "Besides:", "", *(f"- `{name}` {remark.en}" for name, remark in made.remarks)]
    lines += [
        "", "What is not translated stands, as it was, as comments at the end of `test_hidden.py`. What is missing for "
        "diagnosis: misconceptions.py, equivalents.py, Japanese or English texts; then `kadai release` and "
        "`kadai validate`.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _in_a_table(text: str) -> str:
    return one_line(text, 220).replace("|", "\\|")
