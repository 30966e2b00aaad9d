"""``submission.using(…)``: what a check's subject builds on is the reference's, and hostile code gets to call it."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse, by_id, check

from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.results import Report, SubmissionResult
from autograder.reports.given import given

REFERENCE = '''
    """Windows, and what builds on them."""

    import numpy as np


    def windows(x, n):
        """All windows of n entries of x."""
        ### BEGIN SOLUTION
        return np.stack([x[i : i + n] for i in range(len(x) - n + 1)])
        ### END SOLUTION


    def convolve(x, w):
        """The sum over each window with weights."""
        ### BEGIN SOLUTION
        return windows(x, len(w)) @ w
        ### END SOLUTION


    class Scale:
        """Scales."""

        def __init__(self, factor):
            """With a factor."""
            ### BEGIN SOLUTION
            self.factor = factor
            ### END SOLUTION

        def forward(self, x):
            """x scaled."""
            ### BEGIN SOLUTION
            self.x = x
            return self.factor * x
            ### END SOLUTION


    class Net:
        """Two layers."""

        def __init__(self, a, b):
            """With two factors."""
            ### BEGIN SOLUTION
            self.layers = [Scale(a), Scale(b)]
            ### END SOLUTION

        def predict(self, x):
            """Through both."""
            ### BEGIN SOLUTION
            for layer in self.layers:
                x = layer.forward(x)
            return x
            ### END SOLUTION

        def loss(self, x):
            """The mean of the prediction's squares."""
            ### BEGIN SOLUTION
            return float(np.mean(self.predict(x) ** 2))
            ### END SOLUTION
'''
HIDDEN = '''
    from autograder.testing import assert_close, points

    @points(1)
    def test_convolve(submission, reference, rng):
        """Convolution, with right windows."""
        submission.using(windows=reference.windows)
        x, w = rng.normal(size=9), rng.normal(size=3)
        assert_close(submission.convolve(x, w), reference.convolve(x, w), what="convolve(x, w)")

    @points(1)
    def test_windows(submission, reference, rng):
        """Windows."""
        x = rng.normal(size=9)
        assert_close(submission.windows(x, 3), reference.windows(x, 3))

    @points(1)
    def test_predict(submission, reference, rng):
        """A net, with right layers."""
        submission.using(Scale=reference.Scale)
        x = rng.normal(size=4)
        net = submission.Net(2.0, 3.0)
        assert_close(net.predict(x), 6 * x)
        assert_close(net.layers[1].x, 2 * x)

    @points(1)
    def test_loss(submission, reference, rng):
        """The loss, with a right prediction."""
        submission.using(**{"Net.predict": reference.Net.predict, "Scale": reference.Scale})
        x = rng.normal(size=4)
        assert_close(submission.Net(2.0, 3.0).loss(x), float((36 * x**2).mean()))

    @points(1)
    def test_scale(submission, rng):
        """A layer."""
        x = rng.normal(size=4)
        assert_close(submission.Scale(3.0).forward(x), 3 * x)
'''
RIGHT = dedent(REFERENCE)
BLANK = "raise NotImplementedError"
WINDOWS = "return np.stack([x[i : i + n] for i in range(len(x) - n + 1)])"
CLASS = {
    "right": RIGHT,
    "no_windows": RIGHT.replace(WINDOWS, BLANK),
    "no_windows_at_all": RIGHT.replace("def windows(x", "def _other(x"),
    "no_scale": RIGHT.replace("return self.factor * x", BLANK),
    "no_predict": RIGHT.replace("return x\n        ### END", f"{BLANK}\n        ### END"),
    "no_convolve": RIGHT.replace("return windows(x, len(w)) @ w", BLANK),
    "wrong_call": RIGHT.replace("return windows(x, len(w)) @ w", "return windows(x, w) @ w"),
    "catches": RIGHT.replace(
        "return windows(x, len(w)) @ w",
        "try:\n        windows(x, w)\n    except TypeError:\n        return windows(x, len(w)) @ w",
    ),
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
    "raises_it": RIGHT.replace("return windows(x, len(w)) @ w", "raise ValueError(f'secret {windows(x, 3)!r}')"),
    "returns_it": RIGHT.replace("return windows(x, len(w)) @ w", "return windows(np.full(3, 0.123456789), 3)[0, :1]"),
    "prints_it": RIGHT.replace("return windows(x, len(w)) @ w", "print('secret', windows(x, 3)); return x"),
    "names_a_type": RIGHT.replace(
        "return windows(x, len(w)) @ w", "return type(f'secret{windows(x, 3)[0, 0]}', (), {})()"
    ),
    "ends_with_it": RIGHT.replace(
        "return windows(x, len(w)) @ w", "import os; os._exit(int(windows(x, 3)[0, 0]) % 99)"
    ),
}


@pytest.fixture(scope="module")
def report(tiny_shared: TinyCourse) -> Report:
    return tiny_shared.assignment(HIDDEN, reference=REFERENCE).grade(tiny_shared.hand_in(**CLASS))


@pytest.fixture(scope="module")
def graded(report: Report) -> dict[str, SubmissionResult]:
    return by_id(report)


def lost(result: SubmissionResult) -> list[str]:
    return [c.id for c in result.checks if c.outcome != "passed"]


@pytest.mark.parametrize(
    ("name", "costs"),
    [
        ("right", []),
        ("no_windows", ["windows"]),
        ("no_windows_at_all", ["windows"]),
        ("no_scale", ["scale"]),
        ("no_predict", ["predict"]),
        ("no_convolve", ["convolve"]),
        ("wrong_call", ["convolve"]),
        ("catches", []),
    ],
)
def test_what_is_unwritten_costs_its_own_check_alone(
    graded: dict[str, SubmissionResult], name: str, costs: list[str]
) -> None:
    assert lost(graded[name]) == costs


@pytest.mark.parametrize("name", ["keeps_the_function", "keeps_it_elsewhere", "writes_results", "asks_for_later"])
def test_what_was_lent_never_answers_the_check_of_it(graded: dict[str, SubmissionResult], name: str) -> None:
    assert "windows" in lost(graded[name])
    assert check(graded[name], "windows").outcome != "passed"


@pytest.mark.parametrize(
    "name", ["raises_it", "returns_it", "prints_it", "names_a_type", "ends_with_it", "asks_for_later", "wrong_call"]
)
def test_nothing_that_it_gave_is_in_a_students_report(
    report: Report, graded: dict[str, SubmissionResult], name: str
) -> None:
    import msgspec

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


def test_a_wrong_argument_is_told_as_such(graded: dict[str, SubmissionResult]) -> None:
    assert "calls windows" in check(graded["wrong_call"], "convolve").message.en
    assert "TypeError" in check(graded["wrong_call"], "convolve").message.en


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("submission.convolve; submission.convolve(x, x); submission.using(windows=reference.windows)", "comes first"),
        ("submission.using(windows=reference.windows); submission.windows(x, 3)", "is the reference's"),
        ("submission.using(windows=3)", "can be lent"),
        ("submission.using(windows=lambda x, n: reference.Scale(2)); submission.convolve(x, x)", "gives a Scale"),
    ],
)
def test_the_author_is_told_what_cannot_be(tiny: TinyCourse, body: str, complaint: str) -> None:
    hidden = f"import numpy as np\nx = np.ones(3)\ndef test_a(submission, reference):\n    {body}\n"
    result = tiny.assignment(hidden, reference=REFERENCE).grade_one(RIGHT)
    assert check(result, "a").outcome == "fault"
    assert complaint in check(result, "a").message.en


def test_in_the_students_own_process_it_is_lent_and_given_back(tmp_path: Path) -> None:
    public = """
        class Right:
            def __init__(self, factor): self.factor = factor
            def forward(self, x): return self.factor * x

        def test_predict(submission):
            submission.using(Scale=Right)
            assert submission.Net(2.0, 3.0).predict(1.0) == 6.0

        def test_loss(submission):
            submission.using(**{"Net.predict": lambda self, x: 6 * x})
            assert submission.Net(2.0, 3.0).loss(1.0) == 36.0

        def test_scale(submission):
            assert submission.Scale(3.0).forward(1.0) == 3.0
    """
    (tmp_path / "test_public.py").write_text(dedent(public), "utf-8")
    (tmp_path / "mine.py").write_text(CLASS["no_scale"], "utf-8")
    loaded = load(tmp_path / "mine.py")
    (result,) = run_public_checks(tmp_path / "test_public.py", loaded, "mine.py").submissions
    assert lost(result) == ["scale"]
    assert loaded.module.Net.predict.__name__ == "predict"
