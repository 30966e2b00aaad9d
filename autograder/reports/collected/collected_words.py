"""What is said of a class that has handed in."""

from autograder.reports.collected.hand_ins import HandIns
from autograder.text import Text

STUDENT = Text("student", "学生")
TAKEN = Text("taken", "採点するファイル")
DOUBT = Text("to look at", "確認が必要なこと")
PASSED = Text("passed over", "採点しないファイル")
IGNORED = Text("Ignored", "対象外としたもの")
MISSING = Text("Nothing was handed in by", "提出がない学生")
NOTHING = Text("none", "なし")
HOW = Text(
    "To correct something, write it into the CSV: in the column take the file that counts, in the column student whose "
    "hand-in it is. kadai grade --collected FILE obeys it.",
    "訂正は CSV に書きます。take 列には採点するファイル、student 列には誰の提出かを書いてください。"
    "kadai grade --collected FILE がその訂正に従います。",
)


def summed_up(found: HandIns) -> Text:
    """How many there are, and how many of them a person should look at."""
    doubtful, ignored, missing = len(found.doubtful), len(found.ignored), len(found.missing)
    return Text(
        f"hand-ins {len(found.results)}, to look at {doubtful}, ignored {ignored}, missing {missing}; "
        "nothing is graded yet",
        f"提出 {len(found.results)} 件、要確認 {doubtful} 件、対象外 {ignored} 件、未提出 {missing} 人。"
        "まだ何も採点していません",
    )
