"""The examples in the docstrings of what authors import say what happens."""

import doctest
import re

import numpy as np
import pytest

from autograder import testing

NAMES = [name for name in vars(testing) if name.isidentifier() and not name.startswith("_")]
FINDER = doctest.DocTestFinder()


class _Checker(doctest.OutputChecker):
    """An exception is shown by its name, without the module it is defined in."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, re.sub(r"\A(?:\w+\.)+(?=[A-Z]\w+:)", "", got), optionflags)


def examples(name: str) -> list[doctest.DocTest]:
    names = {n: getattr(testing, n) for n in NAMES}
    return [test for test in FINDER.find(names[name], name, globs={"np": np, **names}) if test.examples]


@pytest.mark.parametrize("name", [name for name in NAMES if examples(name)])
def test_examples_do_what_they_say(name: str) -> None:
    said: list[str] = []
    runner = doctest.DocTestRunner(_Checker(), optionflags=doctest.ELLIPSIS)
    for test in examples(name):
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


def test_every_assertion_has_an_example() -> None:
    assert [name for name in NAMES if name.startswith("assert_") and not examples(name)] == []
