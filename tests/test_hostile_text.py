"""Text of unknown origin is made safe to show."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograder
from autograder.text import clip, file_name, one_line, visible, without_commands

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


def test_a_joiner_that_hides_among_latin_letters_is_shown() -> None:
    assert visible("ali\u200dce") == "ali\\u200dce"
    assert visible("\u200calice") == "\\u200calice"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


COMMANDS = [
    "::add-mask::secret",
    "::stop-commands::x",
    "::error file=a.py,line=1::text",
    "##[group]x",
    "##[error]x",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[testFailed name='x']",
    "section_start:1560896352:x\r\x1b[0K",
    "section_end:1560896352:x\r\x1b[0K",
]
OBEYED = re.compile(r"::[A-Za-z]|##\[|##\w+\[|section_(?:start|end):")


@pytest.mark.parametrize("command", COMMANDS)
@given(before=ANY, after=ANY)
def test_no_log_of_a_build_takes_it_for_a_command(command: str, before: str, after: str) -> None:
    shown = without_commands(visible(before + command + after))
    assert not OBEYED.search(shown)
    for width in (1, 2, 7, 40):  # wherever a terminal breaks the line
        pieces = [shown[i : i + width] for i in range(0, len(shown), width)]
        assert not any(OBEYED.match(piece.lstrip()) for piece in pieces)


@pytest.mark.parametrize("text", ["損失: x[1:3], a::1", "# comment", "x[::2]", "https://a.b/c", "a:b"])
def test_what_is_no_command_stays_as_it_is(text: str) -> None:
    assert without_commands(text) == text


@given(ANY)
def test_a_file_name_is_one_short_line(name: str) -> None:
    shown = file_name(name)
    assert "\n" not in shown
    assert len(shown) <= 100
    assert visible(shown) == shown


def test_only_one_place_knows_hostile_characters() -> None:
    """A second list of control, format or bidirectional characters would be another one than the first."""
    kinds = re.compile(
        r"unicodedata\.category|isprintable\(|\\u20[0-9a-f]{2}|\\u2066|\\x1f|\\x7f|\\ud800|REPLACEMENT CHARACTER|\\x1b"
    )
    engine = Path(autograder.__file__).parent
    raw = re.compile(r"\br?b\"(?:[^\"\\]|\\.)*\"")  # of bytes: how files of other kinds begin
    found = {str(p.relative_to(engine)) for p in engine.rglob("*.py") if kinds.search(raw.sub("", p.read_text()))}
    assert found == {"text.py"}
