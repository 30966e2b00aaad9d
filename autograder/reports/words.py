"""The words that every report uses for outcomes and statuses, in both languages, with a sign for each."""

from autograder.text import Text

OUTCOMES = {
    "passed": Text("passed", "合格"),
    "failed": Text("failed", "不合格"),
    "error": Text("error", "エラー"),
    "timeout": Text("out of time", "時間切れ"),
    "crashed": Text("crashed", "強制終了"),
    "skipped": Text("not run", "未実行"),
    "fault": Text("grader's fault", "採点側の不具合"),
}
"""Of a check, in the order best known first."""

SIGNS = {"passed": "✓", "failed": "✗", "error": "E", "timeout": "T", "crashed": "C", "skipped": "–", "fault": "!"}
"""One character each, so that colour is never the only signal."""

STATUSES = {
    "graded": Text("graded", "採点済み"),
    "unreadable": Text("unreadable", "読み込めません"),
    "fault": Text("grader's fault", "採点側の不具合"),
}
"""Of a submission."""
