"""The modules of which the right verdict is known, each with its judge."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

import msgspec

from autograder.checks import CheckInfo
from autograder.course import Assignment
from autograder.course.catalogue import (
    EquivalentMutant,
    Misconception,
    load_equivalent_mutants,
    load_equivalents,
    load_misconceptions,
)
from autograder.course.handed_out.stubs import stub
from autograder.grading.collected_checks import needed
from autograder.grading.job import Job
from autograder.grading.results import CheckResult, SubmissionResult
from autograder.grading.validation.ablation import functions_of, is_at_work_on_import, place_of, regions_of
from autograder.grading.validation.cheats import (
    FAKES,
    LIARS,
    MISSHAPEN,
    SPOILERS,
    VANDALS,
    cheat,
    helpers,
    judge_idle,
    judge_misshapen,
    judge_vandal,
)
from autograder.grading.validation.findings import Finding, Kind, Seen
from autograder.grading.validation.tampering.faking import ARRAYS
from autograder.grading.variants.mutants import Mutant, mutants_of, normal
from autograder.text import NOTHING, Text

Judge = Callable[[SubmissionResult], Finding]

_SURVIVES = Text("survives: no check notices it", "どのテストも気付きません")
_NOT_EQUIVALENT = Text(
    "is explained as equivalent, but a check rejects it: take the explanation away",
    "等価だと説明されていますが、不合格にするテストがあります。説明を消してください",
)
_STALE = Text(
    "equivalents.py explains this mutant, but the reference has no such line",
    "equivalents.py がこの変異体を説明していますが、模範解答にその行はありません",
)


class Case(msgspec.Struct, frozen=True):
    """A module with a known verdict: `judge` compares it with the one that came, looking at others if need be."""

    kind: Kind | Literal["twin", "spoiler"]
    id: str
    source: str
    judge: Callable[[SubmissionResult, Seen], Finding] | None = None
    helpers: dict[str, str] = {}
    only: tuple[str, ...] = ()
    until_rejected: bool = False
    """See `Job` for both."""
    place: str = ""
    """Of a mutant, the function in which the change stands."""

    @property
    def name(self) -> str:
        """Names its result."""
        return f"{self.kind}:{self.id}"

    @property
    def is_named(self) -> bool:
        """Whether it matters by which name of the catalogue it is called."""
        return self.kind == "misconception" or (self.kind == "wrong_sweep" and not self.until_rejected)

    def job(self, assignment: Assignment) -> Job:
        """The module as a submission; what is right must stand the second draw as well."""
        sources = assignment.sources_of(self.source)
        if self.helpers:
            sources = msgspec.structs.replace(sources, given={**sources.given, **self.helpers})
        digest = self.name if self.kind in ("reference", "equivalent") else ""
        told = self.kind not in ("mutant", "region") and not self.until_rejected
        entry = self.id if self.kind == "misconception" else ""
        return Job(
            self.name, sources, digest, until_rejected=self.until_rejected, only=self.only, entry=entry, told=told
        )


def cases_of(assignment: Assignment) -> Iterator[Case]:
    """All cases of an assignment but for its mutants and cheats, the quick answers first."""
    text = assignment.reference_text()
    yield Case("reference", "reference", text, _alone(_full_marks("reference")))
    yield Case("stub", "stub", stub(text, assignment.reference_path), _alone(_no_marks))
    for entry in load_equivalents(assignment):
        yield Case("equivalent", entry.id, entry.source, _alone(_full_marks("equivalent", entry.id)))
    for misconception in load_misconceptions(assignment):
        judge = partial(_rejected, misconception)
        yield Case("misconception", misconception.id, misconception.source, judge)


def mutants_in(assignment: Assignment, calls: Mapping[str, Collection[str]], checks: Sequence[CheckInfo]) -> list[Case]:
    """The mutants of a reference, each with the checks that it may reach.

    Args:
        assignment: of which.
        calls: by function of the reference, the checks that call it. A change in one that a check never calls cannot
            show there.
        checks: all of them.
    """
    text = assignment.reference_text()
    excuses, lines = load_equivalent_mutants(assignment), functions_of(text)
    if is_at_work_on_import(text):  # of what is made then, nobody sees which functions it has called
        calls = {}
    found = []
    for mutant in mutants_of(text):
        why = next((entry.why for entry in excuses if _is_about(entry, mutant)), "")
        place = place_of(mutant.line, lines)
        wanted = needed(set(calls.get(place, ())), tuple(checks))
        only = tuple(check.id for check in checks if check.id in wanted)
        judge = _alone(_killed(mutant, why))
        found.append(Case("mutant", mutant.id, mutant.source, judge, only=only, place=place))
    return found


def regions_left_out(assignment: Assignment) -> list[Case]:
    """The reference with one region after the other left unwritten; they are judged together, see `Charges`."""
    regions = regions_of(assignment.reference_text(), assignment.reference_path)
    return [Case("region", region.id, region.text) for region in regions]


def cheats_of(assignment: Assignment) -> Iterator[Case]:
    """All cheats, in the order in which they are graded before an honest submission."""
    text, beside = assignment.reference_text(), helpers()
    for how in (*FAKES, *LIARS):
        yield Case("cheat", how, cheat(text, how), partial(judge_idle, how), beside)
    yield Case("twin", ARRAYS, cheat(text, ARRAYS), None, beside)
    for how in MISSHAPEN:
        yield Case("cheat", how, cheat(text, how), partial(judge_misshapen, how), beside)
    for how, twin in VANDALS.items():
        yield Case("cheat", how, cheat(text, how), partial(judge_vandal, how), beside)
        yield Case("twin", twin, cheat(text, twin), None, beside)
    for how in SPOILERS:
        yield Case("spoiler", how, cheat(text, how), None, beside)


def _alone(judge: Judge) -> Callable[[SubmissionResult, Seen], Finding]:
    """A judge that need not know of others."""
    return lambda result, _: judge(result)


def _full_marks(kind: Kind, id: str = "reference") -> Judge:
    def judge(result: SubmissionResult) -> Finding:
        problem = "; ".join(losses(result).values()) or result.reason.en
        return Finding(kind, id, not problem, problem, tuple(losses(result)))

    return judge


def losses(result: SubmissionResult) -> dict[str, str]:
    """The checks that a right module does not pass, each with what it says."""
    return {c.id: said(c) for c in result.checks if c.outcome != "passed"}


def said(check: CheckResult) -> str:
    """What a check says, in short."""
    line = " ".join(check.message.en.split())
    return f"{check.id}: {check.outcome}: {line if len(line) <= 200 else line[:199] + '…'}"


def _no_marks(result: SubmissionResult) -> Finding:
    passed = [part.id for c in result.checks for part in c.each if part.outcome == "passed"]
    names = ", ".join(passed)
    problem = Text(f"passes {names}", f"{names} に合格します") if passed else NOTHING
    return Finding("stub", "stub", not passed, problem.en, problem_ja=problem.ja)


def _rejected(entry: Misconception, result: SubmissionResult, seen: Seen) -> Finding:
    after = {c.id: c.requires for c in seen.checks}
    whole = {part.id: c.id for c in result.checks for part in c.each}  # of which check it is a share
    outcomes = {part.id: part.outcome for c in result.checks for part in (c, *c.each)}
    rejecting = {i for i in whole if outcomes[i] not in ("passed", "skipped")}
    skipped = {i for i in whole if outcomes[i] == "skipped"}
    known = {key for check in seen.checks for key in check.keys}
    wanted = {i for i in entry.fails if i in known}  # of a part of the checks, some are not there
    rightly = {i for i in rejecting if i in wanted or whole[i] in wanted}  # in others it is not looked for
    problems = [
        _not_rejected(i, outcomes.get(i)) for i in entry.fails if i in wanted and not rightly & {i, *_shares(i, whole)}
    ]
    problems += [
        Text(f"{i} should accept it but rejects it", f"{i} は合格にすべきですが、不合格にします")
        for i in sorted(rejecting - rightly)
    ]
    problems += [
        Text(f"{i} is skipped for no reason", f"{i} が理由なく飛ばされています")
        for i in skipped
        if not any(whole[other] in after[whole[i]] for other in rejecting | skipped)
    ]
    explained = {whole[i] for i in rightly}
    names = [c.diagnosis.id if c.diagnosis else "nothing" for c in result.checks if c.id in explained]
    if seen.named:
        alike = _alike(entry, seen)
        right = {"nothing"} if alike or f"misconception:{entry.id}" in seen.little else {entry.id}
        problems += [_misnamed(n) for n in sorted(set(names) - right)] + alike
    return Finding(
        "misconception",
        entry.id,
        not problems,
        "; ".join(problem.en for problem in problems),
        tuple(sorted(rejecting)),
        tuple(sorted(skipped)),
        ", ".join(sorted(set(names))) if seen.named else "",
        problem_ja="。".join(problem.ja for problem in problems),
    )


def _alike(entry: Misconception, seen: Seen) -> list[Text]:
    """Misconceptions that no check can tell from this one: neither is named."""
    mine = _seen_of(seen.results[f"misconception:{entry.id}"])
    others = [id for kind, _, id in (name.partition(":") for name in seen.results) if kind == "misconception"]
    alike = [id for id in others if id != entry.id and _seen_of(seen.results[f"misconception:{id}"]) == mine]
    return [
        Text(
            f"behaves like {id} in every check, so that neither is named: let a check tell them apart, or join them",
            f"どのテストでも {id} と同じ動きをするため、どちらとも診断されません。区別するテストを作るか、"
            "1 つにまとめてください",
        )
        for id in alike
    ]


def _seen_of(result: SubmissionResult) -> list[tuple[str, str, str]]:
    return [(c.outcome, c.trace_digest, c.message.en if c.outcome == "failed" else "") for c in result.checks]


def _not_rejected(check: str, outcome: str | None) -> Text:
    ja = {"passed": "合格にします", "skipped": "飛ばされます"}.get(outcome or "", "結果を出しません")
    return Text(f"{check} should reject it but says {outcome}", f"{check} は不合格にすべきですが、{ja}")


def _misnamed(name: str) -> Text:
    ja = "間違いが診断されません" if name == "nothing" else f"{name} と診断されます"
    return Text(f"diagnosed as {name}", ja)


def _shares(check: str, whole: Mapping[str, str]) -> set[str]:
    return {share for share, its in whole.items() if its == check}


def _killed(mutant: Mutant, why: str) -> Judge:
    def judge(result: SubmissionResult) -> Finding:
        killers = tuple(c.id for c in result.checks if c.outcome not in ("passed", "skipped"))
        problem = NOTHING if killers or why else _SURVIVES
        if killers and why:
            problem = _NOT_EQUIVALENT
        return Finding(
            "mutant",
            mutant.id,
            not problem,
            problem.en,
            killers,
            explained="" if killers else why,
            diff=mutant.diff,
            problem_ja=problem.ja,
        )

    return judge


def _is_about(entry: EquivalentMutant, mutant: Mutant) -> bool:
    same = normal(entry.old) == normal(mutant.old) and normal(entry.new) == normal(mutant.new)
    return same and entry.within in ("", mutant.function)


def stale_excuses(assignment: Assignment) -> Iterator[Finding]:
    """Explanations of mutants that are no more: the reference's line has changed."""
    mutants = mutants_of(assignment.reference_text())
    for entry in load_equivalent_mutants(assignment):
        if not any(_is_about(entry, mutant) for mutant in mutants):
            id = f"{entry.old.strip()} → {entry.new.strip()}"
            yield Finding("mutant", id, False, _STALE.en, problem_ja=_STALE.ja)
