"""The words that every report uses for outcomes and statuses, in both languages."""

from autograder.grading.outcome_words import OUTCOMES as OUTCOMES
from autograder.grading.outcome_words import SIGNS as SIGNS
from autograder.grading.outcome_words import shown as shown
from autograder.grading.results import AttentionKind, Report
from autograder.text import Text

STATUSES = {
    "graded": Text("graded", "採点済み"),
    "unreadable": Text("unreadable", "読み込めません"),
    "fault": Text("grader's fault", "採点側の不具合"),
}
"""Of a submission."""


ATTENTION: dict[AttentionKind, Text] = {
    "unreadable": Text("It could not be read.", "読み込めません。"),
    "untouched": Text("It was handed in as it was released.", "配布されたままの内容です。"),
    "unwritten": Text("Parts are still as they were released.", "配布されたままの部分があります。"),
    "doubtful_file": Text("Another file could be the submission.", "提出物かもしれない別のファイルがあります。"),
    "no_asked_name": Text("None of the names that are asked for is defined.", "課題で求める名前が定義されていません。"),
    "refused": Text(
        "It tried to reach what lies outside its own folder.", "自分のフォルダの外にあるものを使おうとしました。"
    ),
    "crashed": Text("The program ended itself.", "プログラムが自ら終了しました。"),
    "timeout": Text("Something in it did not end in time.", "制限時間内に終わりませんでした。"),
    "deadline": Text("The run ended before everything had been tried.", "制限時間のため最後まで採点されていません。"),
    "not_confirmed": Text("Answers fit only the inputs that all get.", "全員共通の入力でしか正しくありません。"),
    "given_cell_changed": Text("A given cell was changed.", "配布されたセルが変更されています。"),
    "override_outdated": Text("A mark was set for other work.", "修正された得点は以前の提出物に対するものです。"),
    "version": Text("There are several versions of it.", "複数の版があります。"),
    "unknown_student": Text("Nobody knows whose it is.", "提出者を特定できません。"),
}
"""Why a person should look at a submission, in the words that all of a kind have in common."""

KINDS = {
    "type": Text("The result is of another type.", "結果の型が異なります。"),
    "shape": Text("The result has another shape.", "結果の shape が異なります。"),
    "dtype": Text("The result has another dtype.", "結果の dtype が異なります。"),
    "finiteness": Text("Other entries are infinite or NaN.", "無限大や NaN の位置が異なります。"),
    "values": Text("The values differ.", "値が異なります。"),
}
"""How an array differs, without its numbers."""


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
