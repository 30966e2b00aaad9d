"""The progress of a class: how long it takes, and at the end what it waits for."""

import io

import pytest
from rich.console import Console

from autograder.cli.progress import Lines
from autograder.grading.results import CheckResult, result_of
from autograder.language import speaking


def result(id: str) -> object:
    return result_of(id, (CheckResult("one", "passed", 1.0, 1.0),))


@pytest.mark.parametrize(
    ("language", "waits", "takes"), [("en", "waiting for trudy, ", "s left"), ("ja", "trudy を待っています", "残り約")]
)
def test_where_only_one_is_left_it_says_which(language, waits: str, takes: str) -> None:
    out = io.StringIO()
    with speaking(language, language):
        lines = Lines(Console(file=out, width=200))
        lines.begin(3)
        for id in ("ann", "trudy"):
            lines.started(id)
        lines.result(result("ann"), False)
        first = out.getvalue().splitlines()[-1]
        lines.started("ben")
        lines.result(result("ben"), False)
        second = out.getvalue().splitlines()[-1]
        lines.result(result("trudy"), False)
    assert takes in first
    assert waits in second
    assert waits not in out.getvalue().splitlines()[-1]
