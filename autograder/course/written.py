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
    """A question in both languages and its rubric. Its points are not part of kadai's own score."""

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
            raise UsageError(f"{path}: two questions have the id {id!r}; rename one of them")
    return questions


def _question(table: Table) -> Question:
    id = table.string("id", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", id):
        raise UsageError(f"{table.file}: a question needs an id of letters, digits, _ and -, not {id!r}")
    rubric = tuple(
        Criterion(line.positive("points", 1.0), _both(line, f"a line of the rubric of {id!r}"))
        for line in _tables(table, "rubric", ("points", "en", "ja"))
    )
    if not rubric:
        raise UsageError(f"{table.file}: the question {id!r} needs a rubric: what is worth how many points?")
    return Question(id, _both(table, f"the question {id!r}"), rubric)


def _both(table: Table, what: str) -> Text:
    texts = {key: table.string(key, "").strip() for key in ("en", "ja")}
    for key, text in texts.items():
        if not text:
            raise UsageError(f"{table.file}: {what} is missing in one language; write {key!r}")
    return Text(texts["en"], texts["ja"])


def _tables(table: Table, key: str, known: tuple[str, ...]) -> list[Table]:
    value = table.raw(key) or []
    if not isinstance(value, list):
        raise UsageError(f"{table.file}: {key!r} must be a list of tables, not {value!r}")
    return [Table(entry, table.file, key, known) for entry in value]
