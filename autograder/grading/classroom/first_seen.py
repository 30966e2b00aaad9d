"""For which work a mark was set: what an override was first applied to, kept beside the journal.

People write their marks down without a digest and mostly without a date. kadai never writes into their file; it
remembers both here, by a digest of the line: whoever changes the line has looked at the work again.
"""

import contextlib
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from autograder.errors import system_said
from autograder.language import said
from autograder.text import Text
from autograder.writing import write_whole

FILE = Path(".kadai/overrides.json")


class Seen(msgspec.Struct, frozen=True):
    """When a mark was first applied, and the digest of the work at that time."""

    submission: str
    when: str
    digest: str


class FirstSeen:
    """The memory of one course. A file that cannot be read is as good as none: only warnings depend on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: dict[str, Seen] = {}
        self._new = False
        with contextlib.suppress(OSError, msgspec.DecodeError):
            self._seen = msgspec.json.decode(path.read_bytes(), type=dict[str, Seen])

    def of(self, key: str, submission: str, digest: str) -> Seen:
        """What is remembered under `key`; from now on this, if nothing is."""
        if key not in self._seen:
            now = datetime.now().astimezone().isoformat(timespec="seconds")
            self._seen[key] = Seen(submission, now, digest)
            self._new = True
        return self._seen[key]

    def forget(self, submission: str) -> None:
        """Remember nothing of a submission's marks any more."""
        left = {key: seen for key, seen in self._seen.items() if seen.submission != submission}
        self._new = self._new or left != self._seen
        self._seen = left

    def keep(self) -> None:
        """Write down what is new; where that fails, say so."""
        if not self._new:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(self._seen)) + b"\n")
        except OSError as error:
            why = system_said(error)
            trouble = Text(
                f"cannot be written ({why.en}), so nothing will warn you when the work that a mark was set for changes",
                f"書き込めません（{why.ja}）。点数を決めた後に提出物が変わっても、警告が出ません",
            )
            print(f"kadai: {self._path}: {said(trouble)}", file=sys.stderr)
