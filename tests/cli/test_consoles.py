"""What a command shows on consoles that lack its characters."""

import io

import pytest

from autograder.cli.consoles import adapt, has_japanese

ENCODINGS = ["cp932", "cp1252", "cp437", "ascii", "latin-1", "euc_jp", "gbk", "cp949", "utf-8", "utf-16"]


def shown(text: str, encoding: str) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    adapt(stream)
    stream.write(text)
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_whatever_is_written_is_encoded(encoding: str) -> None:
    text = "✓✗□→…█–·≥ 日本語 é 한국어 😀 \ud83d \udcff"
    assert shown(text, encoding).startswith(("✓", "√", "+"))


def test_the_signs_are_those_that_there_are() -> None:
    assert shown("✓ ✗ □ → … █ – ± ²", "ascii") == "+ x _ -> ... # - +- ^2"
    assert shown("✓ ✗ □ → … █ ·", "cp932") == "√ × □ → … ■ ・"
    assert shown("✓ ✗ … –", "cp1252") == "+ × … –"
    assert shown("✓ █", "cp437") == "√ █"


def test_what_has_no_sign_is_shown_by_number_so_that_ids_stay_apart() -> None:
    assert shown("鈴木 José", "ascii") == r"\u9234\u6728 Jos\xe9"
    assert shown("鈴木 😀", "cp932") == r"鈴木 \U0001f600"
    assert shown("a\udcffb", "utf-8") == r"a\udcffb"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_which_consoles_have_japanese(encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert has_japanese(stream) == (encoding in ("cp932", "euc_jp", "gbk", "utf-8", "utf-16", "cp949"))
