"""What pages make of a student's markdown: text and formulas as ever, nothing that runs."""

from typing import Any

import pytest
from nbconvert import HTMLExporter

from autograder.nbgrader.pages import markdown_without_html

HARMFUL = {
    "script": ("<script>alert(1)</script>", "<script>"),
    "handler": ("a <img src=x onerror=alert(1)> b", "<img"),
    "block": ("<div onclick=alert(1)>\n\nclick\n</div>", "<div"),
    "in a heading": ("# <img src=x onerror=alert(1)>", "<img"),
    "in a table": ("| a |\n|---|\n| <b onclick=alert(1)>x</b> |", "<b"),
    "in a formula": ("$$\n<script>alert(1)</script>\n$$", "<script>"),
    "link": ("[more](javascript:alert(1))", 'href="javascript:'),
    "link in brackets": ("<javascript:alert(1)>", 'href="javascript:'),
    "reference": ("[a]: JavaScript:alert(1)\n\n[a]", 'href="JavaScript:'),
    "page in a link": ("[more](data:text/html,<b>x</b>)", 'href="data:'),
}


def shown(source: str, **attachments: dict[str, str]) -> str:
    context: Any = {"cell": {"attachments": attachments}}
    return markdown_without_html(context, source)


@pytest.mark.parametrize("name", [n for n in HARMFUL if n != "in a formula"])
def test_the_harm_is_real_in_nbconverts_own_filter(name: str) -> None:
    source, harm = HARMFUL[name]
    context: Any = {"cell": {}}
    assert harm in HTMLExporter().markdown2html(context, source)


@pytest.mark.parametrize("name", HARMFUL)
def test_nothing_of_it_is_left(name: str) -> None:
    source, harm = HARMFUL[name]
    assert harm not in shown(source)


def test_an_attachment_cannot_leave_its_attribute() -> None:
    page = shown("![a](attachment:p.png)", **{"p.png": {'image/png" onerror="alert(1)': "QUJD"}})
    assert '" onerror' not in page


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>"),
        ("誤差は $\\nosuch{w}$ を通る。", "<p>誤差は $\\nosuch{w}$ を通る。</p>"),
        ("[text](https://example.org)", '<p><a href="https://example.org">text</a></p>'),
        ("![plot](plot.png)", '<p><img src="plot.png" alt="plot" /></p>'),
        ("![p](attachment:p.png)", '<p><img src="data:image/png;base64,QUJD" alt="p" /></p>'),
    ],
)
def test_markdown_stays_markdown(source: str, page: str) -> None:
    assert shown(source, **{"p.png": {"image/png": "QUJD"}}).strip() == page
