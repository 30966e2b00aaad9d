"""Bytes become source text, or a sentence that says why not, in both languages."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.handed_in.decoding import notebook_cells, python_text
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


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("x = 1\ns = '表示'\n".encode("cp932"), "line 2 is not in UTF-8"),
        ("x = 1".encode("utf-16"), "UTF-16"),
        (b"x = 1\0", "null bytes"),
        (b"MZ\x90\x00\x03", "null bytes"),
        (b"# coding: rot13\n", "unknown encoding 'rot13'"),
        (b"# coding: punycode\n", "unknown encoding"),
        (b"# coding: ascii\ns = '\xe9'", "not in ASCII"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, says: str):
    with pytest.raises(Unreadable, match=says) as error:
        python_text(content, "a.py")
    assert "Python ファイルではありません" in error.value.text.ja


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_unreadable(content: bytes):
    with suppress(Unreadable):
        text = python_text(content, "a.py")
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
