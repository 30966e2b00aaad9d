"""What a student is told of a check that lent the submission a part of the reference.

A hostile submission can say anything that the borrowed part has computed: in an exception's text, as a value, a shape
or the name of a type. So of such a check nothing is told that comes from the submission, but for what closed lists have
room.
"""

import builtins
import re
from collections.abc import Sequence

from autograder.grading.verdicts import Verdict
from autograder.text import Text

LENT = "lent"
"""Among a result's details: names what was lent, for whoever shows it."""

_KINDS = {
    "type": Text("What came is of another type than asked for.", "返した値の型が違います。"),
    "shape": Text("The shape of what came is not right.", "返した配列の形が違います。"),
    "dtype": Text("The dtype of what came is not right.", "返した配列の dtype が違います。"),
    "finiteness": Text("There are NaN or infinite entries.", "NaN や無限大の要素があります。"),
    "values": Text("The values are not right.", "値が正しくありません。"),
}
_WRONG = Text("What came is not right.", "返した値が正しくありません。")
_ENDED = Text("The program ended.", "プログラムが終了しました。")


def lending(verdict: Verdict, lent: Sequence[str]) -> Verdict:
    """The verdict of a check that has lent something, with what may be told; any other as it is."""
    if not lent or verdict.outcome in ("passed", "skipped", "unwritten"):  # what is unwritten is read from the source
        return verdict
    details = {**verdict.details, LENT: list(lent)}
    told = Text.join([_said(verdict), _about(lent)])
    if verdict.outcome == "crashed":  # of which a person is told as well, in other words than a check's
        return verdict._replace(text=told, told=told, details=details)
    return verdict._replace(told=told, details=details)


def _said(verdict: Verdict) -> Text:
    if verdict.outcome in ("timeout", "unwritten"):  # of which nothing is said that the submission could choose
        return verdict.text
    if verdict.outcome == "crashed":
        return _ENDED
    if verdict.outcome == "error":
        name = _exception_in(verdict.text.en)
        return Text(f"Your code raised {name}.", f"あなたのコードで例外 {name} が発生しました。")
    difference = verdict.details.get("difference")
    kind = difference.get("kind") if isinstance(difference, dict) else None
    return _KINDS.get(str(kind), _WRONG)


def _exception_in(sentence: str) -> str:
    """The first builtin exception that a sentence names."""
    names = (getattr(builtins, word, None) for word in re.findall(r"\w+", sentence))
    found = (one for one in names if isinstance(one, type) and issubclass(one, Exception))
    return next(found, Exception).__name__


def _about(lent: Sequence[str]) -> Text:
    names = ", ".join(lent)
    return Text(
        f"This check runs your code with the grader's own {names}, and so shows no values: the mistake is in the rest.",
        f"このテストでは {names} に採点側のものを使うため、値は表示しません。誤りはそれ以外の部分にあります。",
    )
