"""``kadai.json``: what checking a student's work needs to know of an assignment where there is no course.

It lies among what students receive, and holds nothing that does not.
"""

import json
from functools import cached_property
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.handed_out.released import Piece, Released
from autograder.course.handed_out.stubs import stub
from autograder.errors import UsageError, system_said
from autograder.structs import DecodeError, Struct, decode_json
from autograder.text import Text

FILE = "kadai.json"


class Card(Struct, frozen=True):
    """The assignment's id, the released stub, the names of the given modules and of the data files.

    ``regions``: by name, the digests of every region as it was in some release: so what is not written is known.
    """

    assignment: str
    stub: str
    given: list[str] = []
    data: list[str] = []
    regions: dict[str, str] = {}


def card_of(assignment: Assignment) -> bytes:
    """The file's content."""
    known = {
        "assignment": assignment.id,
        "given": sorted(assignment.given_texts),
        **({"data": sorted(assignment.data)} if assignment.data else {}),
        "regions": {name: " ".join(sorted(d)) for name, d in sorted(assignment.released.regions.items())},
        "stub": stub(assignment.reference_text(), assignment.reference_path),
    }
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


class ReleasedAssignment(Assignment):
    """An assignment as its students know it: what they received is all that there is of it.

    Raises:
        UsageError: if there is no card in the folder, or it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        try:
            card = decode_json(self.file.read_bytes(), type=Card)
        except OSError as error:
            why = system_said(error)
            raise UsageError(
                Text(f"{self.file}: cannot be read ({why.en})", f"{self.file}: 読めません（{why.ja}）")
            ) from None
        except (DecodeError, UnicodeDecodeError, RecursionError, TypeError):
            raise UsageError(
                Text(
                    f"{self.file}: is damaged; take it once more from what you received",
                    f"{self.file}: 壊れています。配布されたものをもう一度コピーしてください",
                )
            ) from None
        self.id = card.assignment
        self.folder = folder
        self.others = frozenset()
        self.given_texts = dict.fromkeys(card.given, "")
        self.data = {name: folder / name for name in card.data}
        self._stub = card.stub
        self._regions = [Piece("region", name, d) for name, digests in card.regions.items() for d in digests.split()]

    @cached_property
    def released(self) -> Released:
        """What its students were ever given."""
        return Released(self, self._regions)

    @property
    def reference_path(self) -> Path:
        """The stub's place; nobody reads it there, since it may be written in."""
        return self.folder / f"{self.id}.py"

    def reference_text(self) -> str:
        """The released stub."""
        return self._stub


def id_in(folder: Path) -> str:
    """The assignment's id in a folder with its tests: students may call the folder as they like.

    Raises:
        UsageError: see `ReleasedAssignment`.
    """
    return ReleasedAssignment(folder).id if (folder / FILE).is_file() else folder.resolve().name
