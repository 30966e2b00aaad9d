"""Two changes of one text."""

import pytest

from autograder.grading.examiner.two_changes import merged

TEXT = "a = 1\nb = 2\nc = 3\nd = 4\n"


def test_changes_of_different_lines_are_both_made() -> None:
    assert merged(TEXT, TEXT.replace("1", "one"), TEXT.replace("4", "four")) == "a = one\nb = 2\nc = 3\nd = four\n"
    assert merged(TEXT, TEXT.replace("b = 2\n", ""), TEXT + "e = 5\n") == "a = 1\nc = 3\nd = 4\ne = 5\n"


@pytest.mark.parametrize(
    "other", ["a = 1\nb = two\nc = 3\nd = 4\n", "a = 1\nb = 2.5\nc = 3.5\nd = 4\n", "a = 1\nd = 4\n"]
)
def test_changes_of_the_same_line_cannot_both_be_made(other: str) -> None:
    assert merged(TEXT, TEXT.replace("b = 2", "b = 22"), other) is None


def test_two_texts_at_the_same_place_cannot_both_stand_there() -> None:
    assert merged(TEXT, TEXT + "x = 1\n", TEXT + "y = 1\n") is None
