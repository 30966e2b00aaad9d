"""Which passed checks are confirmed by a second draw, and what is said where one is not.

The inputs of the first draw are the same for every submission and at every hand-in. Whoever knows them, and what is
expected, could answer from a table.
"""

import math
from collections.abc import Mapping

from autograder.grading.results import Attention
from autograder.grading.seeds import lot
from autograder.grading.verdicts import Verdict
from autograder.text import Text

SHARE = 0.1
"""Of the points of the passed checks that draw, at least so much is confirmed."""

FEWEST = 3
"""Checks at least, where so many are passed.

A submission that owes all of its points to a table is always found, however often it is handed in with another comment,
also if a check or two pass whatever the answers are: with one check confirmed, `benchmarks.oracle` earned half a point
of ten by trying again. A table beside honest work may slip through, and each try that does not says `not_confirmed`. Of
12 checks of softmax_with_loss (9.75 points), in one try (`python -m benchmarks.lots`): a table for half of the points
8 %, for the check of 2 points 44 %, for one of a quarter of a point 92 %. Against fifty tries that is no wall. That
students are not told what was expected is.
"""


def drawn_by_lot(passed: Mapping[str, float], assignment: str, secret: str, digest: str) -> list[str]:
    """Those of the passed checks (with their points) that are confirmed, for a submission with this digest.

    Drawn one after the other, each as likely as its points are of those that remain.
    """
    by_lot = sorted(passed, key=lambda check: -math.log1p(-lot(assignment, check, secret, digest)) / passed[check])
    enough, taken = SHARE * sum(passed.values()), 0.0
    chosen: list[str] = []
    for check in by_lot:
        if len(chosen) >= FEWEST and taken >= enough:
            break
        chosen.append(check)
        taken += passed[check]
    return chosen


def not_confirmed(checks: Mapping[str, Text]) -> Attention:
    """What a person should know of a submission some of whose answers fit only the first draw: check → its title."""
    en = "; ".join(title.en for title in checks.values())
    ja = "、".join(title.ja or title.en for title in checks.values())
    text = Text(
        "Its answers fit only the inputs that every submission gets: with others, on which the reference passes, it "
        f"does not pass what it passed before. Please look at its code. The lower mark counts. ({en})",
        "全員に共通の入力にしか合わない答えがあります。模範解答が通る別の入力では、通っていたテストが通りません。"
        f"コードを確認してください。低いほうの点数を採っています。（{ja}）",
    )
    return Attention("not_confirmed", text)


def only_at_first(verdict: Verdict) -> Verdict:
    """The verdict on a second draw, with what it means. No number of it is told to students: none will come again."""
    lead = Text(
        "Passed with the inputs that every submission gets, but not with others:",
        "全員に共通の入力では通りましたが、別の入力では通りませんでした。",
    )
    text = Text.join([lead, verdict.text])
    told = Text(lead.en.replace(", but not with others:", ", but not with others."), lead.ja)
    return verdict._replace(text=text, told=told)
