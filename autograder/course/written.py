"""Questions that a person marks: ``written.toml`` in an assignment's folder."""

import re
from pathlib import Path

from autograder.course.settings import Table, read_toml
from autograder.errors import UsageError
from autograder.structs import Struct
from autograder.text import Text

FILE = "written.toml"


class Criterion(Struct, frozen=True):
    """One line of a rubric: what an answer must show, and what that is worth."""

    points: float
    text: Text


class Question(Struct, frozen=True):
    """A question in both languages and its rubric. Its points count once the course marks answers."""

    id: str
    text: Text
    rubric: tuple[Criterion, ...]

    @property
    def points(self) -> float:
        """What a full answer is worth: the sum of the rubric."""
        return sum(c.points for c in self.rubric)


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a written.toml in their order; none if there is no such file::

        [[question]]
        id = "mean_or_sum"
        en = "Why is …?"
        ja = "なぜ……ですか。"
        rubric = [
          { points = 2, en = "names the mean", ja = "平均であることを述べている" },
        ]

    Raises:
        UsageError: if the file is wrong; says where.
    """
    if not path.is_file():
        return ()
    top = Table(read_toml(path), path, "", ("question",))
    questions = tuple(_question(t) for t in _tables(top, "question", ("id", "en", "ja", "rubric")))
    ids = [q.id for q in questions]
    for id in ids:
        if ids.count(id) > 1:
            raise UsageError(
                Text(
                    f"{path}: two questions have the id {id!r}; rename one of them",
                    f"{path}: ID が {id!r} の問題が 2 つあります。どちらかの名前を変えてください",
                )
            )
    return questions


def _question(table: Table) -> Question:
    id = table.string("id", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", id):
        raise UsageError(
            Text(
                f"{table.file}: a question needs an id of letters, digits, _ and -, not {id!r}",
                f"{table.file}: 問題の ID には英数字と _ と - を使ってください（今は {id!r}）",
            )
        )
    rubric = tuple(
        Criterion(
            line.positive("points", 1.0), _both(line, Text(f"a line of the rubric of {id!r}", f"{id!r} の採点基準の行"))
        )
        for line in _tables(table, "rubric", ("points", "en", "ja"))
    )
    if not rubric:
        raise UsageError(
            Text(
                f"{table.file}: the question {id!r} needs a rubric: what is worth how many points?",
                f"{table.file}: 問題 {id!r} には採点基準（rubric）が必要です。何に何点を与えますか",
            )
        )
    return Question(id, _both(table, Text(f"the question {id!r}", f"問題 {id!r} ")), rubric)


def _both(table: Table, what: Text) -> Text:
    texts = {key: table.string(key, "").strip() for key in ("en", "ja")}
    for key, text in texts.items():
        if not text:
            raise UsageError(
                Text(
                    f"{table.file}: {what} is missing in one language; write {key!r}",
                    f"{table.file}: {what.ja}が一方の言語で書かれていません。{key!r} を書いてください",
                )
            )
    return Text(texts["en"], texts["ja"])


def _tables(table: Table, key: str, known: tuple[str, ...]) -> list[Table]:
    value = table.raw(key) or []
    if not isinstance(value, list):
        raise UsageError(
            Text(
                f"{table.file}: {key!r} must be a list of tables, not {value!r}",
                f"{table.file}: {key!r} は表のリストにしてください（今は {value!r}）",
            )
        )
    return [Table(entry, table.file, key, known) for entry in value]
