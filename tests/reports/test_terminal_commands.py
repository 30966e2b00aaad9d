"""What a student wrote, on the terminal of a build: no line of it is a command."""

import io
import re

import pytest
from rich.console import Console
from sample_reports import FORWARD, report, result, submission

from autograder.reports.terminal import show_class, show_submission
from autograder.text import Text

OBEYED = re.compile(r"^\s*::[A-Za-z]|##\[|##\w+\[|^\s*section_start:")
TRICK = "x\n::add-mask::1\r::stop-commands::2\n##[group]3\u2028::error::4\x85::debug::5\n##vso[a]b\nsection_start:1:2"


@pytest.mark.parametrize("width", [20, 33, 80, 200])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_line_is_a_command(width: int, language: str) -> None:
    failed = result(FORWARD, "failed", TRICK, TRICK, output=TRICK)
    bad = submission(TRICK, failed, reason=Text.same(TRICK), notes=(Text.same(TRICK),), status="unreadable")
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False)
    show_submission(bad, report(bad).legend, console, language)
    show_class(report(bad), console, language)
    lines = out.getvalue().splitlines()
    assert len(lines) > 20
    assert [line for line in lines if OBEYED.search(line)] == []
