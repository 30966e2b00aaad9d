"""What was ever handed out of an assignment: so that last week's notebook is not taken for a changed one.

`kadai release` writes digests of every region, given cell and statement that students received into
``released.txt`` beside the assignment's sources, one a line, sorted, and takes none away: two branches that
released something merge by keeping the lines of both. Nothing can be read out of it.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from autograder.course.handed_out.blanks import blanks_of
from autograder.course.handed_out.regions import find_regions
from autograder.course.handed_out.stubs import StubCell, stub, stub_cells
from autograder.course.handed_out.top_level import digest_of, named, parsed, says_nothing
from autograder.errors import UsageError
from autograder.sandbox.wire import chunks
from autograder.sandbox.wire.sources import Blank, Sources
from autograder.structs import replace
from autograder.text import Text

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment

FILE = "released.txt"
_HEAD = "# Digests of all that students were ever given. `kadai release` adds lines; keep them all.\n"
_Digests = Mapping[str, frozenset[str]]


class Piece(NamedTuple):
    """Something that was handed out: a ``region``, a ``given`` cell or a ``statement``; its name; its digest."""

    kind: str
    name: str
    digest: str


class Released:
    """What students were ever given of an assignment, this release included.

    Args:
        assignment: what is handed out now.
        history: pieces of all releases, by default those in its ``released.txt``.

    Raises:
        UsageError: if the reference is missing, its regions are out of order, or ``released.txt`` is not whole.
    """

    def __init__(self, assignment: "Assignment", history: Iterable[Piece] | None = None) -> None:
        cells = stub_cells(assignment.reference_text(), assignment.reference_path)
        self.given = dict(_given_cells(cells))
        """The given code cells of this release: the name of each in the notebook, and its text."""
        before = _history(assignment.folder / FILE) if history is None else history
        self.pieces = {*before, *_pieces(assignment, cells, self.given)}
        self.regions = _by_name(self.pieces, "region")
        """By what each region stands in (``softmax``, ``Affine.forward``), the digests of that in all releases."""
        self._given = frozenset(p.digest for p in self.pieces if p.kind == "given")
        self._statements = frozenset(p.digest for p in self.pieces if p.kind == "statement")

    def blanks(self, blocks: Sequence[tuple[str, str]]) -> tuple[Blank, ...]:
        """What is not written of a submission, given its texts with what tracebacks call them: see `blanks_of`."""
        return blanks_of(blocks, self.regions)

    def with_blanks(self, sources: Sources) -> Sources:
        """A submission with what of it is not written."""
        blanks = self.blanks([*sources.files.items(), *sources.blocks()])
        return replace(sources, blanks=blanks) if blanks else sources

    def unwritten(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The regions that are still as in some release, by where they stand: ``softmax``, ``Affine.forward``.

        Args:
            texts: of a file, or of the code cells of a notebook, as Python.
        """
        return tuple(blank.name for blank in self.blanks([("", text) for text in texts]) if not blank.left)

    def is_untouched(self, texts: Iterable[str]) -> bool:
        """Whether nothing stands in some texts, taken as Python, but what was handed out in some release.

        Never so where nothing was left to be written: then right work may be what was handed out.
        """
        return bool(self.regions) and all(
            says_nothing(s) or digest_of(s) in self._statements for text in texts for s in parsed(text)
        )

    def is_given(self, text: str) -> bool:
        """Whether a code cell is one that was given to students, as it is, in some release."""
        return text.strip("\n") in self.given.values() or _cell_digest(parsed(text)) in self._given

    def file(self) -> bytes:
        """What ``released.txt`` is to hold."""
        return (_HEAD + "".join(f"{' '.join(piece)}\n" for piece in sorted(self.pieces))).encode()


def _cell_digest(statements: Iterable[ast.stmt | SyntaxError]) -> str:
    said = (digest_of(s) for s in statements if not says_nothing(s))
    return hashlib.sha256(" ".join(said).encode()).hexdigest()[:16]


def _pieces(assignment: "Assignment", cells: Iterable[StubCell], given: Mapping[str, str]) -> Iterator[Piece]:
    reference, path = assignment.reference_text(), assignment.reference_path
    statements = parsed(stub(reference, path))
    there = dict(pair for statement in statements for pair in named(statement))
    for name in _with_region(reference, path):
        if name in there:
            yield Piece("region", name, digest_of(there[name]))
    for statement in statements:
        if not says_nothing(statement):
            yield Piece("statement", "-", digest_of(statement))
    for name, text in given.items():
        yield Piece("given", name, _cell_digest(parsed(text)))


def _given_cells(cells: Iterable[StubCell]) -> Iterator[tuple[str, str]]:
    """Name and text of each given code cell, named as in the notebook."""
    taken: dict[str, int] = {}
    for cell in (c for c in cells if c.kind == "given"):
        name = f"given-{cell.name}"
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name}-{taken[name]}", cell.blank


def _with_region(text: str, file: Path) -> Iterator[str]:
    """The names of what holds a solution region, or is left of one: functions, methods, classes, variables."""
    body = ast.parse(text).body
    for region in find_regions(text, file):
        holding, owner = "", body
        while inner := next((s for s in owner if s.lineno < region.begin < (s.end_lineno or 0)), None):
            if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                break
            holding = f"{holding}.{inner.name}" if holding else inner.name
            owner = inner.body if isinstance(inner, ast.ClassDef) else []
        inside = (s for s in body if region.begin < s.lineno < region.end or s is inner)
        yield from [holding] if holding else (name for s in inside for name in chunks.names_of(s))


def _by_name(pieces: Iterable[Piece], kind: str) -> _Digests:
    found: dict[str, set[str]] = {}
    for piece in sorted(pieces):
        if piece.kind == kind:
            found.setdefault(piece.name, set()).add(piece.digest)
    return {name: frozenset(digests) for name, digests in found.items()}


def _history(file: Path) -> Iterator[Piece]:
    """What stands in the file, if there is one. Raises: UsageError for a line that is none of its own."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Text(
                f"{file}: cannot be read ({error}); take it from the course's repository again",
                f"{file}: 読めません（{error}）。コースのリポジトリから取り直してください",
            )
        ) from None
    for number, line in enumerate(lines, start=1):
        parts = line.split()
        if line.startswith("#") or not parts:
            continue
        if len(parts) != 3 or parts[0] not in ("region", "given", "statement"):
            raise UsageError(
                Text(
                    f"{file}, line {number}: {line.strip()!r} is no line of this file; where two versions were merged, "
                    "keep the lines of both, then run `kadai release`",
                    f"{file} の {number} 行目: {line.strip()!r} はこのファイルの行ではありません。2 つ"
                    "の版を統合したのなら、両方の行を残してから `kadai release` を実行してください",
                )
            )
        yield Piece(*parts)
