"""What each place gets for one submission, to the letter: ``python test_golden_answers.py`` writes golden/ anew."""

import os
import re
from pathlib import Path

import pytest
import readers
from sample_reports import BACKWARD, FORWARD, raised, report, skipped, submission, wrong_gradient

from autograder.grading.results import CheckInfo
from autograder.reports.export_format import Options
from autograder.reports.formats import FOR_ONE, render
from autograder.structs import replace
from autograder.text import Language

GOLDEN = Path(__file__).parent / "golden"
NOW = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def answer(name: str, language: Language) -> str:
    last: CheckInfo = report(submission("a")).checks[-1]
    failed = replace(raised(FORWARD), line=31)
    sample = replace(submission("ann", wrong_gradient(BACKWARD), failed, skipped(last)), file="softmax_with_loss.py")
    export = render(name, report(sample), Options(language=language))
    beside = "".join(f"--- {file}\n{content.decode()}" for file, content in export.beside.items())
    printed = f"--- standard output\n{export.printed}" if export.printed else ""
    return NOW.sub("2026-01-01T00:00:00Z", export.text) + beside + printed


@pytest.mark.parametrize("name", FOR_ONE)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_answer_is_as_it_was(name: str, language: Language) -> None:
    assert answer(name, language) == (GOLDEN / f"{name}.{language}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    os.environ |= readers.RUNNER
    GOLDEN.mkdir(exist_ok=True)
    for each in FOR_ONE:
        (GOLDEN / f"{each}.en.txt").write_text(answer(each, "en"), encoding="utf-8")
        (GOLDEN / f"{each}.ja.txt").write_text(answer(each, "ja"), encoding="utf-8")
