"""Runs the collected checks of an assignment on one submission after the other.

pytest collects once; for every submission the same items go through pytest's set-up, call and tear-down, with the
``submission`` fixture bound to that submission's worker. Everything here happens in the trusted examiner.
"""

import contextlib
import functools
import math
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec
import numpy as np
import pytest

from autograder.grading import pytest_internals
from autograder.grading.cleaning import clean
from autograder.grading.collected_checks import check_of, chosen, is_own_choice, key_of_item, set_of, share_of
from autograder.grading.examiner.behaviour import Behaviour
from autograder.grading.examiner.call_graph import Calls
from autograder.grading.examiner.chance import Chance
from autograder.grading.examiner.discretion import lending
from autograder.grading.examiner.impostors import Shown, changes_arguments, shown_by
from autograder.grading.examiner.meter import Meter, OutOfTime, allowed_seconds, most_memory
from autograder.grading.examiner.runs import CheckRun, behaviour_of, joined, parts_of
from autograder.grading.examiner.surroundings import Surroundings
from autograder.grading.fixtures import OURS, PASSED, PROVIDER, asked_directly, no_data, unmet
from autograder.grading.results import Outcome
from autograder.grading.seeds import child_seed, seed_for
from autograder.grading.verdicts import judge, naming_parameters, skipped, without_worker
from autograder.numerics.observing import observed
from autograder.sandbox import CallTimeout, Examinee, Limits, Sources, WorkerEnded
from autograder.text import Text

MOST_NOTES = 20  # of statements at a submission's top level that failed: nobody reads more


class Open(Protocol):
    """Opens a submission; for the options see `Examinee`."""

    def __call__(self, sources: Sources, *, restore: bool = True, resampled: bool = False) -> Examinee:
        """The submission, to be closed by the caller."""


class Conduct(NamedTuple):
    """How the reference behaves in a check: what a submission may do as well."""

    outcome: Outcome
    shown: Shown
    changes_arguments: bool
    received: int = 0
    lends: bool = False
    seconds: float = 0.0


class Watched(NamedTuple):
    """What watching the reference has shown; ``seconds`` of this process it took, with all that is cached since."""

    conduct: dict[str, Conduct]
    behaviour: Behaviour
    seconds: float


class Rules(msgspec.Struct, frozen=True):
    """What an examination must know of the assignment besides its tests."""

    assignment: str
    secret: str
    limits: Limits
    folders: tuple[Path, ...]
    """Where its tests and their private modules lie."""
    observe: bool = False
    only: tuple[str, ...] = ()
    data_folder: Path | None = None


class ExaminerProvider:
    """Gives the fixtures the submission under examination and the reference."""

    def __init__(self, rules: Rules, reference: Any) -> None:
        self._rules = rules
        self._reference = reference
        self._asked: dict[pytest.Item, tuple[str, ...]] = {}
        self.examinee: Examinee | None = None
        self.draw = ""
        """The digest of the submission whose second draw it is; empty for the first, which all have in common."""

    def values(self, item: pytest.Item) -> dict[str, Any]:
        """What can be handed to a test function at once: pytest's way of making a fixture costs far more."""
        if item not in self._asked:
            self._asked[item] = asked_directly(item) if isinstance(item, pytest.Function) else ()
        return {name: getattr(self, name)(item) for name in self._asked[item]}

    def submission(self, item: pytest.Item) -> Any:
        """The proxy of the submission's module."""
        assert self.examinee is not None, f"{item.nodeid}: no submission is under examination"
        return self.examinee.submission

    def reference(self, item: pytest.Item) -> Any:
        """The reference module."""
        return self._reference

    def rng(self, item: pytest.Item) -> np.random.Generator:
        """What the check draws from. The submission is given a generator that tells nothing about this one."""
        seed = self.seed(item)
        source = np.random.default_rng(seed)
        if self.examinee is not None:
            self.examinee.hand_over(source, lambda: np.random.default_rng(child_seed(seed, "handed over")))
        return source

    def data_folder(self, item: pytest.Item) -> Path:
        """Where the assignment's data lie. Raises: UsageError if it has none."""
        return self._rules.data_folder or no_data(item)

    def seed(self, item: pytest.Item) -> int:
        """See `seed_for`."""
        return seed_for(self._rules.assignment, item.name, self._rules.secret, self.draw)


class Examination:
    """The collected checks of one assignment, ready to be run on any number of submissions.

    Raises:
        UsageError: if the test files contradict one another (see `chosen`).
    """

    def __init__(
        self,
        session: pytest.Session,
        rules: Rules,
        reference: Any,
        reference_sources: Sources,
        open_: Open,
        chance: Chance,
    ) -> None:
        self.checks, self._items = chosen(session.items, rules.only)
        self._infos = {check.id: check for check in self.checks}
        self.rules = rules
        self._provider = ExaminerProvider(rules, reference)
        self.reference_sources = reference_sources
        named = Calls("\n".join(reference_sources.cells)).functions
        self.functions = frozenset(n for n in named if n.partition(".")[0] in reference_sources.functions)
        self.open = open_
        self._chance = chance
        self._chance.rest()
        self._surroundings = Surroundings()
        self.disposable = False
        """Whether this process may be ended, because there is another one to go on."""
        self._error: BaseException | None = None
        self._expected: pytest.Item | None = None
        self._session = session
        self._passed = session.config.stash[PASSED]
        session.config.stash[PROVIDER] = self._provider
        session.config.pluginmanager.register(self)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """An item's set-up, call and tear-down, as pytest does them, with the first exception kept.

        No report is made of any: nobody reads it, and the three cost more than many a check.
        """
        pytest_internals.begin(item, self._provider.values(item))
        hook = item.ihook
        others = not OURS.issuperset(getattr(item, "fixturenames", ()))  # they may change the process, for longer
        self._chance.begin(child_seed(self._provider.seed(item), "global generators"))
        try:
            hook.pytest_runtest_setup(item=item)
            if others:
                self._surroundings.forget()
            self._surroundings.run(lambda: self._call(item))
        except BaseException as error:
            self._error = error
        try:
            hook.pytest_runtest_teardown(item=item, nextitem=nextitem)
        except BaseException as error:
            self._error = self._error or error
        if others:
            self._surroundings.forget()
        pytest_internals.end(item)
        if isinstance(self._error, KeyboardInterrupt | pytest.exit.Exception | OutOfTime):
            raise self._error
        return True

    def _call(self, item: pytest.Item) -> None:
        item.ihook.pytest_runtest_call(item=item)
        if self._provider.examinee is not None:
            self._provider.examinee.settle()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: "pytest.CallInfo[None]") -> None:
        """The fixture ``subtests`` catches what is raised in its blocks, and makes a report of it."""
        if call.excinfo is not None:
            self._error = self._error or call.excinfo.value

    def meter(self, deadline: float | None) -> Meter:
        """What a submission may cost. The reference goes first, so that nobody pays for what is cached."""
        return Meter(
            self.allowed_seconds,
            self._most_memory,
            math.inf if deadline is None else deadline,
            disposable=self.disposable,
        )

    @property
    def allowed_seconds(self) -> float:
        """CPU seconds of this process for one submission."""
        return allowed_seconds(self.rules.limits, self._watched.seconds)

    @functools.cached_property
    def drawing(self) -> tuple[str, ...]:
        """The hidden checks with points that draw their inputs: only those have a second draw."""
        drawing = {check_of(item) for item in self._items if "rng" in getattr(item, "fixturenames", ())}
        return tuple(c.id for c in self.checks if c.id in drawing and c.max_points and not c.public)

    @functools.cached_property
    def _most_memory(self) -> float:
        return most_memory(max(map(self._most_bytes, self._infos)))

    def _most_bytes(self, check: str) -> int:
        """That may come in one run of a check."""
        return max(self.rules.limits.payload_mb << 20, 4 * self.conduct_in(check).received)

    def run(
        self,
        sources: Sources,
        only: Collection[str] | None = None,
        *,
        restore: bool = True,
        meter: Meter | None = None,
        draw: str = "",
    ) -> tuple[dict[str, CheckRun], tuple[Text, ...]]:
        """Run the checks (or some of them, or of their shares) on a submission; in the author's order, and load notes.

        Without a `meter` it may cost whatever it costs: for what the course's author has written.
        """
        with self.open(sources, restore=restore) as examinee:
            return self.round(examinee, only, meter, draw), notes_of(examinee)

    def run_twice(self, sources: Sources, only: Collection[str]) -> tuple[dict[str, CheckRun], dict[str, CheckRun]]:
        """Run some checks one after the other, and once more with what they have left behind in the submission."""
        with self.open(sources) as examinee:
            return self.round(examinee, only), self.round(examinee, only)

    def round(
        self, examinee: Examinee, only: Collection[str] | None = None, meter: Meter | None = None, draw: str = "",
        *, until_rejected: bool = False, watched: str = "",
    ) -> dict[str, CheckRun]:  # fmt: skip
        """One round through the checks (or some of them) on a submission that is open already: see `run` and `Job`."""
        runs: dict[str, CheckRun] = {}
        if meter is not None:
            examinee.deadline = meter.deadline
        self._passed.clear()
        self._provider.examinee, self._provider.draw = examinee, draw
        try:
            turns = self._in_turn if "_watched" in self.__dict__ else self._items
            for item, following in zip(turns, [*turns[1:], turns[0]], strict=True):
                if only is None or check_of(item) in only or key_of_item(item) in only:
                    self._run_item(item, following, examinee, runs, meter, watched)
                    if until_rejected and runs[check_of(item)].rejects:
                        break
        finally:
            self._provider.examinee, self._provider.draw = None, ""
            self._chance.rest()
        return {c.id: runs[c.id] for c in self.checks if c.id in runs}

    def _run_item(
        self,
        item: pytest.Item,
        following: pytest.Item,
        examinee: Examinee,
        runs: dict[str, CheckRun],
        meter: Meter | None,
        watched: str = "",
    ) -> None:
        name, share = check_of(item), share_of(item)
        info, before = self._infos[name], runs.get(name)
        if before is not None and not before.passed and not share:
            return  # one failing parameter set decides the check
        run = self._run_of(item, following, examinee, meter, watched)
        runs[name] = joined(info, [run] if before is None else [*before.each, run])
        self._passed[name] = runs[name].passed
        self._passed[run.key] = run.passed

    def _run_of(
        self, item: pytest.Item, following: pytest.Item | None, examinee: Examinee, meter: Meter | None, watched: str
    ) -> CheckRun:
        """The run of one parameter set."""
        name, share = check_of(item), share_of(item)
        info = self._infos[name]
        missing = unmet(item, self._passed)
        if missing is not None:
            return CheckRun(info, skipped(missing), share=share)
        if meter is not None and (over := meter.over) is not None:
            return CheckRun(info, without_worker(over.ended, over.text), share=share)
        following = None if following is item else following
        if item is not self._expected:  # checks are left out and repeated: what was set up last may not be for this one
            pytest_internals.tear_down_for(self._session, item)
        self._expected = following
        self._error = None
        bands: list[dict[str, object]] = []
        seen: list[str] = []
        # Known of every run but one: that in which the reference is watched, on which it rests.
        usual = self.conduct_in(name).seconds if meter is not None or "_watched" in self.__dict__ else 0.0
        examinee.begin_check(math.inf if meter is None else self._most_bytes(name), usual)
        try:
            with meter or contextlib.nullcontext(), observed(bands.append):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except CallTimeout as struck:  # between the nets that pytest's hooks have
            self._error = struck
        finally:
            if meter is not None:
                meter.be_quiet()
                self._break_off(examinee, meter)
            if watched:
                seen.append(getattr(examinee.submission, watched)())
            trace = examinee.end_check()
        verdict, self._error = judge(self._error, trace, self.rules.folders, examinee.blanks), None
        if verdict.outcome == "failed" and not share and set_of(item):
            verdict = naming_parameters(verdict, item)
        return CheckRun(info, lending(verdict, trace.lent), [trace], bands, share, watched=seen)

    def _break_off(self, examinee: Examinee, meter: Meter) -> None:
        """End a check that was broken off, whatever the test made of it."""
        if meter.struck and (over := meter.over) is not None:
            examinee.give_up(over.text, over.ended)
            self._expected = None  # pytest may have been broken off in the middle of tearing down

    @functools.cached_property
    def _in_turn(self) -> list[pytest.Item]:
        """The items as they are run: those that lend something last, with what builds on them.

        Each of these has a worker of its own; all others share one.
        """
        lending = {check.id for check in self.checks if self.conduct_in(check.id).lends}
        while more := {c.id for c in self.checks if c.id not in lending and lending.intersection(c.requires)}:
            lending |= more
        return sorted(self._items, key=lambda item: check_of(item) in lending)

    @functools.cached_property
    def _watched(self) -> Watched:
        """The reference, examined once as a submission."""
        begun = time.process_time()
        runs, _ = self.run(self.reference_sources)
        conduct = {
            key: Conduct(
                run.verdict.outcome,
                shown_by(run.traces),
                changes_arguments(run.traces),
                max((trace.received for trace in run.traces), default=0),
                any(trace.lent for trace in run.traces),
                sum(trace.cpu_seconds for trace in run.traces),
            )
            for key, run in (runs | parts_of(runs.values())).items()
        }
        return Watched(conduct, behaviour_of(runs, self.reference_sources.functions), time.process_time() - begun)

    def behaviour_of(self, runs: Mapping[str, CheckRun]) -> Behaviour:
        """What was seen in the runs of checks, in a form that can be compared."""
        free = {check_of(item) for item in self._items if is_own_choice(item)}
        return behaviour_of(runs, self.reference_sources.functions, lambda key: self.conduct_in(key).lends, free)

    @property
    def reference_behaviour(self) -> Behaviour:
        """How the reference behaves, compared with which a misconception departs."""
        return self._watched.behaviour

    def resampled_reference(self) -> Behaviour:
        """How the reference behaves with the same inputs where the generators that it is given draw otherwise."""
        with self.open(self.reference_sources, resampled=True) as examinee:
            return self.behaviour_of(self.round(examinee))

    def conduct_in(self, key: str) -> Conduct:
        """How the reference behaves in a check, or in a share of it."""
        return self._watched.conduct.get(key, Conduct("passed", Shown(), True))


def notes_of(examinee: Examinee) -> tuple[Text, ...]:
    """What went wrong at the submission's top level."""
    try:
        examinee.load()
    except WorkerEnded:
        return ()  # every check says so already
    errors = examinee.load_errors
    notes = tuple(map(clean, errors[:MOST_NOTES]))
    if len(errors) <= MOST_NOTES:
        return notes
    more = len(errors) - MOST_NOTES
    return (*notes, Text(f"{more} more statements failed.", f"ほかに {more} 個の文でエラーが起きました。"))
