"""What outcomes are called, in both languages, with a sign for each."""

from typing import Protocol

from autograder.text import Text

PARTLY = "partly"
"""What is shown of a check that did not pass, and yet has a part of its points."""

OUTCOMES = {
    "passed": Text("passed", "合格"),
    PARTLY: Text("partly passed", "一部合格"),
    "failed": Text("failed", "不合格"),
    "unwritten": Text("not written yet", "未記入"),
    "error": Text("error", "エラー"),
    "timeout": Text("out of time", "時間切れ"),
    "crashed": Text("crashed", "強制終了"),
    "skipped": Text("not run", "未実行"),
    "fault": Text("grader's fault", "採点側の不具合"),
}
"""Of a check, in the order best known first."""

SIGNS = {
    "passed": "✓", PARTLY: "△", "failed": "✗", "unwritten": "□", "error": "E", "timeout": "T", "crashed": "C",
    "skipped": "–", "fault": "!",
}  # fmt: skip
"""One character each, so that colour is never the only signal."""


class Judged(Protocol):
    """A check or a part of one, and what it earned."""

    @property
    def outcome(self) -> str | None:
        """See `Outcome`; None of what is no check."""

    @property
    def points(self) -> float:
        """Earned."""

    @property
    def max_points(self) -> float:
        """The most."""


def shown(judged: Judged) -> str:
    """The outcome as people see it, which is ``partly`` where some shares were right and others were not.

    What ended the program, or never ended, is shown as such whatever it earned: that is for a person to see.
    """
    wrong = judged.outcome in ("failed", "error")
    return PARTLY if wrong and 0 < judged.points < judged.max_points else judged.outcome or ""
