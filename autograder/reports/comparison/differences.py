"""What a comparison says, in both languages."""

from autograder.grading.results import SubmissionResult
from autograder.reports.comparison.comparing import Cause, Change, Comparison, Difference, Moved, Standing, mean_share
from autograder.reports.words import OUTCOMES, SIGNS, per_cent, shown
from autograder.text import Language, Text

CAUSES: dict[Cause, Text] = {
    "work": Text("the work", "提出物"),
    "tests": Text("the assignment", "課題"),
    "kadai": Text("kadai", "kadai"),
    "python": Text("Python", "Python"),
    "numpy": Text("NumPy", "NumPy"),
    "secret": Text("the secret (other inputs)", "シークレット（入力値）"),
    "sandbox": Text("the isolation", "隔離の強さ"),
    "person": Text("a person's mark", "採点者による修正"),
    "late": Text("lateness", "遅延による減点"),
    "fault": Text("a fault of the grader", "採点側の不具合"),
    "deadline": Text("a run that was cut short", "制限時間による中断"),
    "reading": Text("one could not be read", "読み込めない提出"),
    "unexplained": Text("nothing that reports record", "記録上の変化なし"),
}
DIRECTIONS = {
    "up": Text("up", "上昇"),
    "down": Text("down", "下降"),
    "same": Text("same", "同じ"),
    "unknown": Text("unknown", "不明"),
}
UNLIKE_SECRETS = Text(
    "the two runs drew other inputs: their secrets are not the same ({old} and {new}), so a mark can move by itself; "
    "grade both with one secret",
    "2 つの採点ではシークレットが異なり（{old} と {new}）、入力値も異なります。それだけで得点が変わることがあります。"
    "同じシークレットで採点し直してください",
)
UNKNOWN_SECRETS = Text(
    "these reports do not say which secret their inputs were drawn with, so a mark can have moved by itself",
    "どのシークレットで採点したかが記録されていません。入力値の違いで得点が変わった可能性があります",
)
UNEXPLAINED = Text(
    "{n} results differ although nothing that a report records has changed; grade again with --fresh, and look at them",
    "記録上は何も変わっていないのに結果が異なる提出が {n} 件あります。--fresh で採点し直し、内容を確認してください",
)
BY_HAND = Text("by hand", "採点者")
ELSEWHERE = Text("lateness, or a mark for the whole", "遅延による減点、または全体の修正")
_NOT_SAID = Text("not recorded", "記録なし")
_ABSENT = Text("none", "なし")


def warnings(comparison: Comparison) -> tuple[Text, ...]:
    """What a reader must know before the rest."""
    said = []
    old, new = comparison.old.secret_fingerprint, comparison.new.secret_fingerprint
    if comparison.unlike_secrets:
        known = UNLIKE_SECRETS if old and new else UNKNOWN_SECRETS
        said.append(Text(known.en.format(old=old, new=new), known.ja.format(old=old, new=new)))
    unexplained = sum("unexplained" in change.causes for change in comparison.students)
    if unexplained:
        said.append(Text(UNEXPLAINED.en.format(n=unexplained), UNEXPLAINED.ja.format(n=unexplained)))
    return tuple(said)


def difference(found: Difference) -> Text:
    """``Python's version: 3.11 → 3.12``."""
    if found.before == found.after:
        return CAUSES[found.cause]
    sides = [Text.same(side) if side else _NOT_SAID for side in (found.before, found.after)]
    return Text(
        f"{CAUSES[found.cause].en}: {sides[0].en} → {sides[1].en}",
        f"{CAUSES[found.cause].ja}: {sides[0].ja} → {sides[1].ja}",
    )


def causes(change: Change) -> Text:
    """All that may have to do with a change."""
    words = [CAUSES[cause] for cause in change.causes]
    return Text(", ".join(word.en for word in words), "、".join(word.ja for word in words))


def mark(result: SubmissionResult) -> str:
    """``15/20``; of what has no mark yet ``?``."""
    return f"{result.mark:g}/{result.max_score:g}" if result.has_mark else "?"


def means(comparison: Comparison) -> str:
    """``74 % → 71 %``."""
    return " → ".join(per_cent(mean_share(report)) for report in (comparison.old, comparison.new))


def moved_sides(moved: Moved, language: Language) -> tuple[str, str]:
    """``✓ passed 3/3`` of before and after."""
    return _side(moved.before, language), _side(moved.after, language)


def _side(standing: Standing | None, language: Language) -> str:
    if standing is None:
        return _ABSENT.in_(language)
    outcome = shown(standing)
    said = f"{SIGNS[outcome]} {OUTCOMES[outcome].in_(language)} " if outcome else ""
    by_hand = f" ({BY_HAND.in_(language)})" if standing.by_hand else ""
    return f"{said}{standing.points:g}/{standing.max_points:g}{by_hand}"


def worth(before: float | None, after: float | None) -> str:
    """What a check is worth: ``3``, ``3 → 4``, ``+2`` of a new one, ``−2`` of one that is gone."""
    if before is None:
        return f"+{after:g}"
    if after is None:
        return f"−{before:g}"
    return f"{after:g}" if before == after else f"{before:g} → {after:g}"
