"""Lets an assignment's misconceptions behave, so that submissions can be compared with them."""

import functools
import hashlib
import sys
from collections.abc import Callable, Sequence

import msgspec

from autograder.course import Assignment
from autograder.course.catalogue import Misconception, load_misconceptions
from autograder.errors import UsageError
from autograder.grading.examiner.behaviour import Behaviour, BehaviourCache
from autograder.grading.examiner.call_graph import Calls, changed
from autograder.grading.examiner.diagnosis import Catalogue, Diagnoser, Known
from autograder.grading.examiner.examination import Examination
from autograder.grading.examiner.explaining import Right
from autograder.grading.examiner.nearest import nearest_of
from autograder.grading.examiner.two_changes import merged
from autograder.grading.results import Diagnosis
from autograder.grading.store import version_of
from autograder.language import said
from autograder.sandbox import Sources
from autograder.text import Text


def diagnoser_for(
    examination: Examination,
    assignment: Assignment,
    secret: str = "",
    mutants: bool = True,
    is_clean: Callable[[], bool] = lambda: True,
    working: Callable[[], None] = lambda: None,
) -> Diagnoser:
    """A diagnoser that runs the misconceptions when it first needs them: once per version of the checks, and secret.

    Of each, when it first comes into question for a submission. What is found out while the examiner is not `is_clean`
    is not kept. While it runs mutants, or waits for another examiner that does, it says that it is `working`.
    """
    checks = assignment.checks_digest  # of what has been collected, whatever is edited meanwhile
    folder = assignment.course.root / ".kadai" / "traces"

    def catalogue() -> Catalogue:
        cache = BehaviourCache(folder, assignment.id, version_of(checks, secret), is_clean, working)
        return catalogue_of(examination, assignment, cache, mutants, lambda *entry: diagnoser.run_ahead(*entry))

    diagnoser = Diagnoser(catalogue)
    return diagnoser


def catalogue_of(
    examination: Examination,
    assignment: Assignment,
    cache: BehaviourCache,
    mutants: bool = True,
    run_ahead: Callable[[str, Sources], Behaviour | None] = lambda entry, sources: None,
) -> Catalogue:
    of = examination.behaviour_of
    reference = assignment.reference_text()

    def together(one: Known, other: Known) -> Behaviour | None:
        text = merged(reference, texts[one.id], texts[other.id])
        if text is None:
            return None
        sources = assignment.sources_of(text)
        name = f"{one.id}+{other.id}-{_digest_of(sources, ())}"
        return cache.get(name, lambda: of(examination.run(sources)[0]))

    def name_of(entry: Misconception) -> str:
        return f"{entry.id}-{_digest_of(sources[entry.id], entry.fails)}"

    def meet(id: str, graded: Sources, behaviour: Callable[[], Behaviour]) -> None:
        for entry in entries:
            if entry.id == id and sources[id] == graded:
                cache.get(f"{name_of(entry)}-met", behaviour)

    def known(entry: Misconception) -> Known:
        name = name_of(entry)

        @functools.cache
        def whole() -> Behaviour:
            met = cache.kept(f"{name}-met", Behaviour) or run_ahead(entry.id, sources[entry.id])
            return met or run_whole()

        def run_whole() -> Behaviour:
            return cache.get(f"{name}-whole", lambda: of(examination.run(sources[entry.id])[0]))

        @functools.cache
        def rejected() -> Behaviour:
            return cache.get(name, in_what_rejects_it)

        def in_what_rejects_it() -> Behaviour:
            once, again = map(of, examination.run_twice(sources[entry.id], entry.fails))
            # What keeps something from one check to the next behaves as itself only after all those before.
            if once != again:
                return run_whole()
            return once if all(once.fails(check) for check in entry.fails) else whole()

        words = Diagnosis(entry.title, entry.text, entry.ask)
        places = functools.partial(changed, reference, entry.source)
        return Known(entry.id, words, frozenset(entry.fails), rejected, whole, places=places)

    try:
        entries = load_misconceptions(assignment)
        texts = {entry.id: entry.source for entry in entries}
        sources = {id: assignment.sources_of(text) for id, text in texts.items()}
    except UsageError as error:  # a broken catalogue must not keep a class from being graded
        without = Text("grading without diagnoses: ", "間違いの診断なしで採点します: ")
        print(f"kadai: {said(without + error.text)}", file=sys.stderr)
        entries = ()
    right = Right(
        examination.reference_behaviour,
        cache.get("reference-resampled", examination.resampled_reference),
        Calls(reference),
    )
    catalogue = Catalogue(right, tuple(map(known, entries)), together, meet=meet)
    if not mutants:
        return catalogue
    return msgspec.structs.replace(catalogue, nearest=nearest_of(examination, assignment, cache, right))


def _digest_of(sources: Sources, fails: Sequence[str]) -> str:
    return hashlib.sha256(msgspec.msgpack.encode((sources, fails))).hexdigest()[:16]
