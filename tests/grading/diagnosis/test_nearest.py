"""What no author has described is named by what mutants of right solutions have in common that behave alike."""

from pathlib import Path

import pytest
from tiny_course import TinyCourse, by_id, check, run_kadai, without_times

from autograder.grading.results import Report
from autograder.grading.variants.mutants import mutants_of
from autograder.grading.variants.slips import words_for

ROOT = Path(__file__).parents[3]
REFERENCE = '''
    import numpy as np


    def loss(x, t):
        """The mean square."""
        ### BEGIN SOLUTION
        residual = x - t
        return float(np.sum(residual**2) / len(x))
        ### END SOLUTION


    class Net:
        def __init__(self, w, rate=0.5):
            self.w = w
            self.rate = rate

        def gradient(self, x, dout):
            """Of the weights."""
            ### BEGIN SOLUTION
            return self.rate * (x.T @ dout) / len(x)
            ### END SOLUTION
'''
HIDDEN = """
    from autograder.testing import assert_close, points

    @points(2)
    def test_loss(submission, reference, rng):
        x, t = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
        assert_close(submission.loss(x, t), reference.loss(x, t))

    @points(2)
    def test_gradient(submission, reference, rng):
        x, dout, w = rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), rng.normal(size=(3, 2))
        assert_close(submission.Net(w, 0.3).gradient(x, dout), reference.Net(w, 0.3).gradient(x, dout))

    @points(1)
    def test_loss_of_nothing(submission, rng):
        x = rng.normal(size=(4, 2))
        assert submission.loss(x, x) == 0
"""
KNOWN = """
    from autograder.testing import misconception

    misconception(
        "not_squared", change=[("residual**2", "np.abs(residual)")], fails=["loss"],
        en="Not squared.", ja="2 乗されていません。", ask_en="?", ask_ja="？",
    )
"""
EQUIVALENT = """
    from autograder.testing import equivalent

    equivalent(
        "loop",
        change=[
            ("residual = x - t", "total = 0.0"),
            (
                "return float(np.sum(residual**2) / len(x))",
                "for row in x - t:\\n        total += row @ row\\n    return float(total / len(x))",
            ),
        ],
        why="row by row",
    )
"""
LOSS = "import numpy as np\ndef loss(a, b):\n    return {}\n"
NET = (
    "class Net:\n    def __init__(self, w, rate=0.5):\n        self.r = rate\n"
    "    def gradient(self, x, g):\n        return {}\n"
)
RIGHT = LOSS.format("((a - b) * (a - b)).sum() / a.shape[0]"), NET.format("np.dot(x.T, g) * self.r / x.shape[0]")
SUM = LOSS.format("((a - b) * (a - b)).sum()")
CLASS = {
    "right": "".join(RIGHT),
    "sum": SUM + RIGHT[1],
    "last_row": LOSS.format("((a - b)[-1] ** 2).sum() / a.shape[0]") + RIGHT[1],
    "no_rate": RIGHT[0] + NET.format("np.dot(x.T, g) / x.shape[0]"),
    "default": RIGHT[0] + NET.format("np.dot(x.T, g) * 0.5 / x.shape[0]"),
    "both": SUM + NET.format("-self.r * np.dot(x.T, g) / x.shape[0]"),
    "known_and_new": LOSS.format("np.abs(a - b).sum() / a.shape[0]") + NET.format("np.dot(x.T, g) / x.shape[0]"),
    "known_and_odd": LOSS.format("np.abs(a - b).sum() / a.shape[0]") + NET.format("np.sinh(x.T @ g)"),
    "new_and_odd": SUM + NET.format("np.sinh(x.T @ g)"),
    "odd": LOSS.format("np.sum(np.cosh(a - b) - 1)") + RIGHT[1],
    "unwritten": LOSS.format("missing") + NET.format("missing"),
    "noughts": LOSS.format("0.0") + NET.format("0 * x[0]"),
}


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(HIDDEN, reference=REFERENCE)
    tiny_shared.write("assignments/tiny/misconceptions.py", KNOWN)
    tiny_shared.write("assignments/tiny/equivalents.py", EQUIVALENT)
    tiny_shared.hand_in(**CLASS)
    return tiny_shared


@pytest.fixture(scope="module")
def report(course: TinyCourse) -> Report:
    return course.grade()


def named(report: Report, student: str) -> dict[str, str]:
    """By check, the title of the mistake, if it is generated, or the id of a known one."""
    found = {c.id: c.diagnosis for c in by_id(report)[student].checks if c.diagnosis}
    return {c: report.diagnoses[d.id].title.en if d.generated else d.id for c, d in found.items()}


@pytest.mark.parametrize(
    ("student", "names"),
    [
        ("right", {}),
        ("sum", {"loss": "Like a right solution with a factor missing in loss()"}),
        ("last_row", {"loss": "Like a right solution with a value replaced that should be added up in loss()"}),
        ("no_rate", {"gradient": "Like a right solution with a factor missing in Net.gradient()"}),
        (
            "default",
            {"gradient": "Like a right solution with a default value in an argument's place in Net.gradient()"},
        ),
        (
            "known_and_new",
            {"loss": "not_squared", "gradient": "Like a right solution with a factor missing in Net.gradient()"},
        ),
        ("known_and_odd", {"loss": "not_squared"}),
        ("new_and_odd", {}),
        ("odd", {}),
        ("unwritten", {}),
        ("noughts", {}),
    ],
)
def test_what_behaves_like_a_mutant_is_named_by_it(report: Report, student: str, names: dict[str, str]) -> None:
    assert named(report, student) == names


def test_two_slips_in_two_functions_are_both_named(report: Report) -> None:
    names = named(report, "both")
    assert names == {
        "loss": "Like a right solution with a factor missing in loss()",
        "gradient": "Like a right solution with the wrong sign in Net.gradient()",
    }


def test_the_edit_is_told_to_lecturers_in_both_languages(report: Report) -> None:
    found = check(by_id(report)["sum"], "loss").diagnosis
    assert found is not None
    edit = report.diagnoses[found.id].edit
    line = REFERENCE[: REFERENCE.index("/ len(x)")].count("\n")  # its first line is dedented away
    assert f"line {line + 1} of the reference in loss" in edit.en
    assert "`np.sum(residual**2) / len(x)` were `np.sum(residual ** 2)`" in edit.en
    assert f"模範解答の {line + 1} 行目" in edit.ja
    words = report.diagnoses[found.id]
    assert words.title.ja == "loss() で因数が 1 つ抜けている場合と同じ動作"


def test_the_edit_of_an_equivalent_is_told_as_such(report: Report) -> None:
    found = check(by_id(report)["last_row"], "loss").diagnosis
    assert found is not None
    edit = report.diagnoses[found.id].edit
    assert "of the equivalent loop in loss, `total += row @ row` were `total = row @ row`" in edit.en
    assert edit.ja.startswith("別解 loop の ")


def test_a_report_says_the_same_whoever_was_graded_first_and_whatever_is_kept(
    course: TinyCourse, report: Report
) -> None:
    kept = list((course.root / ".kadai" / "traces").rglob("mutant*"))
    assert kept
    again = course.grade(fresh=True)
    for path in kept:
        path.unlink()
    anew = course.grade(fresh=True, jobs=2)
    assert without_times(report) == without_times(again) == without_times(anew)
    assert report.diagnoses == again.diagnoses == anew.diagnoses


def test_with_a_deadline_no_mutant_is_run(course: TinyCourse, report: Report) -> None:
    deadline = {"deadline": 500.0, "fresh": True}
    assert named(course.grade(**deadline), "sum") == named(report, "sum")  # which is kept
    kept = list((course.root / ".kadai" / "traces").rglob("mutant*"))
    wholes = [path for path in kept if path.name.startswith("mutant-")]
    for some in (wholes, kept):  # of several that might agree, not only those that are known are looked at
        for path in some:
            path.unlink(missing_ok=True)
        assert named(course.grade(**deadline), "sum") == {}
    assert not list((course.root / ".kadai" / "traces").rglob("mutant*"))


def test_validation_runs_no_mutant_to_name_what_nobody_has_described(tiny: TinyCourse) -> None:
    tiny.assignment(HIDDEN, reference=REFERENCE)
    tiny.write("assignments/tiny/misconceptions.py", KNOWN)
    assert "misconceptions done" in run_kadai("validate", "--jobs", "1", cwd=tiny.root).stderr
    traces = [path.name for path in (tiny.root / ".kadai" / "traces").rglob("*.msgpack")]
    assert any(name.startswith("not_squared") for name in traces)
    assert not [name for name in traces if name.startswith("mutant")]


@pytest.mark.parametrize("reference", sorted((ROOT / "reference").glob("*.py")), ids=lambda path: path.stem)
def test_what_students_are_told_holds_no_code_of_the_solution(reference: Path) -> None:
    told = set()
    for mutant in mutants_of(reference.read_text(encoding="utf-8")):
        for mutants in ([mutant], [mutant, mutant]):
            words = words_for(mutants)
            for text in (words.title, words.explanation, words.question):
                assert bool(text.en) == bool(text.ja)
                told |= {text.en.replace(f"{mutant.function}()", "f()"), text.ja.replace(f"{mutant.function}()", "f()")}
    assert not [text for text in told if "`" in text or "np." in text or "self." in text]
    kinds = {m.kind for m in mutants_of(reference.read_text(encoding="utf-8"))}
    assert len(told) <= 8 * len(kinds) + 4
