"""A check lends a part of the reference to hostile code: to answer the check of that part, and to tell its results."""

import json

import msgspec
import pytest
from lending_course import CONVOLVE, HIDDEN, REFERENCE, RIGHT, WINDOWS
from tiny_course import TinyCourse, by_id, check

from autograder.grading.results import Report, SubmissionResult
from autograder.reports.given import given

CLASS = {
    # Each tries to answer the check of `windows` with what it was lent, or to say what that gave.
    "keeps_the_function": RIGHT.replace(WINDOWS, "return KEPT[0](x, n)")
    + "\nKEPT = []\n_right = convolve\ndef convolve(x, w):\n    KEPT.append(windows)\n    return _right(x, w)\n",
    "keeps_it_elsewhere": RIGHT.replace(WINDOWS, "return np.kept(x, n)")
    + "\n_right = convolve\ndef convolve(x, w):\n    np.kept = windows\n    return _right(x, w)\n",
    "writes_results": "import json, pathlib, tempfile\n"
    + RIGHT.replace(WINDOWS, "return np.array(json.loads((pathlib.Path(tempfile.gettempdir()) / 'kept').read_text()))")
    + "\ndef convolve(x, w):\n    found = windows(x, len(w))\n"
    "    (pathlib.Path(tempfile.gettempdir()) / 'kept').write_text(json.dumps(found.tolist()))\n    return found @ w\n",
    "asks_for_later": RIGHT.replace(WINDOWS, "SEEN.append(x)\n    raise ValueError")
    + "\nSEEN = []\n_right = convolve\n"
    "def convolve(x, w):\n    raise ValueError(f'seen {len(SEEN)} {windows(SEEN[0], 3)!r}')\n",
    "raises_it": RIGHT.replace(CONVOLVE, "raise ValueError(f'secret {windows(x, 3)!r}')"),
    "returns_it": RIGHT.replace(CONVOLVE, "return windows(np.full(3, 0.123456789), 3)[0, :1]"),
    "prints_it": RIGHT.replace(CONVOLVE, "print('secret', windows(x, 3)); return x"),
    "names_a_type": RIGHT.replace(CONVOLVE, "return type(f'secret{windows(x, 3)[0, 0]}', (), {})()"),
    "ends_with_it": RIGHT.replace(CONVOLVE, "import os; os._exit(int(windows(x, 3)[0, 0]) % 99)"),
}


@pytest.fixture(scope="module")
def report(tiny_shared: TinyCourse) -> Report:
    return tiny_shared.assignment(HIDDEN, reference=REFERENCE).grade(tiny_shared.hand_in(**CLASS))


@pytest.fixture(scope="module")
def graded(report: Report) -> dict[str, SubmissionResult]:
    return by_id(report)


@pytest.mark.parametrize("name", ["keeps_the_function", "keeps_it_elsewhere", "writes_results", "asks_for_later"])
def test_what_was_lent_never_answers_the_check_of_it(graded: dict[str, SubmissionResult], name: str) -> None:
    assert check(graded[name], "windows").outcome != "passed"


@pytest.mark.parametrize(
    "name", ["raises_it", "returns_it", "prints_it", "names_a_type", "ends_with_it", "asks_for_later"]
)
def test_nothing_that_it_gave_is_in_a_students_report(
    report: Report, graded: dict[str, SubmissionResult], name: str
) -> None:
    told = given(graded[name], report.legend)
    convolve = check(told, "convolve")
    assert convolve.outcome != "passed"
    everything = json.dumps(msgspec.to_builtins(told.checks + told.attention + told.notes), ensure_ascii=False)
    for secret in ("secret", "array(", "0.12345", "seen 1", "exit code"):
        assert secret not in everything, convolve
    assert convolve.details == {}
    assert convolve.output == ""
    assert "windows" in convolve.message.en
    assert "windows" in convolve.message.ja
