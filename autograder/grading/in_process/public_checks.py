"""Runs public checks in this process and gives the same results that a grading run would show."""

import contextlib
import io
import os
import traceback
from collections.abc import Generator, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from autograder.checks import key_of
from autograder.errors import UsageError
from autograder.grading.blame import is_of_the_author, mistake
from autograder.grading.cleaning import MESSAGE_LIMIT, clean
from autograder.grading.collected_checks import check_of, in_order, key_of_item, needed, set_of, share_of, words_of_set
from autograder.grading.collection import Collection
from autograder.grading.conditions import of_the_function_given, with_condition
from autograder.grading.fixtures import PROVIDER
from autograder.grading.in_process.module import Loaded
from autograder.grading.in_process.provider import LocalProvider
from autograder.grading.in_process.telling import defined_in, note, own_frames, place, undefined
from autograder.grading.in_process.unwritten_here import left_here, oddly_defined
from autograder.grading.kept_values import details_of, kept_arrays
from autograder.grading.parameter_sets import decisive, told_of_sets
from autograder.grading.results import (
    FORMAT,
    Arrays,
    CheckInfo,
    CheckResult,
    Evidence,
    Outcome,
    Report,
    SandboxInfo,
    Share,
    result_of,
    total,
)
from autograder.numerics import Mismatch
from autograder.text import Text, nearest

_ORDER: tuple[Outcome, ...] = ("error", "failed", "unwritten", "skipped", "passed")
_OFF = ("terminal", "cacheprovider", "logging", "warnings", "doctest", "junitxml", "faulthandler")


def run_public_checks(
    test_file: Path, submission: Loaded | ModuleType, name: str, *, only: str | None = None
) -> Report:
    """Run the checks of a test file on a module of this process; with `only`, that one and what it builds on.

    The report holds one submission, called `name`.

    Raises:
        NoSuchCheck: if `only` is none of them.
        UsageError: if the test file is missing or cannot be read.
    """
    if not test_file.is_file():
        raise UsageError(
            Text(
                f"{test_file}: there are no public checks; ask for the assignment's test_public.py",
                f"{test_file}: 公開テストがありません。課題の test_public.py をもらってください",
            )
        )
    loaded = submission if isinstance(submission, Loaded) else Loaded(submission)
    plugin = _InProcess(loaded, only, test_file.parent)
    arguments = [str(test_file), "-c", os.devnull, "--rootdir", str(test_file.parent), "--import-mode=importlib"]
    arguments += ["--capture=sys", *(part for off in _OFF for part in ("-p", f"no:{off}"))]
    if "PYTEST_DISABLE_PLUGIN_AUTOLOAD" in os.environ or not _registered():
        arguments += ["-p", "autograder.grading.in_process.plugin"]
    with contextlib.redirect_stderr(io.StringIO()) as complaints:
        pytest.main(arguments, plugins=[plugin])
    if plugin.refusal:
        raise UsageError(plugin.refusal)
    if not plugin.found:
        complaint = " ".join(complaints.getvalue().split()[-30:])
        why = Text.same(complaint) if complaint else Text("there is no test function in it", "テスト関数がありません")
        raise UsageError(
            Text(
                f"{test_file}: the public checks cannot be read: {why}",
                f"{test_file}: 公開テストを読めません: {why.ja}",
            )
        )
    if not plugin.wanted:
        known = [c.id for c in plugin.found]
        raise NoSuchCheck(
            Text(
                f"{test_file}: there is no check {only!r}{nearest(only or '', known)}",
                f"{test_file}: テスト {only!r} はありません{nearest(only or '', known).ja}",
            ),
            known,
        )
    notes = (*map(note, loaded.errors), *oddly_defined(loaded, test_file.parent))
    result = result_of(name, plugin.results(), notes=notes, file=name, evidence=Evidence({}, plugin.arrays()))
    return Report(FORMAT, Path(name).stem, SandboxInfo("none", ()), (result,), checks=plugin.wanted)


def _registered() -> bool:
    from importlib.metadata import entry_points

    return any(e.name == "kadai" for e in entry_points(group="pytest11"))


class NoSuchCheck(UsageError):
    """There is no public check of that name; `known` are those that there are."""

    def __init__(self, text: Text, known: Iterable[str]) -> None:
        super().__init__(text)
        self.known = frozenset(known)


class _InProcess(Collection):
    """Collects what pytest says of each check."""

    def __init__(self, loaded: Loaded, only: str | None, folder: Path) -> None:
        super().__init__()
        self._loaded = loaded
        self._module, self._errors, _ = loaded
        self._provider = LocalProvider(self._module)
        self._folder = folder
        self._only = only
        self._files = {getattr(self._module, "__file__", None) or self._module.__name__}
        self._seen: dict[str, list[_Seen]] = {}
        self.found: tuple[CheckInfo, ...] = ()
        self.wanted: tuple[CheckInfo, ...] = ()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[PROVIDER] = self._provider

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        try:
            self.found = self.checks(session)
        except UsageError as error:
            self.refuse(error.text)
            session.items.clear()
            return
        self.wanted = tuple(c for c in self.found if self._only in (None, c.id))
        run = needed({c.id for c in self.wanted}, self.found)
        session.items[:] = [item for item in in_order(session.items, self.found) if check_of(item) in run]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.excinfo is not None or call.when == "call":
            error = call.excinfo.value if call.excinfo is not None else None
            output = "".join(text for title, text in report.sections if "stdout" in title)
            outcome, text = self._judge(error)
            if outcome in ("failed", "error") and set_of(item) and not share_of(item):
                text = f"[{words_of_set(item)}] " + text
            if outcome == "failed":
                text = Text.join([text, defined_in(self._module, self._provider.asked)], "\n")
            details = details_of(error) if isinstance(error, Mismatch) else {}
            arrays = kept_arrays(error.difference.arrays if isinstance(error, Mismatch) and error.difference else None)
            self._seen.setdefault(key_of_item(item), []).append(_Seen(outcome, text, output, details, arrays))
        return report

    def _judge(self, error: BaseException | None) -> tuple[Outcome, Text]:
        match error:
            case None:
                return "passed", Text("", "")
            case pytest.skip.Exception():
                return "skipped", _skipped(str(error))
        left = left_here(error, self._loaded, self._provider.asked, self._folder)
        if left.unwritten:
            return "unwritten", left.unwritten
        outcome, text = self._why(error)
        return outcome, Text.join([text, left.unfilled], "\n")

    def _why(self, error: BaseException) -> tuple[Outcome, Text]:
        if isinstance(error, Mismatch):
            return "failed", clean(error.text)
        missing = undefined(error, self._module, self._errors)
        if missing is not None:
            return "error", missing
        own = own_frames(error, self._files)
        if isinstance(error, AssertionError | pytest.fail.Exception) and not own:
            return "failed", clean(with_condition(error, self._folder))
        if is_of_the_author(error) and not own:
            return "failed", clean(mistake(error, (self._folder,)))
        what = f"{type(error).__name__}: {str(error)[:MESSAGE_LIMIT]}".removesuffix(": ")
        text = of_the_function_given(what) if own and self._calls_back(error) else Text.same(what)
        for frame in own[-4:]:
            text += "\n" + place(frame.filename, frame.lineno or 0) + f", {frame.name}: {frame.line}"
        return ("error" if own else "failed"), clean(text)

    def _calls_back(self, error: BaseException) -> bool:
        """Whether it was raised in a function of the tests that the student's code has called."""
        files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
        own = {frame.filename for frame in own_frames(error, self._files)}
        last = max(number for number, file in enumerate(files) if file in own)
        return any(Path(file).parent == self._folder and _is_a_test(file) for file in files[last + 1 :])

    def results(self) -> tuple[CheckResult, ...]:
        """One result per check: the worst of its parameter sets, or one for each share."""
        return tuple(self._result(c) if not c.shares else self._shared(c) for c in self.wanted)

    def arrays(self) -> dict[str, Arrays]:
        """By check, the arrays that differ: of several shares, of the first whose do."""
        found = {c.id: [self._worst(key).arrays for key in _keys(c)] for c in self.wanted}
        return {id: kept for id, arrays in found.items() if (kept := next(filter(None, arrays), None))}

    def _worst(self, key: str) -> "_Seen":
        runs = self._seen.get(key) or [_Seen("skipped", Text("Not run.", "実行されていません。"), "")]
        return min(runs, key=lambda run: _ORDER.index(run.outcome))

    def _result(self, check: CheckInfo) -> CheckResult:
        run = self._worst(check.id)
        return CheckResult(
            id=check.id,
            outcome=run.outcome,
            points=check.max_points if run.outcome == "passed" else 0.0,
            max_points=check.max_points,
            message=run.text,
            details=run.details,
            output=run.output if run.outcome != "passed" else "",
        )

    def _shared(self, check: CheckInfo) -> CheckResult:
        seen = {share: self._worst(key_of(check.id, share)) for share in check.shares}
        worth = check.max_points / len(seen)
        shares = tuple(
            Share(share, run.outcome, worth if run.outcome == "passed" else 0.0, worth) for share, run in seen.items()
        )
        return CheckResult(
            id=check.id,
            outcome=seen[decisive((share, run.outcome) for share, run in seen.items())].outcome,
            points=total(share.points for share in shares),
            max_points=check.max_points,
            message=told_of_sets((share, run.text) for share, run in seen.items()),
            details=next((run.details for run in seen.values() if run.details), {}),
            output="".join(run.output for run in seen.values() if run.outcome != "passed"),
            shares=shares,
        )


class _Seen(NamedTuple):
    """What was seen of one run."""

    outcome: Outcome
    text: Text
    output: str
    details: dict[str, Any] = {}  # never changed
    arrays: Arrays | None = None


def _keys(check: CheckInfo) -> list[str]:
    """By which what was seen of a check is known."""
    return [key_of(check.id, share) for share in check.shares] or [check.id]


def _is_a_test(file: str) -> bool:
    """Whether pytest would look for tests in it."""
    return Path(file).name.startswith("test_")


def _skipped(reason: str) -> Text:
    return Text(f"Not run: {reason}.", f"実行していません（{reason}）。まずそちらを直してください。")
