"""What validations found is kept by all that it depends on: what has not changed is not graded again.

A file for each assignment, ``.kadai/validation/<id>``, holds the results that its last whole validation rests on. What
fell short is not kept: it is always graded anew, and told in full.
"""

import contextlib
import hashlib
from collections.abc import Collection
from pathlib import Path

import msgspec

from autograder.course import Assignment
from autograder.errors import KadaiError
from autograder.grading.channel import Ready
from autograder.grading.job import Marked
from autograder.grading.results import SandboxInfo
from autograder.grading.store import engine_digest, machine_digest
from autograder.sandbox import Sandbox
from autograder.writing import write_whole

_CHECKSUM = hashlib.sha256().digest_size


class _Content(msgspec.Struct):
    """Of a file. `basis` is what everything in it depends on; results by what they depend on besides."""

    basis: str
    results: dict[str, Marked] = {}


class Kept:
    """What is known of an assignment, and what becomes known.

    Args:
        assignment: whose.
        sandbox: in which everything comes about; None if nothing is to be known, nor kept.
        fresh: know nothing that came about before.
    """

    def __init__(self, assignment: Assignment, sandbox: SandboxInfo | None, *, fresh: bool = False) -> None:
        self._assignment = assignment
        self._sandbox = sandbox
        self.fresh = fresh
        self._file = assignment.course.root / ".kadai" / "validation" / assignment.id
        self._content = _Content(self._basis())
        self._written: Collection[str] = ()
        if sandbox is not None and not fresh:
            there = _read(self._file)
            if there is not None and there.basis == self._content.basis:
                self._content, self._written = there, set(there.results)

    def get(self, key: str) -> Marked | None:
        """The result of which that is the key."""
        return self._content.results.get(key)

    def put(self, key: str, marked: Marked, ready: Ready) -> None:
        """A new result. A fault says nothing, nor does what came about in another sandbox."""
        if ready.sandbox == self._sandbox and marked.result.status == "graded":
            self._content.results[key] = marked

    def forget(self, keys: Collection[str]) -> None:
        """Something that fell short: it is to be graded again."""
        for key in keys:
            self._content.results.pop(key, None)

    def save(self, keys: Collection[str] | None = None) -> None:
        """Write what is known, or only what is under these keys; where that cannot be written, it is graded again."""
        known = {k: marked for k, marked in self._content.results.items() if keys is None or k in keys}
        # The examiners may have read files that have been changed since.
        if self._sandbox is None or known.keys() == set(self._written) or self._content.basis != self._basis():
            return
        data = msgspec.msgpack.encode(_Content(self._content.basis, known))
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, hashlib.sha256(data).digest() + data)
            self._written = known.keys()

    def _basis(self) -> str:
        return digest_of(engine_digest(), machine_digest(), self._assignment.checks_digest, self._sandbox)


def sandbox_here(assignments: Collection[Assignment]) -> SandboxInfo | None:
    """How modules of a course are isolated on this machine; None if they cannot be."""
    for assignment in assignments:
        with contextlib.suppress(KadaiError), Sandbox(private=assignment.course.private) as sandbox:
            return SandboxInfo(sandbox.level, sandbox.layers)
    return None


def digest_of(*parts: object) -> str:
    """Of anything that can be encoded."""
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()


def _read(file: Path) -> _Content | None:
    """What a file holds, if it is there and as it was written."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        data = file.read_bytes()
        checksum, content = data[:_CHECKSUM], data[_CHECKSUM:]
        if hashlib.sha256(content).digest() == checksum:
            return msgspec.msgpack.decode(content, type=_Content)
    return None
