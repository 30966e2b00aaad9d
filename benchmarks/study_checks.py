"""Runs an assignment's checks in this process, with many seeds, on modules that are right."""

import collections
import contextlib
import io
import os
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.course import Assignment, Course
from autograder.course.catalogue import load_equivalents
from autograder.grading.collected_checks import check_of
from autograder.grading.in_process.provider import watched
from autograder.grading.reference_module import load_reference
from autograder.grading.seeds import seed_for
from autograder.numerics import Inconclusive

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 3


@dataclass
class Rejections:
    """How often each check ran and rejected one right module."""

    assignment: str
    variant: str
    runs: dict[str, int] = field(default_factory=dict)
    rejects: collections.Counter[str] = field(default_factory=collections.Counter)
    drawn: set[str] = field(default_factory=set)  # the checks that draw random inputs
    messages: list[str] = field(default_factory=list)


class Collected:
    """A pytest plugin that keeps the collected items and runs none."""

    items: list[Any]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Keep what was collected."""
        self.items = list(session.items)
        return True


def items_of(assignment: Assignment) -> list[Any]:
    """The test functions of an assignment, public and hidden (named from ROOT: pytest keeps modules by name)."""
    collected = Collected()
    files = [str(p) for p in (assignment.public_tests, assignment.hidden_tests) if p.is_file()]
    options = [
        "-p",
        "autograder.grading.fixtures",
        "-c",
        os.devnull,
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
    ]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*files, *options, "--rootdir", str(ROOT)], plugins=[collected])
    return collected.items


def module_of(source: str, name: str) -> ModuleType:
    """A module made of its text."""
    module = ModuleType(name)
    exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)
    return module


def source_of(assignment: Assignment, variant: str) -> str:
    """The reference's text, or an equivalent's."""
    text = assignment.reference_text()
    if variant == "reference":
        return text
    return next(e.source for e in load_equivalents(assignment) if e.id == variant)


def count_rejections(id: str, variant: str, seeds: range) -> Rejections:
    """Run every check on a right module, once per seed; checks without random inputs once in all."""
    assignment = Course(ROOT).assignment(id)
    reference = load_reference(assignment)
    submission = module_of(source_of(assignment, variant), "submission")
    found = Rejections(id, variant)
    warnings.simplefilter("ignore")
    for item in items_of(assignment):
        check = check_of(item)
        drawn = "rng" in item.fixturenames
        if drawn:
            found.drawn.add(check)
        for seed in seeds if drawn else seeds[:1] if seeds.start == 0 else ():
            rng = np.random.default_rng(seed_for(id, item.name, f"study {seed}"))
            given = {"submission": submission, "reference": reference, "rng": rng}
            parameters = item.callspec.params if hasattr(item, "callspec") else {}
            names = item._fixtureinfo.argnames
            found.runs[check] = found.runs.get(check, 0) + 1
            undo = watched(submission, set())  # what a check lends is its own
            try:
                item.obj(**{name: {**given, **parameters}[name] for name in names})
            except (Exception, Inconclusive) as error:
                found.rejects[check] += 1
                if len(found.messages) < SHOWN:
                    found.messages.append(f"{variant}, {check}, seed {seed}: {type(error).__name__}: {error}"[:400])
            finally:
                undo()
    return found
