"""Prints what mistakes are named, inside an examiner: `naming.py COURSE ASSIGNMENT < {name: text of a submission}`.

Of each misconception, with it in the catalogue and without it; of some pairs of them in one module; of some mutants of
the reference; of the reference; and of the submissions that are asked for. With `--nearest`, what nobody has described
is compared with the mutants, but with none of the same text.
"""

import argparse
import ast
import json
import os
import random
import socket
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from autograder.course import Assignment, Course
from autograder.course.catalogue import load_misconceptions
from autograder.grading.channel import Channel, Setup
from autograder.grading.examiner import main
from autograder.grading.examiner.behaviour import Behaviour, BehaviourCache
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.diagnosing import catalogue_of
from autograder.grading.examiner.diagnosis import TOLERANCES, Diagnoser, Known
from autograder.grading.examiner.examination import Examination
from autograder.grading.examiner.explaining import Seen
from autograder.grading.examiner.nearest import Column, Nearest
from autograder.grading.examiner.two_changes import merged
from autograder.grading.variants.mutants import mutants_of

PAIRS = 4

Names = dict[str, list[str]]


class LeavingOut(Nearest):
    """All mutants but some."""

    out: frozenset[int] = frozenset()

    def _column(self, key: str) -> Column:
        return {number: shown for number, shown in super()._column(key).items() if number not in self.out}


class Named:
    """The names that submissions are given."""

    def __init__(self, examination: Examination, assignment: Assignment, nearest: bool) -> None:
        cache = BehaviourCache(assignment.course.root / ".kadai" / "traces", assignment.id, "0" * 64)
        self._examination, self._assignment = examination, assignment
        self.catalogue = catalogue_of(examination, assignment, cache, mutants=False)
        self._near = LeavingOut(examination, assignment, cache, self.catalogue.right)
        if nearest:
            self.catalogue = msgspec.structs.replace(self.catalogue, nearest=self._near.explained)
        self._texts = {entry.id: entry.source for entry in load_misconceptions(assignment)}
        self.mutants = mutants_of(assignment.reference_text())
        self._trees = [ast.dump(ast.parse(mutant.source)) for mutant in self.mutants]

    def behaviour(self, text: str) -> Behaviour:
        runs, _ = self._examination.run(self._assignment.sources_of(text))
        return self._examination.behaviour_of(runs)

    def names(self, behaviour: Behaviour, without: str = "", text: str = "") -> list[str]:
        return sorted(known.id for known in self._known(behaviour, without, text))

    def _known(self, behaviour: Behaviour, without: str, text: str) -> list[Known]:
        """Without a misconception, also without others that have its words: those are the same mistake.

        And without the mutants that are this text.
        """
        words = {known.words for known in self.catalogue.known if known.id == without}
        left = tuple(known for known in self.catalogue.known if known.words not in words)
        tree = ast.dump(ast.parse(text or self._texts.get(without, "")))
        self._near.out = frozenset(number for number, other in enumerate(self._trees) if other == tree)
        catalogue = msgspec.structs.replace(self.catalogue, known=left)
        return list(dict.fromkeys(Diagnoser(lambda: catalogue).diagnose(behaviour).values()))

    def wrong(self, behaviour: Behaviour, without: str = "", text: str = "") -> list[str]:
        """The names, if the mistakes that are named behave in another way in some check: all together, if several."""
        seen = Seen(behaviour, self.catalogue.right, TOLERANCES[-1])
        named = self._known(behaviour, without, text)
        there = [known.whole() for known in named] if len(named) != 2 else [self._together(*named)]
        return [] if all(b is not None and seen.agrees_throughout(b) for b in there) else [known.id for known in named]

    def _together(self, *named: Known) -> Behaviour | None:
        texts = (self.mutants[int(k.id.rpartition("-")[2])].source if k.generated else self._texts[k.id] for k in named)
        both = merged(self._assignment.reference_text(), *texts)
        return None if both is None else self.behaviour(both)

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
    if asked:
        seen = {name: named.behaviour(text) for name, text in asked.items()}
        return {
            "named": {name: named.names(behaviour) for name, behaviour in seen.items()},
            "wrong": {name: named.wrong(behaviour) for name, behaviour in seen.items()},
        }
    known = {known.id: known.whole() for known in named.catalogue.known}
    mutants = {mutant.id: mutant.source for mutant in some(named.mutants, options.mutants)}
    both = {f"{a} {b}": named.behaviour(text) for a, b, text in pairs(assignment)}
    behaviours = {id: named.behaviour(text) for id, text in mutants.items()}
    behaviours = {id: b for id, b in behaviours.items() if b.wrong}
    return {
        "alone": {id: named.names(b) for id, b in known.items()},
        "little": [id for id, b in known.items() if named.says_little(b)],
        "left_out": {id: named.names(b, without=id) for id, b in known.items()},
        "taken_for": {id: wrong for id, b in known.items() if (wrong := named.wrong(b, without=id))},
        "reference": named.names(named.catalogue.right.behaviour),
        "pairs": {pair: named.names(b) for pair, b in both.items()},
        "mutants": {id: named.names(b, text=mutants[id]) for id, b in behaviours.items()},
        "wrong": {id: wrong for id, b in behaviours.items() if (wrong := named.wrong(b, text=mutants[id]))},
        "thirds": {
            pair: names
            for pair, b in both.items()
            if not set(names := named.names(b)) <= set(pair.split()) and named.wrong(b)
        },
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
parser.add_argument("--mutants", type=int, default=8, help="so many, as submissions")
options = parser.parse_args()
asked: dict[str, str] = json.loads(sys.stdin.read() or "{}")
assignment = Course(Path(options.course)).assignment(options.id)
ours, theirs = socket.socketpair()
channel = Channel(ours)
channel.send(Setup(options.course, options.id))
main.examine = examine
main.main([theirs.detach()])
