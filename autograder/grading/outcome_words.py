"""What outcomes are called, in both languages, with a sign for each."""

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
