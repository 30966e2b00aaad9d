"""Results of public checks as a piece of HTML, in one language: what a notebook shows, and a page is made of.

There is no Jinja in a student's installation, and need not be: everything that is written here is escaped here.
"""

import html
from collections.abc import Callable
from typing import Any

from autograder.grading.outcome_words import OUTCOMES, SIGNS, shown
from autograder.grading.results import CheckResult, Evidence, Legend
from autograder.grading.shown import Cell, Table, pictures_of, table_of
from autograder.text import Language, Text, clip, visible

Address = Callable[[str], str]

_PASSED, _NOT_PASSED = "#2e9e4f", "#d9483b"  # legible on white and on black
_VALUES = Text("Values, row by row", "行ごとの値")
_PART = Text("A part of it.", "一部です。")
_EXPECTED = Text("expected", "期待値")
HANDOUT = Text("In the handout:", "課題文:")
_PRINTED = Text("What your program printed:", "プログラムの出力:")


def fragment(
    check: CheckResult, legend: Legend, evidence: Evidence | None, language: Language, address: Address | None = None
) -> str:
    """One check: its sign and title; where it did not pass the message, pictures and values.

    `address` gives that of a section of the handout, by its heading.
    """
    passed = check.outcome == "passed"
    outcome = "" if passed else f" <b>{_text(OUTCOMES[shown(check)].in_(language))}</b>"
    colour = _PASSED if passed else _NOT_PASSED
    title = _text(legend.title(check.id).in_(language))
    head = f'<b style="color:{colour}">{SIGNS[shown(check)]}</b>{outcome} {title}'
    parts = [f"<div>{head} <code style='opacity:.7'>{_text(check.id)}</code></div>"]
    if not passed:
        section = _section(legend.section(check.id).in_(language), language, address)
        parts.append(f"<div style='margin:.2em 0 1em 1.5em'>{_why(check, evidence, language)}{section}</div>")
    return f"<div lang='{language}'>{''.join(parts)}</div>"


def _section(heading: str, language: Language, address: Address | None) -> str:
    """Where the handout explains it."""
    if not heading:
        return ""
    name = _text(heading)
    linked = f'<a href="{html.escape(address(heading))}">{name}</a>' if address else name
    return f"<div>{_text(HANDOUT.in_(language))} {linked}</div>"


def _why(check: CheckResult, evidence: Evidence | None, language: Language) -> str:
    parts = [_block(check.message.in_(language))] if check.message else []
    for picture in pictures_of(check, evidence):
        about = f"<div style='font-size:.9em'>{_text(picture.caption.in_(language))}</div>"
        parts.append(f"<div style='margin:.5em 0;overflow-x:auto'>{picture.in_(language)}{about}</div>")
    table = table_of(check, evidence)
    if table:
        parts.append(_table(table, language))
    if check.output.strip():
        parts.append(f"<div>{_text(_PRINTED.in_(language))}</div>{_block(check.output)}")
    return "".join(parts)


def _table(table: Table, language: Language) -> str:
    """The entries, and below a wrong one what was expected, and the factor between the two."""
    ends = "".join(f"<th scope='col'>{table.across + j}</th>" for j in range(len(table.rows[0])))
    rows = "".join(
        f"<tr><th scope='row'>{table.down + i}</th>{''.join(_cell(cell, language) for cell in row)}</tr>"
        for i, row in enumerate(table.rows)
    )
    caption = f"<caption style='text-align:left'>{_text(_VALUES.in_(language))}</caption>"
    more = f"<div style='font-size:.9em'>{_text(_PART.in_(language))}</div>" if table.more else ""
    head = f"<thead><tr><td></td>{ends}</tr></thead>"
    return f"<table style='font-size:.9em'>{caption}{head}<tbody>{rows}</tbody></table>{more}"


def _cell(cell: Cell, language: Language) -> str:
    if not cell.wrong:
        return f"<td>{_text(entry(cell.got))}</td>"
    right = "" if cell.expected is None else f"<br>{_text(_EXPECTED.in_(language))} {_text(entry(cell.expected))}"
    ratio = f"<br>{_text(cell.compared)}" if cell.compared else ""
    return f"<td><b>✗ {_text(entry(cell.got))}</b>{right}{ratio}</td>"


def entry(value: Any) -> str:
    """An entry of an array: NaN and infinities are texts in a report."""
    return f"{value:.6g}" if isinstance(value, float) else clip(str(value), 20, 20)


def _block(text: str) -> str:
    return f"<pre style='white-space:pre-wrap;overflow-wrap:anywhere;margin:.3em 0'>{_text(clip(text))}</pre>"


def _text(text: str) -> str:
    return html.escape(visible(text))
