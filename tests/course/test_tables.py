"""Tables that people write by hand, as spreadsheets save them."""

import codecs
import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.tables import as_number, parse_rows, read_rows
from autograder.course.whose import Ids
from autograder.errors import UsageError

TEXT = "submission;points;reason\n佐藤 健;1,5;符号の誤りのみ\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_a_spreadsheet_saves_is_read(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    path = tmp_path / "overrides.csv"
    text = TEXT.replace("1,5", '"1,5"') if separator == "," else TEXT
    path.write_bytes(text.replace(";", separator).replace("\n", end).encode(encoding))
    (row,) = read_rows(path, ("submission", "points"), ("reason", "who"))
    assert (row["submission"], row["reason"], row["who"], row.line) == ("佐藤 健", "符号の誤りのみ", "", 2)
    assert row.number("points", 2, "it") == 1.5


CELL = st.text(st.characters(exclude_categories=("C", "Z")), max_size=8)


@given(st.lists(st.tuples(CELL, CELL), max_size=5), st.sampled_from(",;\t"))
def test_what_was_written_is_read(pairs: list[tuple[str, str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("submission", "points"), *pairs])
    rows = parse_rows(out.getvalue(), "t.csv", ("submission", "points"))
    assert [(r["submission"], r["points"]) for r in rows] == [p for p in pairs if any(p)]


@given(st.sampled_from([b"", codecs.BOM_UTF16_LE, b"submission,points\n"]), st.binary(max_size=60))
def test_any_bytes_are_a_table_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, begin: bytes, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(begin + data)
    with contextlib.suppress(UsageError):  # nothing else
        assert all(row.line >= 1 for row in read_rows(path, ("submission", "points")))


def test_a_file_that_is_not_there_or_empty_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path / "none.csv", ("submission",)) == ()
    (tmp_path / "empty.csv").write_text("\n")
    assert read_rows(tmp_path / "empty.csv", ("submission",)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("submision,points\na,1\n", "t.csv: the column 'submission' is missing; did you mean 'submision'?"),
        ("submission,points,points\na,1,2\n", "t.csv: two columns are called 'points'"),
        ("submission,points\na,1,right, but late\n", "t.csv, line 2: has more cells than columns; put a text"),
        ('submission,points\na,1\nb,"2\n', "t.csv, line 3: not a line of a CSV table"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_rows(text, "t.csv", ("submission", "points"))
    assert str(refused.value).startswith(said)


def test_a_line_number_is_that_of_the_file() -> None:
    rows = parse_rows('submission,reason\n\na,"two\nlines"\nb,c\n', "t.csv", ("submission",), ("reason",))
    assert [r.line for r in rows] == [3, 5]


def test_numbers_are_those_that_people_write() -> None:
    assert [as_number(t) for t in ("2", "1.5", "1,5", "２", "１．５", ".5")] == [2, 1.5, 1.5, 2, 1.5, 0.5]
    assert [as_number(t) for t in ("", "-1", "nan", "inf", "1e3", "1_0", "1.2.3", "two")] == [None] * 8


@given(st.lists(st.text(st.characters(), max_size=5), unique=True, max_size=5))
def test_an_id_is_found_by_itself(names: list[str]) -> None:
    ids = Ids(names)
    assert [ids.find(name) for name in names] == names


def test_an_id_is_found_as_it_is_and_else_only_where_one_alone_is_meant() -> None:
    ids = Ids(["Ann", "ann", "佐藤　健", "ben"])
    assert [ids.find(n) for n in ("Ann", "ann", "ANN", "佐藤 健", "Ｂｅｎ", "bent")] == [
        "Ann", "ann", None, "佐藤　健", "ben", None,
    ]  # fmt: skip
    assert ids.hint("bent").en == " (did you mean 'ben'?)"
