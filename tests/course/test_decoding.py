"""Bytes become source text, or a sentence that says why not, in both languages."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.handed_in.decoding import notebook_cells, python_text, source_of
from autograder.course.handed_in.unreadable import Unreadable


def notebook(*cells: dict, **changes: object) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **changes}).encode()


def code(source: object, **metadata: object) -> dict:
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None}


MARKDOWN = {"cell_type": "markdown", "source": "# text", "metadata": {}}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"\xef\xbb\xbfx = 1\r\ny = 2\r", "x = 1\ny = 2\n"),
        ("# 課題\n".encode(), "# 課題\n"),
        ("# -*- coding: shift_jis -*-\ns = '表示'\n".encode("cp932"), "# -*- coding: shift_jis -*-\ns = '表示'\n"),
        ("#!/usr/bin/python\n# vim: set fileencoding=euc-jp :\ns = '課'".encode("euc_jp"), None),
        ("# coding: latin-1-unix\ns = 'é'".encode("latin-1"), "# coding: latin-1-unix\ns = 'é'"),
        ("\n# coding: cp1252\ns = '€'".encode("cp1252"), None),
        ("x = 1\n# coding: rot13\ns = 'é'".encode(), "x = 1\n# coding: rot13\ns = 'é'"),
        (b"", ""),
    ],
)
def test_python_files_are_decoded_as_python_would(content: bytes, text: str | None):
    decoded = python_text(content, "a.py")
    assert decoded == text or (text is None and ("'課'" in decoded or "'€'" in decoded))


JAPANESE = "x = 1\n# 課題の解答\ns = '表示'\n"
PLAIN = "x = 1  # a line\ny = 'text'\n"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (JAPANESE, "cp932", "Shift JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "utf-16", "UTF-16"),
        (PLAIN, "utf-16-le", "UTF-16"),
        (PLAIN, "utf-16-be", "UTF-16"),
        (JAPANESE, "utf-32", "UTF-32"),
        (PLAIN, "utf-32-le", "UTF-32"),
        (PLAIN, "utf-32-be", "UTF-32"),
        ("# coding: cp932\n" + JAPANESE, "utf-8", "UTF-8"),
        ("# 课题的答案 王小明\n" + PLAIN, "gbk", "GBK"),
        ("# 과제 김민수\n" + PLAIN, "euc_kr", "EUC-KR"),
    ],
)
def test_what_is_plainly_in_another_encoding_is_read_and_told(text: str, encoding: str, told: str):
    source = source_of(text.encode(encoding), "a.py")
    assert source.texts == (text,)
    (note,) = source.notes
    assert told in note.en
    assert told in note.ja


def test_stray_bytes_among_text_are_left_out_and_told():
    source = source_of(PLAIN.encode() + b"# caf\xe9 \xff\n" + JAPANESE.encode(), "a.py")
    assert source.texts == (f"{PLAIN}# caf\ufffd \ufffd\n{JAPANESE}",)
    assert [note.en for note in source.notes] == [
        "a.py holds bytes that are not in UTF-8 (first in line 3); they were left out."
    ]


NOTEBOOK = b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = 1"}]}'


@pytest.mark.parametrize(
    ("content", "name", "texts", "notebook", "told"),
    [
        (NOTEBOOK, "a.ipynb", ("x = 1",), True, None),
        (NOTEBOOK, "a.ipynb.json", ("x = 1",), True, "added behind its suffix"),
        (NOTEBOOK, "a.py", ("x = 1",), True, "is a notebook, though not called"),
        (NOTEBOOK.decode().encode("utf-16"), "a.ipynb", ("x = 1",), True, "UTF-16"),
        (b"def f():\n    pass\n", "a.ipynb", ("def f():\n    pass\n",), False, "called a notebook"),
        (b"x = 1\n", "a.py.txt", ("x = 1\n",), False, "added behind its suffix"),
        (b">>> x = 1\n>>> x\n1\n>>> def f():\n...     return 2\n...\n", "a.py", None, False, "transcript"),
        (b"In [1]: x = 1\n\nIn [2]: def f():\n   ...:     return 2\n", "a.py", None, False, "transcript"),
    ],
)
def test_a_file_is_read_for_what_it_is(
    content: bytes, name: str, texts: tuple[str, ...] | None, notebook: bool, told: str | None
):
    source = source_of(content, name)
    assert source.notebook is notebook
    assert texts is None or source.texts == texts
    assert [told in note.en for note in source.notes] == ([True] if told else [])
    names: dict[str, object] = {}
    for text in source.texts:
        exec(text, names)
    assert "x" in names or "f" in names


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\n<!DOCTYPE html>\n<html>", "a web page"),
        (b"<html lang='en'>", "a web page"),
        (b"{\\rtf1\\ansi", "rich text"),
        (b"%PDF-1.7\n%\xe2", "a PDF document"),
        (b"PK\x03\x04........................word/document.xml", "a Word document"),
        (b"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x7fELF\x02", "a compiled program"),
        (b"\xa7\r\r\n\0\0\0\0", "a compiled program"),
    ],
)
@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_what_is_something_else_is_called_by_its_kind(content: bytes, kind: str, name: str):
    with pytest.raises(Unreadable, match=f"{name} is .*{kind}.*no Python file or notebook") as error:
        source_of(content, name)
    assert "Python ファイルでもノートブックでもありません" in error.value.text.ja


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x = 1\0", "null bytes"),
        (b"MZ\x90\x00\x03", "null bytes"),
        (b"# coding: rot13\n", "unknown encoding 'rot13'"),
        (b"# coding: punycode\n", "unknown encoding"),
        (b"\xff", "line 1 is not in UTF-8"),
        (b"\x01\x02x = 1\xff", "not in UTF-8"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, says: str):
    with pytest.raises(Unreadable, match=says) as error:
        python_text(content, "a.py")
    assert "Python ファイルではありません" in error.value.text.ja


@given(st.binary(max_size=300), st.sampled_from(["a.py", "a.ipynb", "a.txt"]))
def test_any_bytes_are_text_or_unreadable(content: bytes, name: str):
    with suppress(Unreadable):
        for text in source_of(content, name).texts:
            assert "\r" not in text
            text.encode()  # no lone surrogates


def test_code_cells_in_order_and_nothing_else():
    content = notebook(code(["x = 1\n", "y = 2"]), MARKDOWN, code("z = 3\r\n"), code([]))
    assert notebook_cells(content, "a.ipynb") == ("x = 1\ny = 2", "z = 3\n", "")


def test_cells_that_only_test_are_empty_in_their_place():
    content = notebook(
        code("x = 1", nbgrader={"grade": False, "solution": True}),
        code("assert x", nbgrader={"grade": True, "solution": False}),
        code("y = 2", nbgrader={"grade": True, "solution": True}),
        code("check()", kadai={"role": "check"}),
        code("z = 3", nbgrader=7, kadai=[]),
    )
    assert notebook_cells(content, "a.ipynb") == ("x = 1", "", "y = 2", "", "z = 3")


def test_format_3_is_read():
    cells = [{"cell_type": "code", "input": ["x = 1"], "language": "python"}, {"cell_type": "heading"}]
    content = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}, {"cells": cells}]}).encode()
    assert notebook_cells(content, "a.ipynb") == ("x = 1", "x = 1")


def test_outputs_do_not_matter():
    cell = code("x = 1") | {"outputs": [{"deep": [[[{"a": None}]]]}], "execution_count": "wrong"}
    assert notebook_cells(b"\xef\xbb\xbf" + notebook(cell), "a.ipynb") == ("x = 1",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "JSON is broken"),
        (b"x = 1", "JSON is broken"),
        (notebook(code("x"))[:-5], "JSON is broken"),
        (b"[" * 100_000, "JSON is broken"),
        (b"[]", "JSON is broken"),
        (notebook(code("?")).replace(b"?", b"\xff"), "JSON is broken"),
        (notebook(code(3)), "JSON is broken"),
        (notebook(code("\ud800")), "JSON is broken"),
        (notebook(), "no code cell"),
        (notebook(MARKDOWN), "no code cell"),
        (notebook(code("x\0")), "null characters"),
        (notebook(code("x"), nbformat=2), "format 2"),
        (notebook(code("x"), nbformat=99), "format 99"),
        (b"{}", "format 0"),
    ],
)
def test_what_is_no_notebook_is_refused(content: bytes, says: str):
    with pytest.raises(Unreadable, match=says) as error:
        notebook_cells(content, "a.ipynb")
    assert "ノートブックではありません" in error.value.text.ja


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(3, 5) | st.text(max_size=5) | st.sampled_from(["code", "x = 1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "nbformat", "cell_type", "source", "metadata", "nbgrader", "worksheets"]), inner
        )
    ),
)


@given(json_values.map(json.dumps).map(str.encode) | st.binary(max_size=100))
def test_any_json_is_cells_or_unreadable(content: bytes):
    with suppress(Unreadable):
        cells = notebook_cells(content, "a.ipynb")
        assert cells
        "".join(cells).encode()  # no lone surrogates
