"""written.toml: questions that a person marks."""

from pathlib import Path

import pytest

from autograder.course.written import Criterion, Question, read_questions
from autograder.errors import UsageError
from autograder.text import Text

GOOD = """
[[question]]
id = "why-1"
en = '''
Why $x$?
'''
ja = "なぜ $x$ ですか。"
rubric = [
  { points = 1, en = "one", ja = "一" },
  { points = 0.5, en = "half", ja = "半" },
]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "written.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_question_is_worth_what_its_rubric_gives(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, GOOD))
    rubric = (Criterion(1.0, Text("one", "一")), Criterion(0.5, Text("half", "半")))
    assert question == Question("why-1", Text("Why $x$?", "なぜ $x$ ですか。"), rubric)
    assert question.points == 1.5


def test_there_need_be_no_questions(tmp_path: Path) -> None:
    assert read_questions(tmp_path / "written.toml") == ()
    assert read_questions(written(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[[question]]", "[[questions]]", "unknown key 'questions'; did you mean 'question'"),
        ("[[question]]", "[question]", "'question' must be a list of tables"),
        ('id = "why-1"', "", "a question needs an id of letters, digits, _ and -"),
        ('"why-1"', '"why?"', "a question needs an id of letters, digits, _ and -, not 'why"),
        ('ja = "なぜ $x$ ですか。"', "", "the question 'why-1' is missing in one language; write 'ja'"),
        ('en = "half"', 'eng = "half"', "unknown key 'rubric.eng'; did you mean 'en'"),
        (', ja = "半"', "", "a line of the rubric of 'why-1' is missing in one language; write 'ja'"),
        ("points = 1,", "points = 0,", "'rubric.points' must be a number above 0"),
        ("rubric = [", "rubric = []\nx = [", "unknown key 'question.x'"),
        ("[[question]]", GOOD + "[[question]]", "two questions have the id 'why-1'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(UsageError, match=says.replace("?", r"\?")) as error:
        read_questions(path)
    assert str(error.value).startswith(str(path))


def test_a_question_needs_a_rubric(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the question 'why-1' needs a rubric"):
        read_questions(written(tmp_path, GOOD[: GOOD.index("rubric")]))
