"""The words that every report uses for outcomes and statuses, in both languages, with a sign for each."""

from autograder.grading.results import Report
from autograder.text import Text

OUTCOMES = {
    "passed": Text("passed", "合格"),
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
    "passed": "✓", "failed": "✗", "unwritten": "□", "error": "E", "timeout": "T", "crashed": "C", "skipped": "–",
    "fault": "!",
}  # fmt: skip
"""One character each, so that colour is never the only signal."""

STATUSES = {
    "graded": Text("graded", "採点済み"),
    "unreadable": Text("unreadable", "読み込めません"),
    "fault": Text("grader's fault", "採点側の不具合"),
}
"""Of a submission."""


def per_cent(share: float | None) -> str:
    """``74.4 %``; of what is not known ``–``."""
    return "–" if share is None else f"{100 * share:.1f} %"


def made_with(report: Report) -> Text:
    """What made a report: versions, and short digests of the assignment and of the secret its inputs come from."""
    named = (("kadai", report.kadai), ("Python", report.python), ("NumPy", report.numpy))
    versions = [f"{name} {version}" for name, version in named if version]
    parts = [Text.same(" · ".join(versions))]
    if report.assignment_digest:
        parts.append(Text.same(f"{report.assignment}@{report.assignment_digest[:8]}"))
    if report.secret_fingerprint:
        parts.append(Text(f"secret {report.secret_fingerprint}", f"シークレット {report.secret_fingerprint}"))
    if report.created:
        parts.append(Text.same(report.created))
    return Text(" · ".join(part.en for part in parts), " · ".join(part.ja for part in parts))
