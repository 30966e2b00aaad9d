"""What a student reads of conditions, missing exceptions, parameter sets and functions that were handed over."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse, by_id, check

from autograder.grading.in_process.module import load
from autograder.grading.in_process.notebook import NotebookChecks
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.results import CheckResult, Report, SubmissionResult

HIDDEN = """
    import numpy as np
    import pytest
    from autograder.testing import points, assert_close

    @points(1)
    def test_raises(submission):
        with pytest.raises(IndexError):
            submission.double("no")

    @points(1)
    @pytest.mark.parametrize("text", ["日本語", "xyz"])
    def test_words(submission, text):
        assert_close(submission.double(text), 2 * text, what="double")

    @points(1)
    @pytest.mark.parametrize(("stride", "pad"), [(1, 0), (2, 1)])
    def test_pairs(submission, stride, pad):
        assert_close(submission.double(stride), 2 * stride, what="double")

    @points(1)
    def test_calls(submission):
        def f(x):
            return float(np.sum(x @ np.eye(3)))
        assert submission.double(f) == 6
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, SubmissionResult]:
    course = TinyCourse(tmp_path_factory.mktemp("course"))
    reference = '''
        import numpy as np

        def double(x):
            """Twice."""
            ### BEGIN SOLUTION
            if x == "no":
                raise IndexError(x)
            return 2 * x(np.ones(3)) if callable(x) else 2 * x
            ### END SOLUTION
    '''
    course.assignment(HIDDEN, reference=reference)
    course.hand_in(
        thrice="def double(x):\n    return 3 * x if not callable(x) else x([1.0, 2.0])\n",
        item=dedent(reference).replace("x(np.ones(3))", "x(np.ones(3)).copy().item()"),
    )
    return by_id(course.grade())


def test_what_was_to_be_raised_is_a_sentence(results: Mapping[str, SubmissionResult]) -> None:
    message = check(results["thrice"], "raises").message
    assert message.en == "Your code should raise IndexError here, and does not."
    assert message.ja == "ここで IndexError が発生するはずですが、発生しません。"


def test_parameter_sets_have_names(results: Mapping[str, SubmissionResult]) -> None:
    words, pairs = check(results["thrice"], "words"), check(results["thrice"], "pairs")
    assert words.message.en.startswith("[text='日本語'] double is")
    assert pairs.message.ja.startswith("[stride=1, pad=0] double が 3")
    assert pairs.told is not None
    assert "stride" not in pairs.told.en


def test_an_exception_of_the_function_that_was_given_is_told_as_such(results: Mapping[str, SubmissionResult]) -> None:
    found = check(results["thrice"], "calls")
    assert found.outcome == "failed"
    assert found.message.en.startswith("The function that the check gives to your code failed")
    assert "gave None" not in found.message.en
    assert found.told is not None
    assert found.told.en.endswith("(ValueError): look at what you call it with.")


def test_what_a_call_back_returns_has_what_numpy_numbers_have(results: Mapping[str, SubmissionResult]) -> None:
    assert check(results["item"], "calls").outcome == "passed"


PUBLIC = """
    import pytest

    def test_condition(submission):
        assert submission.double(3) == 6

    def test_message(submission):
        assert submission.double(3) == 6, "twice three is six"

    def test_raises(submission):
        with pytest.raises(KeyError):
            submission.double(0)

    @pytest.mark.parametrize(("stride", "pad"), [(1, 0), (2, 1)])
    def test_sets(submission, stride, pad):
        assert submission.double(pad) == stride

    def test_given(submission):
        submission.double(lambda: int("no"))
"""


@pytest.fixture
def checked(tmp_path: Path) -> Report:
    (tmp_path / "test_public.py").write_text(dedent(PUBLIC))
    (tmp_path / "tiny.py").write_text(
        "def double(x):\n    if callable(x):\n        return x()\n    return 3 * x if x else 1 / 0\n"
    )
    return run_public_checks(tmp_path / "test_public.py", load(tmp_path / "tiny.py"), "tiny.py")


def of(report: Report, id: str) -> CheckResult:
    return check(report.submissions[0], id)


def test_a_condition_is_shown_as_it_stands_in_the_test(checked: Report) -> None:
    message = of(checked, "condition").message
    assert message.en == "This does not hold: `submission.double(3) == 6`; here it is `9 == 6`."
    assert message.ja == "次の条件が成り立ちません：`submission.double(3) == 6`（ここでは `9 == 6`）。"
    assert of(checked, "message").message.en.startswith("twice three is six\nThis does not hold")
    assert "where 9 = " not in str(of(checked, "message").message)


def test_a_function_of_the_test_that_fails_is_told_as_such(checked: Report) -> None:
    first, *places = of(checked, "given").message.en.split("\n")
    assert first.startswith(
        "The function that the check gives to your code failed when your code called it (ValueError"
    )
    assert places == ["tiny.py, line 3, double: return x()"]


def test_a_notebook_says_what_came_out_in_the_language_that_is_chosen(checked: Report) -> None:
    assert "✗ condition  failed" in repr(NotebookChecks(checked))
    shown = repr(NotebookChecks(checked, "ja"))
    assert "✗ condition  不合格" in shown
    assert "E raises  エラー" in shown
    assert "[failed]" not in shown
    assert shown.count("return 3 * x if x else 1 / 0") == 2  # one line for each of the checks that call it with 0
    assert "[stride=1, pad=0] ZeroDivisionError" in shown
