"""``@points(…, shares=True)``: each parameter set carries its share of the points, and has an outcome of its own."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse, by_id, check

from autograder.checks import CheckInfo
from autograder.course import Course
from autograder.errors import UsageError
from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.parameter_sets import told_of_sets
from autograder.grading.results import Legend, Outcome, Share, SubmissionResult
from autograder.grading.validation.validate import Silent, validate
from autograder.nbgrader.verdict_cells import write_result
from autograder.testing import points
from autograder.text import Text

REFERENCE = '''
    """Three steps."""


    def sgd(x, g):
        ### BEGIN SOLUTION
        return x - 0.1 * g
        ### END SOLUTION


    def adam(x, g):
        ### BEGIN SOLUTION
        return x - 0.3 * g
        ### END SOLUTION


    def ftrl(x, g):
        ### BEGIN SOLUTION
        return x - 0.7 * g
        ### END SOLUTION
'''
HIDDEN = '''
    import pytest
    from autograder.testing import after, assert_close, points

    NAMES = pytest.mark.parametrize("name", ["sgd", "adam", "ftrl"])

    @points(4, shares=True)
    @NAMES
    def test_steps(submission, reference, rng, name):
        """Each steps as it should.

        ja: どれも正しく進みます。
        """
        x, g = rng.normal(size=(2, 5))
        assert_close(getattr(submission, name)(x, g), getattr(reference, name)(x, g), what=f"{name}(x, g)")

    @points(1.5, shares=True)
    @after(test_steps)
    @NAMES
    def test_twice(submission, reference, rng, name):
        """Each steps twice.

        ja: どれも 2 回進みます。
        """
        x, g = rng.normal(size=(2, 5))
        step, right = getattr(submission, name), getattr(reference, name)
        assert_close(step(step(x, g), g), right(right(x, g), g))

    @points(1)
    @after(test_steps)
    def test_all(submission, rng):
        """All move.

        ja: すべて動きます。
        """
        x, g = rng.normal(size=(2, 5))
        assert abs(submission.sgd(x, g) - x).max() > 0
'''
SGD, ADAM, FTRL = (f"def {n}(x, g): return x - {r} * g\n" for n, r in (("sgd", 0.1), ("adam", 0.3), ("ftrl", 0.7)))
RAISES = "def ftrl(x, g): raise ValueError('no idea')\n"


CLASS = {
    "right": SGD + ADAM + FTRL,
    "mixed": SGD.replace("0.1", "0.2") + ADAM + RAISES,
    "raises": SGD + ADAM + RAISES,
    "empty": "",
    "broken": "\0" * 10,
}


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> dict[str, SubmissionResult]:
    return by_id(tiny_shared.assignment(HIDDEN, reference=REFERENCE).grade(tiny_shared.hand_in(**CLASS)))


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    return tiny.assignment(HIDDEN, reference=REFERENCE)


def outcomes(shares: tuple[Share, ...]) -> dict[str, Outcome]:
    return {share.id: share.outcome for share in shares}


def test_right_code_is_paid_in_full(graded: dict[str, SubmissionResult]) -> None:
    assert graded["right"].score == graded["right"].max_score == 6.5
    steps = check(graded["right"], "steps")
    assert steps.points == 4.0
    assert outcomes(steps.shares) == dict.fromkeys(("sgd", "adam", "ftrl"), "passed")
    assert [share.max_points for share in steps.shares] == [4 / 3] * 3


def test_each_set_is_run_and_paid_for_itself(graded: dict[str, SubmissionResult]) -> None:
    steps = check(graded["mixed"], "steps")
    assert outcomes(steps.shares) == {"sgd": "failed", "adam": "passed", "ftrl": "error"}
    assert (steps.outcome, steps.points) == ("failed", pytest.approx(4 / 3))
    first, second = steps.message.en.split("\n")
    assert first.startswith("[sgd] ")
    assert second.startswith("[ftrl] ")
    assert "no idea" in second
    assert steps.message.ja.count("\n[ftrl] ") == 1


def test_what_builds_on_a_share_asks_for_that_share_alone(graded: dict[str, SubmissionResult]) -> None:
    result = graded["raises"]
    assert outcomes(check(result, "twice").shares) == {"sgd": "passed", "adam": "passed", "ftrl": "skipped"}
    assert check(result, "twice").points == 1.0
    assert check(result, "all").outcome == "skipped"  # it builds on all of them
    assert result.score == pytest.approx(4 * 2 / 3 + 1)


@pytest.mark.parametrize("name", ["empty", "broken"])
def test_where_nothing_is_there_no_share_is_paid(graded: dict[str, SubmissionResult], name: str) -> None:
    assert graded[name].score == 0
    assert [share.points for share in check(graded[name], "steps").shares] == [0, 0, 0]


def test_sets_that_fail_alike_are_told_together() -> None:
    shape, other = Text("wrong shape", "形が違います"), Text("wrong", "違います")
    said = told_of_sets([("sgd", shape), ("adam", other), ("ftrl", shape), ("nag", Text("", ""))])
    assert said == Text("[sgd, ftrl] wrong shape\n[adam] wrong", "[sgd, ftrl] 形が違います\n[adam] 違います")


def test_a_share_that_holds_only_on_the_first_draw_is_lost_alone(course: TinyCourse) -> None:
    asked = course.grade_one("def adam(x, g): raise ValueError(f'<{x.tolist()!r}>')\n")
    message = check(asked, "steps").message.en
    x = json.loads(message[message.index("<") + 1 : message.index(">")])
    table = f"def adam(x, g):\n    return x - 0.3 * g if x.tolist() == {x} else x\n"
    course.hand_in(**{f"s{n}": f"{SGD}{table}{FTRL}# {n}\n" for n in range(12)})
    attempts = course.grade().submissions
    found = [result for result in attempts if any(a.kind == "not_confirmed" for a in result.attention)]
    assert found, "the lot never fell on a check of which one share is a table"
    for result in found:
        assert outcomes(check(result, "steps").shares) == {"sgd": "passed", "adam": "failed", "ftrl": "passed"}
        assert check(result, "steps").points == pytest.approx(8 / 3)


def test_a_notebook_takes_the_points_of_shares(graded: dict[str, SubmissionResult]) -> None:
    import nbformat

    cell = nbformat.v4.new_code_cell('check("steps")')  # type: ignore[no-untyped-call]
    cell.metadata.nbgrader = {"grade": True, "solution": False, "grade_id": "steps", "points": 4}
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    write_result(notebook, graded["raises"], Legend())
    score = next(o for o in notebook.cells[0].outputs if o.output_type == "execute_result")
    assert float(score.data["text/plain"]) == pytest.approx(8 / 3)


def test_locally_each_set_counts_as_well(tmp_path: Path) -> None:
    public = dedent(HIDDEN).replace("getattr(reference, name)(x, g)", "x - 0.1 * g").replace("reference, ", "")
    (tmp_path / "test_public.py").write_text(public[: public.index("@points(1.5")], "utf-8")
    (tmp_path / "mine.py").write_text(SGD + ADAM + RAISES)
    report = run_public_checks(tmp_path / "test_public.py", load(tmp_path / "mine.py"), "mine.py")
    (steps,) = report.submissions[0].checks
    assert outcomes(steps.shares) == {"sgd": "passed", "adam": "failed", "ftrl": "error"}
    assert (steps.points, steps.outcome) == (pytest.approx(4 / 3), "failed")
    assert [line[:5] for line in steps.message.en.split("\n") if line.startswith("[")] == ["[adam", "[ftrl"]


@pytest.mark.parametrize(
    ("above", "complaint"),
    [
        ("@points(3, shares=True)", "has no parameters"),
        ('@points(3, shares=True)\n@pytest.mark.parametrize("a, b", [(1, 2)])', "name them"),
        ('@points(3, shares=True)\n@pytest.mark.parametrize("a", [object(), object()])', "'a0' is none"),
    ],
)
def test_what_cannot_be_shared_is_refused(tiny: TinyCourse, above: str, complaint: str) -> None:
    arguments = "a, b" if "a, b" in above else "a" if '"a"' in above else ""
    tiny.write("assignments/tiny/assignment.toml", "")
    tiny.write("reference/tiny.py", REFERENCE)
    tiny.write(
        "assignments/tiny/test_hidden.py",
        f"import pytest\nfrom autograder.testing import points\n\n{above}\ndef test_x({arguments}):\n    pass\n",
    )
    with pytest.raises(UsageError, match=complaint):
        tiny.grade_one(SGD)


def test_shares_is_a_truth_value() -> None:
    with pytest.raises(TypeError, match="shares is True or False"):
        points(3, shares="yes")  # type: ignore[arg-type]


def test_the_keys_of_a_check() -> None:
    assert CheckInfo("a", Text.same("a"), 1.0, False, (), ("x", "y")).keys == ("a", "a[x]", "a[y]")


MISCONCEPTIONS = """
    from autograder.testing import misconception

    def wrong(id, old, new, fails):
        misconception(
            id, change=[(old, new)], fails=fails, title_en=id, title_ja=id,
            en="So it is.", ja="そうです。", ask_en="Is it?", ask_ja="そうですか。",
        )

    wrong("adam_is_slow", "0.3 * g", "0.2 * g", ["steps[adam]"])
    wrong("ftrl_is_slow", "0.7 * g", "0.2 * g", ["steps"])
"""


def test_validation_looks_at_each_share(course: TinyCourse) -> None:
    course.write("assignments/tiny/misconceptions.py", MISCONCEPTIONS)
    (found,) = validate(
        [Course.find(course.root).assignment("tiny")], Silent(), examiners=1, only=["adam_is_slow", "ftrl_is_slow"]
    )
    assert found.good
    adam, ftrl = found.of("misconception")
    assert (adam.rejected_by, adam.diagnosed) == (("steps[adam]",), "adam_is_slow")
    assert ftrl.rejected_by == ("steps[ftrl]",)  # a check is rejected where any of its shares is
