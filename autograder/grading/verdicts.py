"""From what happened while a check ran to its outcome and the sentences that say why."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.errors import Ended
from autograder.grading.blame import is_of_the_author, mistake
from autograder.grading.cleaning import MESSAGE_LIMIT, clean
from autograder.grading.collected_checks import is_named, words_of_set
from autograder.grading.conditions import CONDITION, broken, of_the_function_given
from autograder.grading.kept_values import details_of
from autograder.grading.results import Outcome
from autograder.grading.unwritten import left_in
from autograder.numerics import Compared, Mismatch
from autograder.sandbox import Blank, CheckTrace, Frame, MissingName, SandboxFault, SubmissionError
from autograder.sandbox.conversation import raised_in_a_call_back
from autograder.text import Text, bounded


class Verdict(NamedTuple):
    """Of one run of one test item.

    ``told`` is what a student may read of a hidden check, where that is less than ``text``: see ``Difference.told``.
    ``mistake`` is what an author should read, should the check itself be wrong. ``ended`` is how the worker did.
    ``arrays`` are those that differ; ``places`` are the lines of the submission that an exception passed.
    """

    outcome: Outcome
    text: Text
    details: dict[str, Any]
    told: Text | None = None
    mistake: Text | None = None
    ended: Ended | None = None
    arrays: Compared | None = None
    places: tuple[Frame, ...] = ()

    def to_the_author(self) -> "Verdict":
        """The same, told to whoever wrote the check."""
        return self if self.mistake is None else self._replace(text=self.mistake, told=None)

    def saying(self, outcome: Outcome, say: Callable[[Text], Text]) -> "Verdict":
        """The same with other words around its text."""
        told = None if self.told is None else say(self.told)
        return self._replace(outcome=outcome, text=say(self.text), told=told)


def without_worker(how: Ended, why: Text) -> Verdict:
    """The verdict where the worker is gone, or was never asked."""
    outcome: Outcome = "crashed" if how == "crashed" else "timeout"
    return Verdict(outcome, clean(why), {}, ended=how)


def judge(
    error: BaseException | None, trace: CheckTrace, folders: Collection[Path], blanks: Sequence[Blank] = ()
) -> Verdict:
    """The verdict on one run: the death of the worker decides first, whatever the test made of it.

    `folders` hold the files of the check's author; `blanks` are what the submission leaves unwritten.
    """
    frames = tuple(_frames(error))
    verdict = _judged(error, trace, folders)._replace(places=frames)
    if not blanks or error is None or verdict.outcome not in ("failed", "error") or isinstance(error, MissingName):
        return verdict
    left = left_in(blanks, [(frame.file, frame.line) for frame in frames], _called(trace))
    if left.unwritten:
        return _verdict("unwritten", left.unwritten)
    if left.unfilled:
        return verdict.saying(verdict.outcome, lambda text: Text.join([text, left.unfilled], "\n"))
    return verdict


def _called(trace: CheckTrace) -> Iterator[str]:
    """What the check has called, and what exceptions have passed, also those that it has caught."""
    for event in trace.events:
        yield event.label
        if event.fault is not None:
            yield from event.fault.within


def _frames(error: BaseException | None) -> list[Frame]:
    """The lines of the submission that an exception, or what a check made another one of, passed: its own come last."""
    frames: list[Frame] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        if isinstance(link, SubmissionError):
            frames = [*link.frames, *frames]
        link = link.__cause__ or link.__context__
    return frames


def _judged(error: BaseException | None, trace: CheckTrace, folders: Collection[Path]) -> Verdict:
    if trace.ended is not None:
        return without_worker(trace.ended, trace.reason or Text("The program ended.", "プログラムが終了しました。"))
    match error:
        case None:
            return _verdict("passed", Text("", ""))
        case SandboxFault():
            return _verdict("fault", Text.same(f"The sandbox failed: {error}"))
        case MissingName(ended="crashed" | "timeout" as ended):
            return _verdict(ended, error.text)
        case SubmissionError():
            return _verdict("error", error.text)
        case Mismatch():
            arrays = error.difference.arrays if error.difference else None
            return Verdict(
                "failed", clean(error.text), details_of(error), error.told and clean(error.told), arrays=arrays
            )
        case pytest.skip.Exception():
            return _verdict("skipped", Text.same(str(error)))
        case AssertionError() | pytest.fail.Exception():
            return _broken_condition(error)
        case _:
            return _unexpected(error, trace, folders)


def _verdict(outcome: Outcome, text: Text) -> Verdict:
    return Verdict(outcome, clean(text), {})


def _broken_condition(error: BaseException) -> Verdict:
    """A plain ``assert``: its author's message, or a plain sentence. What shows expected values goes to instructors."""
    message, picture = broken(error)
    details = {"condition": bounded(picture, MESSAGE_LIMIT)} if picture else {}
    return Verdict("failed", clean(message or CONDITION), details)


def _unexpected(error: BaseException, trace: CheckTrace, folders: Collection[Path]) -> Verdict:
    """A check that stumbles: over what came back, e.g. ``None`` where an array was asked for, or over itself."""
    own = clean(mistake(error, folders))
    if is_of_the_author(error):
        return Verdict("failed", _stumbled(own), {}, _stumbled(Text.same(type(error).__name__)), own)
    name = type(error).__name__
    if raised_in_a_call_back(error):
        text, told = (of_the_function_given(what) for what in (f"{name}: {error}", name))
        return Verdict("failed", clean(text), {}, clean(told), own)
    came = _last_value(trace)
    text, told = (
        Text(
            f"The check could not use what your code returned{came.en}. ({what})",
            f"あなたのコードが返した値{came.ja}をテストが使えませんでした。（{what}）",
        )
        for what in (f"{name}: {error}", name)  # the test's own values may stand in its words
    )
    return Verdict("failed", clean(text), {}, clean(told), own)


def _stumbled(own: Text) -> Text:
    return Text(
        f"The check has a mistake of its own, over which it stumbled here: tell your instructor. ({own.en})",
        f"テスト自体に誤りがあり、ここで止まりました。担当の先生に知らせてください。（{own.ja}）",
    )


def _last_value(trace: CheckTrace) -> Text:
    if not trace.events:
        return Text("", "")
    label, value = trace.events[-1].label, trace.events[-1].value
    kind = "None" if value is None else f"a value of type {type(value).__name__}"
    return Text(f" ({label} gave {kind})", f"({label} が返したもの: {kind})")


def skipped(missing: str) -> Verdict:
    """A check that builds on one that did not pass."""
    text = Text(
        f"Not run: it builds on the check {missing!r}, which did not pass. Mend that one first.",
        f"実行していません。このテストの前提となる {missing!r} が通っていません。まずそちらを直してください。",
    )
    return Verdict("skipped", text, {})


def naming_parameters(verdict: Verdict, item: pytest.Item) -> Verdict:
    """Say with which parameters a parametrised check failed; of several at once, one may be what is expected.

    Names that the author has written are for students.
    """
    verdict = verdict._replace(told=verdict.told or verdict.text)
    named = verdict.saying(verdict.outcome, lambda text: f"[{words_of_set(item)}] " + text)
    return named if is_named(item) else named._replace(told=verdict.told)
