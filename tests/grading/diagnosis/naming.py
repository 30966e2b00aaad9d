"""Prints what mistakes are named, inside an examiner: `naming.py COURSE ASSIGNMENT < {name: text of a submission}`.

Of each misconception, with it in the catalogue and without it; of some pairs of them in one module; of some mutants of
the reference, and of the equivalents; of the reference; and of the submissions that are asked for. With `--nearest`,
what nobody has described is compared with the mutants, but with none of the same text.

With `--compare` it gets what it has printed under "compared", and prints which of these differ: on fresh draws, if
`--secret` is another.
"""

import argparse
import ast
import functools
import hashlib
import json
import os
import random
import socket
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import ClassVar, NamedTuple

import msgspec
import pytest

from autograder.course import Assignment, Course
from autograder.course.catalogue import load_equivalents, load_misconceptions
from autograder.grading.channel import Channel, Setup
from autograder.grading.examiner import main
from autograder.grading.examiner.behaviour import Behaviour, BehaviourCache
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.diagnosing import catalogue_of
from autograder.grading.examiner.diagnosis import TOLERANCES, Diagnoser, Known
from autograder.grading.examiner.examination import Examination
from autograder.grading.examiner.explaining import Seen
from autograder.grading.examiner.nearest import Column, Nearest, mutants_of_equivalents, nearest_of
from autograder.grading.examiner.two_changes import merged
from autograder.grading.variants.mutants import Mutant, mutants_of

PAIRS = 4

Names = dict[str, list[str]]


class LeavingOut(Nearest):
    """All mutants but those of one text."""

    text: ClassVar[str] = ""

    def _column(self, key: str) -> Column:
        found = super()._column(key)
        return {number: shown for number, shown in found.items() if tree_of(self._make()[number].source) != self.text}


@functools.cache
def tree_of(source: str) -> str:
    return ast.dump(ast.parse(source))


class Compared(NamedTuple):
    """A submission, what its names stand for, and the right module of which it is a variant."""

    submission: str
    named: str | None
    right: str


class Named:
    """The names that submissions are given."""

    def __init__(self, examination: Examination, assignment: Assignment, nearest: bool) -> None:
        version = hashlib.sha256(options.secret.encode()).hexdigest()
        cache = BehaviourCache(assignment.course.root / ".kadai" / "traces", assignment.id, version)
        self._examination, self._assignment = examination, assignment
        self._reference = assignment.reference_text()
        self.catalogue = catalogue_of(examination, assignment, cache, mutants=False)
        if nearest:
            near = nearest_of(examination, assignment, cache, self.catalogue.right, LeavingOut)
            self.catalogue = msgspec.structs.replace(self.catalogue, nearest=near)
        self._texts = {entry.id: entry.source for entry in load_misconceptions(assignment)}
        self._right = {entry.id: entry.source for entry in load_equivalents(assignment)}
        self.mutants = mutants_of(self._reference)
        self.of_equivalents = mutants_of_equivalents(assignment)
        self.compared: dict[str, Compared] = {}
        self._behaviours: dict[str, Behaviour] = {}

    def behaviour(self, text: str) -> Behaviour:
        if text not in self._behaviours:
            runs, _ = self._examination.run(self._assignment.sources_of(text))
            self._behaviours[text] = self._examination.behaviour_of(runs)
        return self._behaviours[text]

    def names(self, behaviour: Behaviour, without: str = "", text: str = "") -> list[str]:
        return sorted(known.id for known in self._known(behaviour, without, text))

    def _known(self, behaviour: Behaviour, without: str, text: str) -> list[Known]:
        """Without a misconception, also without others that have its words: those are the same mistake.

        And without the mutants that are this text.
        """
        words = {known.words for known in self.catalogue.known if known.id == without}
        left = tuple(known for known in self.catalogue.known if known.words not in words)
        text = text or self._texts.get(without, "")
        LeavingOut.text = text and tree_of(text)
        catalogue = msgspec.structs.replace(self.catalogue, known=left)
        return list(dict.fromkeys(Diagnoser(lambda: catalogue).diagnose(behaviour).values()))

    def wrong(self, behaviour: Behaviour, without: str = "", mutant: Mutant | None = None, id: str = "") -> list[str]:
        """The names, if the mistakes that are named behave in another way in some check: all together, if several.

        What was compared is kept, under the id of the misconception or the mutant.
        """
        text, of = (mutant.source, mutant.of) if mutant else ("", "")
        named = self._known(behaviour, without, text)
        if not named:
            return []
        text = text or self._texts.get(without, "")
        compared = Compared(text, self._text_of(named), self._right.get(of, self._reference))
        if text:
            self.compared[without or id] = compared
        return [known.id for known in named] if self.differs(compared, behaviour) else []

    def differs(self, compared: Compared, behaviour: Behaviour | None = None) -> bool:
        """Whether the two differ in a check in which the right module does as the reference does."""
        if compared.named is None:
            return True
        submission, named = behaviour or self.behaviour(compared.submission), self.behaviour(compared.named)
        seen, right = (
            Seen(b, self.catalogue.right, TOLERANCES[-1]) for b in (submission, self.behaviour(compared.right))
        )
        reference = self.catalogue.right.behaviour
        checks = submission.outcomes.keys() - submission.free
        return any(not seen.agrees(named, check) and right.agrees(reference, check) for check in checks)

    def _text_of(self, named: Sequence[Known]) -> str | None:
        texts = [self._mutant(known.id).source if known.generated else self._texts[known.id] for known in named]
        return texts[0] if len(texts) == 1 else merged(self._reference, *texts) if len(texts) == 2 else None

    def _mutant(self, id: str) -> Mutant:
        """The one whose number ends the name that was generated from it."""
        rest, _, number = id.rpartition("-")
        every = self.of_equivalents if any(rest.endswith(f"-{of}") for of in self._right) else self.mutants
        return every[int(number)]

    def says_little(self, behaviour: Behaviour) -> bool:
        return Diagnoser(lambda: self.catalogue).sees_little(behaviour)


def examine(posts: Sequence[main.Post], assignment: Assignment, chance: Chance, session: pytest.Session) -> None:
    """In the place of the examiners: name, print, and end."""
    examiner = main.Examiner(session, assignment, chance, posts[0])
    assert examiner._prepare()
    with examiner._sandboxes:
        named = Named(examiner._examination, assignment, options.nearest)
        print(json.dumps(everything(named, assignment)), file=sys.__stdout__)


def everything(named: Named, assignment: Assignment) -> dict[str, object]:
    if options.compare:
        return {"differ": [name for name, texts in asked.items() if named.differs(Compared(*texts))]}
    if asked:
        seen = {name: named.behaviour(text) for name, text in asked.items()}
        return {
            "named": {name: named.names(behaviour) for name, behaviour in seen.items()},
            "wrong": {name: named.wrong(behaviour) for name, behaviour in seen.items()},
        }
    known = {known.id: known.whole() for known in named.catalogue.known}
    mutants = {mutant.id: mutant for mutant in some(named.mutants, options.mutants)}
    others = {f"{m.of}: {m.id}": m for m in some(named.of_equivalents, options.mutants)}
    both = {f"{a} {b}": named.behaviour(text) for a, b, text in pairs(assignment)}
    behaviours = {id: named.behaviour(m.source) for id, m in (mutants | others).items()}
    behaviours = {id: b for id, b in behaviours.items() if b.wrong}

    def names(of: Mapping[str, Mutant]) -> dict[str, list[str]]:
        return {id: named.names(behaviours[id], text=m.source) for id, m in of.items() if id in behaviours}

    def wrong(of: Mapping[str, Mutant]) -> dict[str, list[str]]:
        found = {id: named.wrong(behaviours[id], mutant=m, id=id) for id, m in of.items() if id in behaviours}
        return {id: names for id, names in found.items() if names}

    return {
        "alone": {id: named.names(b) for id, b in known.items()},
        "little": [id for id, b in known.items() if named.says_little(b)],
        "left_out": {id: named.names(b, without=id) for id, b in known.items()},
        "taken_for": {id: taken for id, b in known.items() if (taken := named.wrong(b, without=id))},
        "reference": named.names(named.catalogue.right.behaviour),
        "pairs": {pair: named.names(b) for pair, b in both.items()},
        "mutants": names(mutants),
        "wrong": wrong(mutants),
        "of_equivalents": names(others),
        "wrong_of_equivalents": wrong(others),
        "thirds": {
            pair: thirds
            for pair, b in both.items()
            if not set(thirds := named.names(b)) <= set(pair.split()) and named.wrong(b)
        },
        "compared": named.compared,
    }


def pairs(assignment: Assignment) -> Iterator[tuple[str, str, str]]:
    """Some pairs of misconceptions of different words that can both be made, and the module with both."""
    reference = assignment.reference_text()
    found = (
        (one.id, other.id, text)
        for one, other in some(combinations(load_misconceptions(assignment), 2), 10 * PAIRS)
        if one.title != other.title and (text := merged(reference, one.source, other.source)) is not None
    )
    return (pair for pair, _ in zip(found, range(PAIRS), strict=False))


def some(things: Iterable, number: int) -> list:
    """So many of them, always the same."""
    every = list(things)
    return random.Random(0).sample(every, min(number, len(every)))


os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # as an examiner is started
parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("course")
parser.add_argument("id")
parser.add_argument("--nearest", action="store_true")
parser.add_argument("--mutants", type=int, default=8, help="so many of the reference, and of the equivalents")
parser.add_argument("--compare", action="store_true")
parser.add_argument("--secret", default="")
options = parser.parse_args()
asked: dict[str, str] = json.loads(sys.stdin.read() or "{}")
assignment = Course(Path(options.course)).assignment(options.id)
ours, theirs = socket.socketpair()
channel = Channel(ours)
channel.send(Setup(options.course, options.id, options.secret))
main.examine = examine
main.main([theirs.detach()])
