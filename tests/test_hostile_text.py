"""Text of unknown origin is made safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.text import clip, one_line, visible

ANY = st.text(st.characters())


@given(ANY)
def test_nothing_invisible_is_left_but_line_ends_tabs_and_joiners(text: str) -> None:
    left = {c for c in visible(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert left <= set("\n\t\u200c\u200d")


@given(ANY)
def test_what_was_made_visible_can_be_encoded_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert shown.encode("utf-8") is not None
    assert visible(shown) == shown


@pytest.mark.parametrize("text", ["損失はバッチの平均です。", "−t log y ≤ ±1000 × 5 % — “é”", "家族 👨‍👩‍👧", "a\n\tb"])
def test_honest_text_is_not_touched(text: str) -> None:
    assert visible(text) == text


def test_tricks_are_shown_by_name() -> None:
    assert visible("\x1b[31m") == "\\x1b[31m"
    assert visible("a\u202eb") == "a\\u202eb"
    assert visible("\udcff\ufffe\U000e0041") == "\\udcff\\ufffe\\U000e0041"
    assert visible("50%\r100%\r\ndone") == "50%\n100%\ndone"


def test_long_lines_and_long_texts_are_cut_and_the_rest_is_counted() -> None:
    assert clip("a" * 12, line_limit=10) == "a" * 10 + " … (+2)"
    assert clip("a\n" * 6000, text_limit=4).endswith("… (+11,996)")
    assert clip("short\nlines") == "short\nlines"


@given(ANY)
def test_one_line_is_one_short_line(text: str) -> None:
    line = one_line(text, 20)
    assert "\n" not in line
    assert len(line) <= 20
