"""Lines end where Japanese may be broken, and nothing of a text is lost."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from autograder.reports.line_breaks import Words, breaks, pieces, wrapped

TEXTS = st.text(alphabet=st.sampled_from("あいうカッャー漢字、。（）「」 abc_.()[]x=1-é√…；"), max_size=80)


@given(TEXTS, st.integers(4, 40))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int) -> None:
    assert "".join(pieces(text)) == text
    assert "".join(wrapped(text, width)).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in wrapped(text, width))


@given(TEXTS)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(text: str) -> None:
    """Where every piece has room; one that has not is cut wherever it must be."""
    width = max([cell_len(piece) for piece in pieces(text)], default=1)
    for start in breaks(text, width):
        assert text[start] not in "、。）」ーッャ" or text[start - 1] == " "
        assert text[start - 1] not in "（「"


def test_japanese_is_filled_to_the_width() -> None:
    text = "im2col は、ストライド（stride）とパディングを受け取り「正しい」値を返します。"
    assert wrapped(text, 20)[:2] == ["im2col は、ストライ", "ド（stride）とパディ"]


def test_a_cell_is_never_cut() -> None:
    table = Table(box=None)
    table.add_column(Words("提出"), no_wrap=True)
    table.add_column(Words("理由"))
    id, why = "a_very_long_name_of_a_student_2026", "読み込めません。ファイルを保存し直して、もう一度提出してください。"
    table.add_row(Words(id), Words(why))
    console = Console(width=60, record=True, file=io.StringIO())
    console.print(table)
    shown = console.export_text()
    assert id in shown
    assert "…" not in shown
