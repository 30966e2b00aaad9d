"""Terminal and page of one submission say which file was graded, what was not, and where there is doubt."""

import io

import pytest
from rich.console import Console
from sample_reports import report, submission

from autograder.grading.results import Attention, PassedOver, SubmissionResult
from autograder.reports.html.pages import Pages
from autograder.reports.terminal import show_submission
from autograder.structs import replace
from autograder.text import Language, Text

DOUBT = Text("a.py was graded; b.py differs.", "a.py を採点しましたが b.py もあります。")


def doubtful(others: int = 1) -> SubmissionResult:
    passed = tuple(PassedOver(f"old/{n}.py", Text("It is older.", "古い版です。")) for n in range(others))
    attention = (Attention("doubtful_file", DOUBT), Attention("not_confirmed", Text("by heart", "丸暗記")))
    return replace(submission("ann"), file="src/a\u202e.py", passed_over=passed, attention=attention)


def shown(result: SubmissionResult, language: Language) -> str:
    out = io.StringIO()
    show_submission(result, report(result).legend, Console(file=out, width=200), language)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "file", "not_graded"),
    [
        ("en", "File: src/a\\u202e.py", "Not graded: old/0.py. It is older."),
        ("ja", "採点したファイル: src/a", "古い版です。"),
    ],
)
def test_the_terminal_says_which_file_it_was(language: Language, file: str, not_graded: str) -> None:
    text = shown(doubtful(), language)
    for said in (file, not_graded, DOUBT.in_(language)):
        assert said in text


def test_many_files_are_counted() -> None:
    text = shown(doubtful(12), "en")
    assert text.count("Not graded: old/") == 5
    assert "Not graded: 7 more files." in text


def test_the_page_says_it_in_both_languages_and_nothing_of_what_is_for_lecturers() -> None:
    result = doubtful()
    html = Pages(report(result), {"ann": "a.html"}, "en").submission(result)
    for said in ("File: src/a\\u202e.py", "採点したファイル", "It is older.", "古い版です。", DOUBT.en, DOUBT.ja):
        assert said in html
    assert "by heart" not in html
