"""What a validation found, as data: ``kadai validate --json`` writes it."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from autograder.checks import CheckInfo
from autograder.grading.results import SubmissionResult
from autograder.grading.validation.costs import Costs
from autograder.text import Text

Kind = Literal[
    "reference", "stub", "misconception", "equivalent", "mutant", "cheat", "neighbour", "rerun", "draw", "release",
    "student", "wrong_sweep", "right_sweep", "region", "slip",
]  # fmt: skip
"""``neighbour``: an honest submission graded after a cheat; ``rerun``: the reference graded again with the same
inputs; ``draw``: right modules with other inputs; ``release``: what students are to receive can be built; ``student``:
the public tests, run where students run them; ``wrong_sweep``, ``right_sweep``: see `sweeps`; ``region``: the reference
with one region left unwritten; ``slip``: what mutants cost."""


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One module that was graded to prove the tests, and whether they said the right thing of it."""

    kind: Kind
    id: str
    good: bool
    problem: str = ""
    rejected_by: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    diagnosed: str = ""
    explained: str = ""
    """Of a surviving mutant, or a sweep: why that is as it should be, in the author's words."""
    diff: str = ""
    problem_ja: str = ""
    """The problem in Japanese; where checks are quoted, there is English only."""

    @property
    def told(self) -> Text:
        """The problem, for people."""
        return Text(self.problem, self.problem_ja)


class Nearest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The variant nearest to the edge of a band; `used` is its deviation over the allowed one."""

    id: str
    used: float
    step: int | None = None


class Band(msgspec.Struct, frozen=True, omit_defaults=True):
    """A band that a check compares with: how wide it is, and what it lets in and keeps out.

    float64, float32: allowed relative difference at the first and the last of `steps`; interval: of an ensemble.
    """

    check: str
    what: str
    kind: str
    steps: int = 0
    float64: tuple[float, ...] = ()
    float32: tuple[float, ...] = ()
    interval: tuple[float, ...] = ()
    equivalent: Nearest | None = None
    misconception: Nearest | None = None
    separated: int = 0
    compared: int = 0
    """Misconceptions that the band rejects, of those that reached it."""


class Seen(NamedTuple):
    """What a judge may look at besides the module's own result.

    named: whether mistakes are named, which takes all checks.
    little: the modules of which so little is seen that no mistake is named.
    """

    results: Mapping[str, SubmissionResult]
    checks: tuple[CheckInfo, ...]
    named: bool = True
    little: frozenset[str] = frozenset()


class Validation(msgspec.Struct, frozen=True):
    """All findings on one assignment."""

    assignment: str
    max_score: float
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]
    bands: tuple[Band, ...] = ()
    costs: Costs = Costs()
    """What leaving a region unwritten costs, and what single slips do."""
    remarks: tuple[str, ...] = ()
    """What may be an oversight, and is no reason to fail."""
    part: tuple[str, ...] = ()
    """The checks and misconceptions that alone were looked at; all, if there are none."""
    modules: int = 0
    known: int = 0
    """Of so many modules, those that are as they were at an earlier validation, and were not graded again."""

    @property
    def good(self) -> bool:
        """Whether nothing falls short."""
        return all(f.good for f in self.findings)

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(f for f in self.findings if f.kind == kind)
