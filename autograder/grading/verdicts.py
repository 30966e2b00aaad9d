"""From what happened while a check ran to its outcome and the sentences that say why."""

from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest

from autograder.grading.results import Outcome
from autograder.numerics.closeness import Mismatch
from autograder.sandbox import CheckTrace, Ended, MissingName, SandboxFault, SubmissionError
from autograder.text import Text, bounded

MESSAGE_LIMIT = 4000


class Verdict(NamedTuple):
    """Of one run of one test item."""

    outcome: Outcome
    text: Text
    details: dict[str, Any]


def without_worker(how: Ended, why: Text) -> Verdict:
    """The verdict where the worker is gone, or was never asked."""
    outcome: Outcome = "crashed" if how == "crashed" else "timeout"
    return Verdict(outcome, clean(why), {"clock": how} if how in ("wall", "deadline") else {})


def judge(error: BaseException | None, trace: CheckTrace) -> Verdict:
    """The verdict on one run: the death of the worker decides first, whatever the test made of it."""
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
            return Verdict("failed", clean(error.text), _details(error))
        case pytest.skip.Exception():
            return _verdict("skipped", Text.same(str(error)))
        case AssertionError() | pytest.fail.Exception():
            return _verdict("failed", Text.same(str(error) or "The check's condition does not hold."))
        case _:
            return _unexpected(error, trace)


def _verdict(outcome: Outcome, text: Text) -> Verdict:
    return Verdict(outcome, clean(text), {})


def _details(error: Mismatch) -> dict[str, Any]:
    """What the author's assertion knows, as plain JSON values."""
    details: dict[str, Any] = msgspec.to_builtins(error.to_dict(), enc_hook=_plain, str_keys=True)
    return details


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else repr(value)


def _unexpected(error: BaseException, trace: CheckTrace) -> Verdict:
    """A check that stumbles over what came back, e.g. ``None`` where an array was asked for."""
    what = f"{type(error).__name__}: {error}"
    came = _last_value(trace)
    text = Text(
        f"The check could not use what your code returned{came.en}. ({what})",
        f"あなたのコードが返した値{came.ja}をテストが使えませんでした。({what})",
    )
    return Verdict("failed", clean(text), {})


def _last_value(trace: CheckTrace) -> Text:
    if not trace.events:
        return Text("", "")
    label, value = trace.events[-1].label, trace.events[-1].value
    kind = "None" if value is None else f"a value of type {type(value).__name__}"
    return Text(f" ({label} gave {kind})", f"({label} が返したもの: {kind})")


def clean(text: Text) -> Text:
    """Bounded, and without characters that could drive a terminal or reorder a line."""
    return Text(bounded(text.en, MESSAGE_LIMIT), bounded(text.ja, MESSAGE_LIMIT))
