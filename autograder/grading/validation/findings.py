"""What a validation found, as data: ``kadai validate --json`` writes it."""

from typing import Literal

import msgspec

Kind = Literal["reference", "stub", "misconception", "equivalent", "mutant"]


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
    """Of a surviving mutant: why it is equivalent, in the author's words."""
    diff: str = ""


class Validation(msgspec.Struct, frozen=True):
    """All findings on one assignment."""

    assignment: str
    max_score: float
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        """Whether nothing falls short."""
        return all(f.good for f in self.findings)

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(f for f in self.findings if f.kind == kind)
