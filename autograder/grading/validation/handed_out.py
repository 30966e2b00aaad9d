"""What students receive: whether it can be released, and whether its public tests run where there is nothing else.

The tests are rehearsed on the complete solution, in a folder with the released files: there is no course there, no
secret, no reference and no private module.
"""

import contextlib
import functools
import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.course.handed_out.regions import without_markers
from autograder.course.handed_out.release import Drift, Release
from autograder.errors import KadaiError
from autograder.grading.channel import ChannelClosed, Rehearsed
from autograder.grading.classroom.programs import talking_program
from autograder.grading.store import engine_digest
from autograder.grading.validation.findings import Finding
from autograder.text import one_line
from autograder.writing import write_whole

SECONDS = 120.0
"""On the clock, for the public tests of one assignment; they take about a second on an idle machine."""


class HandedOut:
    """What there is to say of it. If it is to be `fresh`, what was rehearsed before is rehearsed again.

    Attributes:
        drifts: where the released files are not what they should be.
    """

    def __init__(self, assignment: Assignment, checks: tuple[CheckInfo, ...], *, fresh: bool = False) -> None:
        self.drifts: tuple[Drift, ...] = ()
        self._assignment, self._fresh = assignment, fresh
        self._files: dict[str, bytes] = {}
        try:
            release = Release(assignment, checks)
            self.drifts = release.drifts()
        except KadaiError as error:
            self._released = Finding("release", assignment.id, False, str(error))
            return
        self._released = Finding("release", assignment.id, True)
        if "test_public.py" in release.files:
            self._files = {name: content for name, content in release.files.items() if not name.endswith(".ipynb")}
            solution = without_markers(assignment.reference_text(), assignment.reference_path)
            self._files[f"{assignment.id}.py"] = solution.encode()

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Whether it can be released, and whether the public tests run: asked first, this rehearses them.

        Another thread may ask: nothing is parsed here. Two threads that parse at once disturb each other in some
        releases of Python 3.11 ("AST constructor recursion depth mismatch").
        """
        return (self._released, *self._rehearsed()) if self._files else (self._released,)

    def _rehearsed(self) -> Iterator[Finding]:
        kept = self._assignment.course.root / ".kadai" / "rehearsals" / self._assignment.id
        key = _key(self._files)
        problem = "" if _is_known(kept, key) and not self._fresh else _problem(self._assignment, self._files)
        if not problem:
            _know(kept, key)
        yield Finding("student", "test_public.py", not problem, problem)


def _problem(assignment: Assignment, files: dict[str, bytes]) -> str:
    """What a student would see who has solved everything; nothing, if all is well."""
    with tempfile.TemporaryDirectory(prefix="kadai-") as temporary:
        folder = Path(temporary).resolve() / assignment.id
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        words = [str(folder / f"{assignment.id}.py")]
        program = talking_program(
            "autograder.grading.in_process.rehearsal", words, SECONDS, folder=folder, unset=["KADAI_SECRET"]
        )
        with program as channel:
            try:
                said = _said(channel.receive(Rehearsed))
            except ChannelClosed:
                said = "the run came to no end"
        said = said.replace(str(folder), str(assignment.template_folder))
    return f"does not pass on the solution where students run it, in the released folder: {said}" if said else ""


def _said(rehearsed: Rehearsed) -> str:
    if rehearsed.result is None:
        return rehearsed.refusal.en
    return "; ".join(
        f"{check.id}: {check.outcome}: {one_line(check.message.en, 300)}"
        for check in rehearsed.result.checks
        if check.outcome != "passed"
    )


def _key(files: dict[str, bytes]) -> bytes:
    """Of everything that a rehearsal depends on."""
    digest = hashlib.sha256(engine_digest().encode())
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest().encode()


def _is_known(kept: Path, key: bytes) -> bool:
    """Whether these files have been rehearsed before, and all was well."""
    with contextlib.suppress(OSError):
        return kept.read_bytes() == key
    return False


def _know(kept: Path, key: bytes) -> None:
    with contextlib.suppress(OSError):  # then it is rehearsed again
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, key)
