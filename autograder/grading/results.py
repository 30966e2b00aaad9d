"""The result model: what grading produces and what every report is made from.

The field names are those of the JSON report (``"format": 2``); outside tools read them, and
``autograder/reports/report.schema.json`` says what stands where. A sentence is a `Text` wherever it stands. What many
results say alike stands once in the report, and they refer to it by id: see `Legend`.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from autograder.checks import CheckInfo as CheckInfo
from autograder.checks import key_of
from autograder.errors import Ended
from autograder.structs import Struct, replace
from autograder.text import NOTHING, Text

Outcome = Literal["passed", "failed", "unwritten", "error", "timeout", "crashed", "skipped", "fault"]
"""Of a check. ``fault`` is ours and never charged to the student; ``skipped`` follows from ``@after``; ``unwritten``:
it failed, and what it depends on is still as released."""

Status = Literal["graded", "unreadable", "fault"]

AttentionKind = Literal[
    "unreadable", "untouched", "unwritten", "doubtful_file", "no_asked_name", "refused", "crashed", "timeout",
    "deadline", "not_confirmed", "given_cell_changed", "override_outdated", "version", "unknown_student",
]  # fmt: skip
"""Why a person should look at a submission: a closed list, which outside tools read."""

FORMAT: Final = 2


class Diagnosis(Struct, frozen=True):
    """The words for a mistake: what it is, why it is one, and a question that leads on."""

    title: Text
    explanation: Text = NOTHING
    question: Text = NOTHING
    edit: Text = NOTHING
    """Of a generated one, for lecturers alone: how the reference would have to be changed to behave in this way."""


class Diagnosed(Struct, frozen=True):
    """The mistake that a submission's behaviour agrees with over a whole check; its words are in the `Legend`."""

    id: str
    generated: bool = False
    """Whether no author has described it: it was found among the variants that kadai makes by itself."""
    alternatives: tuple[str, ...] = ()
    """Ids of all mistakes that explain the check equally well, where that is more than one."""


class Legend(Struct, frozen=True):
    """What results refer to by id."""

    checks: tuple[CheckInfo, ...] = ()
    diagnoses: Mapping[str, Diagnosis] = {}

    def title(self, check: str) -> Text:
        """A check's title; its id where it has none."""
        return next((c.title for c in self.checks if c.id == check), NOTHING) or Text.same(check)

    def section(self, check: str) -> Text:
        """The heading of the handout's section that explains what a check looks at; nothing where none does."""
        return next((c.section for c in self.checks if c.id == check), NOTHING)

    @property
    def public(self) -> frozenset[str]:
        """Ids of the checks that students have."""
        return frozenset(c.id for c in self.checks if c.public)

    def diagnosis(self, found: Diagnosed) -> Diagnosis:
        """The words for what was found, in which all alternatives are named."""
        if not found.alternatives:
            return self._words(found.id)
        several = [self._words(id) for id in found.alternatives]
        titles, explanations = [d.title for d in several], [d.explanation for d in several]
        return Diagnosis(
            Text(
                "One of: " + "; ".join(t.en for t in titles),
                "次のいずれか: " + "、".join(t.in_("ja") for t in titles),
            ),
            Text.join(explanations, " / "),
        )

    def _words(self, id: str) -> Diagnosis:
        return self.diagnoses.get(id) or Diagnosis(Text.same(id))


class Share(Struct, frozen=True):
    """What one parameter set of a check with parameters carries of its points."""

    id: str
    outcome: Outcome
    points: float
    max_points: float
    trace_digest: str = ""
    """As of a check, see there."""


class CheckResult(Struct, frozen=True):
    """What one check said of one submission."""

    id: str
    outcome: Outcome
    points: float
    max_points: float
    message: Text = NOTHING
    diagnosis: Diagnosed | None = None
    seconds: float = 0.0
    """CPU seconds of the worker."""
    shares: tuple[Share, ...] = ()
    details: dict[str, Any] = {}
    """What the check knows of the difference, as data."""
    ended: Ended | None = None
    """What ended the worker in this check, if it did not live on."""
    region: str | None = None
    """The part of the assignment that it is about."""
    line: int | None = None
    """Of the submission's file, as `Evidence` has it, where it went wrong."""
    told: Text | None = None
    """What a student may read of a hidden check in place of the message, where that says what was expected."""
    output: str = ""
    """What the program printed in a public check."""
    trace_digest: str = ""
    """Equal where all that came back was equal: those submissions did the same thing."""

    @property
    def each(self) -> "tuple[CheckResult, ...]":
        """What has a verdict of its own: each share, known as ``id[share]``, or the check itself."""
        if not self.shares:
            return (self,)
        return tuple(
            CheckResult(key_of(self.id, s.id), s.outcome, s.points, s.max_points, trace_digest=s.trace_digest)
            for s in self.shares
        )


class Attention(Struct, frozen=True):
    """Something about a submission that a person should see; `text` says what, and what to do."""

    kind: AttentionKind
    text: Text


class PassedOver(Struct, frozen=True):
    """A file of a hand-in that could have been the submission, and why it is not."""

    file: str
    reason: Text


WHOLE: Final = "*"
"""What an override names in the place of a check: the score as a whole."""


class About(Struct, frozen=True):
    """What belongs to a hand-in and not to the text of its submission, which others may have handed in as well."""

    file: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    attention: tuple[Attention, ...] = ()
    notes: tuple[Text, ...] = ()

    def added_to(self, result: "SubmissionResult") -> "SubmissionResult":
        """A result with what is said here, which comes first."""
        return replace(
            result,
            file=self.file or result.file,
            passed_over=(*self.passed_over, *result.passed_over),
            attention=(*self.attention, *result.attention),
            notes=(*self.notes, *result.notes),
        )


NOTHING_SAID = About()


class Override(Struct, frozen=True):
    """A mark that a person has set, in their own words, and when (ISO 8601)."""

    check: str
    """A check's id, or `WHOLE`."""
    points: float
    reason: str
    who: str
    when: str


class Written(Struct, frozen=True):
    """The answer to a question that a person marks."""

    question: str
    points: float | None
    """None until somebody has marked it; until then it counts nothing."""
    max_points: float
    comment: str = ""
    who: str = ""


class Late(Struct, frozen=True):
    """How late a hand-in came after its due date, extensions included, and the points that the course takes for it."""

    due: str
    handed_in: str
    seconds: float
    """After the due date; above 0."""
    points: float = 0.0
    extension: str = ""
    """Why this student had more time than others, if so."""


class Arrays(Struct, frozen=True):
    """What came and what was expected, up to a bound, as nested lists; NaN and infinities are strings.

    Of a larger array it is the part around the worst entry. `wrong` is None where the shapes differ.
    """

    got: Any
    expected: Any = None
    wrong: Any = None
    """Which entries are wrong: true or false for each."""
    first: tuple[int, ...] = ()
    """The index of the first entry that is kept."""
    kind: Literal["entries", "path", "images"] = "entries"
    """Of a path, each row is a step; of images, each entry is one, a list of rows."""
    names: tuple[str, ...] = ()
    """Of a path, of its columns, by their index in the array; of images, which ones they are."""


class Evidence(Struct, frozen=True):
    """What a person can look at: the source by file name, and by check the arrays that differ.

    Of a notebook the source is one text, each code cell below a line that names it; see `listing`.
    """

    sources: dict[str, str] = {}
    arrays: dict[str, Arrays] = {}


class SubmissionResult(Struct, frozen=True):
    """All that is known about one submission. For one that has just been graded see `result_of`."""

    id: str
    status: Status
    score: float
    """What counts: with overrides and written answers, before lateness. See `mark`."""
    graded_score: float
    """The machine's: the sum of the checks' points."""
    max_score: float
    """The most: of the checks, and of the written questions once the course marks them."""
    checks: tuple[CheckResult, ...]
    reason: Text = NOTHING
    """Why it could not be graded as others are."""
    file: str | None = None
    """The file that was taken, by its path within the hand-in, exactly as it came: whoever shows it must make it safe
    (`text.visible`)."""
    passed_over: tuple[PassedOver, ...] = ()
    attention: tuple[Attention, ...] = ()
    notes: tuple[Text, ...] = ()
    """What went wrong outside of any check."""
    group: str | None = None
    overrides: tuple[Override, ...] = ()
    late: Late | None = None
    """None for what came in time, or at an unknown time."""
    digest: str = ""
    """Of all that the student wrote of it."""
    evidence: Evidence | None = None
    written: tuple[Written, ...] = ()
    """All questions of the assignment once the course marks them; none before."""

    @property
    def mark(self) -> float:
        """What goes into a gradebook: `score`, less what the course takes for lateness."""
        return max(total((self.score, -self.late.points)), 0.0) if self.late else self.score

    @property
    def has_mark(self) -> bool:
        """Whether its mark is known: the grader did not fail on it, or a person has marked all that it failed on."""
        faults = [c.id for c in self.checks if c.outcome == "fault"]
        return self.status != "fault" or bool(self.override_of(WHOLE)) or all(map(self.override_of, faults or [WHOLE]))

    def override_of(self, check: str) -> Override | None:
        """The mark that a person has set for a check, by its id, or for the `WHOLE`."""
        return next((o for o in self.overrides if o.check == check), None)

    def points_of(self, check: CheckResult) -> float:
        """What one of its checks counts: a person's points, else the machine's."""
        override = self.override_of(check.id)
        return check.points if override is None else override.points

    @property
    def unwritten(self) -> int:
        """How many of its checks found what they look at as it was released."""
        return sum(c.outcome == "unwritten" for c in self.checks)

    @property
    def is_cut_short(self) -> bool:
        """Whether a deadline came before everything was tried: then it is neither kept nor used again."""
        return any(a.kind == "deadline" for a in self.attention)

    @property
    def needs_a_person(self) -> bool:
        """Whether a lecturer should look at this submission by hand. Work that is merely unfinished needs nobody."""
        attention = any(a.kind != "unwritten" for a in self.attention)
        return self.status != "graded" or attention or any(c.outcome == "fault" for c in self.checks)


class SandboxInfo(Struct, frozen=True):
    """How strongly the submissions were isolated."""

    level: str
    layers: tuple[str, ...]


class Ignored(Struct, frozen=True):
    """Something among the hand-ins that was not graded, and why."""

    entry: str
    reason: Text


class Report(Struct, frozen=True):
    """All results of one grading run, in the order of the submissions' ids."""

    format: Literal[2]
    assignment: str
    sandbox: SandboxInfo
    submissions: tuple[SubmissionResult, ...]
    title: Text = NOTHING
    handout: Text = NOTHING
    """Its address, where the course says it."""
    kadai: str = ""
    python: str = ""
    numpy: str = ""
    created: str = ""
    """When the run ended, as ISO 8601 with the time zone."""
    assignment_digest: str = ""
    """Of everything in the course that a grade of this assignment depends on, the secret aside."""
    secret_fingerprint: str = ""
    """Equal in reports whose inputs were drawn with the same secret."""
    checks: tuple[CheckInfo, ...] = ()
    diagnoses: dict[str, Diagnosis] = {}
    """The words for all diagnoses of the submissions' checks, by id."""
    not_handed_in: tuple[str, ...] = ()
    """Whose folders answer other assignments of the course only, and whom of the roster nothing came from."""
    ignored: tuple[Ignored, ...] = ()

    @property
    def legend(self) -> Legend:
        """What the results refer to by id."""
        return Legend(self.checks, self.diagnoses)

    @property
    def has_fault(self) -> bool:
        """Whether anything went wrong that is not the students' doing."""
        return any(s.status == "fault" or any(c.outcome == "fault" for c in s.checks) for s in self.submissions)


def result_of(
    id: str,
    checks: tuple[CheckResult, ...],
    *,
    status: Status = "graded",
    attention: tuple[Attention, ...] = (),
    **more: Any,
) -> SubmissionResult:
    """The result of a submission whose checks say this; `more` are other fields of it."""
    score = total(c.points for c in checks)
    crashed = [Attention("crashed", c.message) for c in checks if c.outcome == "crashed"]
    late = [Attention("timeout", c.message) for c in checks if c.outcome == "timeout" and c.ended != "deadline"]
    return SubmissionResult(
        id=id,
        status=status,
        score=score,
        graded_score=score,
        max_score=total(c.max_points for c in checks),
        checks=checks,
        attention=(*attention, *crashed[:1], *late[:1]),
        **more,
    )


def total(points: Iterable[float]) -> float:
    """The sum of points as a person would write it: 0.1 + 0.2 is 0.3."""
    return round(math.fsum(points), 9)
