"""What one thing left unwritten, or one slip, costs: seen by the tool, declared by the author, with one exception."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse

from autograder.course import Assignment, Course
from autograder.errors import UsageError
from autograder.grading.classroom.collector_process import collect
from autograder.grading.examiner.asked_for import called_in
from autograder.grading.results import CheckResult, SubmissionResult, result_of
from autograder.grading.validation.ablation import Charges, functions_of, is_at_work_on_import, place_of, regions_of
from autograder.grading.validation.cases import mutants_in
from autograder.grading.validation.costs import SlipCost, figures
from autograder.grading.validation.findings import Finding, Validation
from autograder.grading.validation.validate import Silent, validate
from autograder.sandbox import CheckTrace, Event

REFERENCE = dedent("""
    import numpy as np

    ### BEGIN SOLUTION
    def _helper(x):
        return x
    ### END SOLUTION


    def windows(x, n):
        ### BEGIN SOLUTION
        return np.stack([_helper(x)[i : i + n] for i in range(len(x) - n + 1)])
        ### END SOLUTION


    def correlate(x, w):
        ### BEGIN SOLUTION
        return windows(x, len(w)) @ w[::-1]
        ### END SOLUTION


    def convolve(x, w):
        n = len(w)
        ### BEGIN SOLUTION
        return windows(x, n) @ w
        ### END SOLUTION


    class Base:
        def step(self, x):
            ### BEGIN SOLUTION
            return 3 * x
            ### END SOLUTION


    class Slow(Base):
        def __init__(self, rate):
            ### BEGIN SOLUTION fill-in
            self.rate = 2 * rate
            ### END SOLUTION
""")
HIDDEN = """
    from autograder.testing import about, assert_close, points

    @points(2)
    def test_windows(submission, reference, rng):
        x = rng.normal(size=9)
        assert_close(submission.windows(x, 3), reference.windows(x, 3))

    @points(2)
    def test_convolve(submission, reference, rng):
        x, w = rng.normal(size=9), rng.normal(size=3)
        assert_close(submission.convolve(x, w), reference.convolve(x, w))

    @points(2)
    def test_correlate(submission, reference, rng):
        submission.using(windows=reference.windows)
        x, w = rng.normal(size=9), rng.normal(size=3)
        assert_close(submission.correlate(x, w), reference.correlate(x, w))

    @points(1)
    @about("Slow.__init__")
    def test_rate(submission, rng):
        assert submission.Slow(3).rate == 6

    @points(2)
    def test_step(submission, rng):
        x = rng.normal(size=4)
        assert_close(submission.Slow(1.0).step(x), 3 * x)
"""


@pytest.fixture(scope="module")
def course(tiny_shared: TinyCourse) -> TinyCourse:
    tiny_shared.assignment(HIDDEN, reference=REFERENCE)
    return tiny_shared


@pytest.fixture(scope="module")
def found(course: TinyCourse) -> Validation:
    (result,) = validate([Course.find(course.root).assignment("tiny")], Silent(), examiners=1)
    return result


def short(result: Validation, kind: str) -> dict[str, Finding]:
    return {f.id: f for f in result.findings if f.kind == kind and not f.good}


def test_what_builds_on_a_region_without_being_about_it_is_told(found: Validation) -> None:
    regions = {region.id: region for region in found.costs.regions}
    assert list(regions) == ["windows", "correlate", "convolve", "Base.step", "Slow.__init__"]
    assert (regions["windows"].lost, regions["windows"].own, regions["windows"].excess) == (4.0, 2.0, 2.0)
    assert regions["windows"].excess_checks == ("convolve",)
    assert regions["convolve"].excess == 0.0
    assert regions["Base.step"].excess == 0.0  # the check calls what a class inherits
    assert list(short(found, "region")) == ["windows"]
    assert "submission.using" in short(found, "region")["windows"].problem


def test_slips_that_cost_most_of_the_points_fall_short(found: Validation) -> None:
    assert found.costs.largest == pytest.approx(4 / 9, abs=1e-6)
    told = short(found, "slip")
    assert set(told) == {slip.place for slip in found.costs.slips if slip.is_much} == {"windows", "_helper"}
    assert "44%" in told["windows"].problem


def charges(course: TinyCourse, toml: str = "", id: str = "declared", hidden: str = HIDDEN) -> Charges:
    course.assignment(hidden, reference=REFERENCE, toml=dedent(toml), id=id)
    assignment: Assignment = Course.find(course.root).assignment(id)
    (checks,) = collect([assignment])
    calls = {"windows": ["windows"], "convolve": ["convolve"], "step": ["Slow", "Slow.step"]}
    return Charges(assignment, checks, calls)


def results(**losing: tuple[str, ...]) -> Mapping[str, SubmissionResult]:
    """The reference, and of each region the checks that leaving it out costs."""
    worth = {"windows": 2.0, "convolve": 2.0, "rate": 1.0, "step": 2.0}

    def result(lost: tuple[str, ...]) -> SubmissionResult:
        made = (
            CheckResult(id, "error" if id in lost else "passed", 0.0 if id in lost else points, points)
            for id, points in worth.items()
        )
        return result_of("x", tuple(made))

    regions = ("windows", "correlate", "convolve", "Base.step", "Slow.__init__")
    named = {f"region:{id}": losing.get(id.replace(".", "_"), ()) for id in regions}
    mutants = {"mutant:a": losing.get("mutant", ())}
    return {name: result(lost) for name, lost in {"reference:reference": (), **named, **mutants}.items()}


EXCEPTION = """
    [charged_more.windows]
    en = "All is made of it."
    ja = "すべての元です。"
"""


def test_an_exception_with_its_reason_is_in_order(tiny: TinyCourse) -> None:
    declared = charges(tiny, EXCEPTION)
    seen = results(windows=("windows", "convolve"), mutant=("windows", "convolve"))
    costs = declared.costs(seen, {"mutant:a": "windows"})
    assert all(finding.good for finding, _ in declared.findings(costs))
    assert (costs.exception, costs.reason) == ("windows", "All is made of it.")
    assert [slip.excepted for slip in costs.slips] == [True]


def test_an_exception_that_is_not_needed_falls_short(tiny: TinyCourse) -> None:
    declared = charges(tiny, EXCEPTION)
    costs = declared.costs(results(windows=("windows",), mutant=("windows",)), {"mutant:a": "windows"})
    (bad,) = [finding for finding, _ in declared.findings(costs) if not finding.good]
    assert "take it out" in bad.problem


def test_what_a_check_is_said_to_be_about_decides(tiny: TinyCourse) -> None:
    declared = charges(tiny)
    costs = declared.costs(results(Slow___init__=("rate", "step")), {})
    (region,) = [region for region in costs.regions if region.id == "Slow.__init__"]
    assert (region.own, region.excess, region.excess_checks) == (1.0, 2.0, ("step",))


def test_about_something_that_is_not_there_falls_short(tiny: TinyCourse) -> None:
    declared = charges(tiny, hidden=HIDDEN.replace('"Slow.__init__"', '"Slow.init"'))
    (bad,) = [finding for finding, _ in declared.findings(declared.costs(results(), {})) if not finding.good]
    assert "'Slow.init'" in bad.problem


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('[charged_more.a]\nen = "x"\nja = "x"\n[charged_more.b]\nen = "x"\nja = "x"', "write one exception"),
        ('[charged_more.a]\nen = "x"', "both languages"),
        ('charged_more = "train"', "write one exception"),
        ('[charged_more.a]\nen = "x"\nja = ""', "'charged_more.a.ja' must be"),
    ],
)
def test_an_exception_that_says_too_little_is_refused(tiny: TinyCourse, toml: str, complaint: str) -> None:
    tiny.assignment(toml=toml)
    with pytest.raises(UsageError, match=complaint):
        Course.find(tiny.root).assignment("tiny")


def test_regions_and_places() -> None:
    regions = regions_of(REFERENCE, Path("reference.py"))
    names = [region.names for region in regions]
    assert names == [("windows",), ("correlate",), ("convolve",), ("Base.step",), ("Slow.__init__",)]
    assert regions[0].text.count("raise NotImplementedError") == 1
    assert "self.rate = ..." in regions[4].text
    functions = functions_of(REFERENCE)
    line = REFERENCE.split("\n").index("        return 3 * x") + 1
    assert place_of(line, functions) == "Base.step"
    assert place_of(1, functions) == ""


@pytest.mark.parametrize(
    ("text", "at_work"),
    [
        ("def f():\n    return g()\n\ndef g():\n    return 1\n", False),
        ("def f():\n    return 1\n\nTABLE = [f() for _ in range(3)]\n", True),
        ("def f():\n    return 1\n\nif __name__ == '__main__':\n    f()\n", False),
        ("def f():\n    return 1\n\ndef g(x=f()):\n    return x\n", True),
        ("def f(g):\n    return g\n\n@f\ndef g():\n    return 1\n", True),
        ("class C:\n    def m(self):\n        return 1\n\nONE = C().m()\n", True),
        ("def f():\n    return 1\n\nclass C:\n    rate = f()\n", True),
        ("import numpy as np\n\nONE = np.ones(3)\n\ndef f():\n    return ONE\n", False),
    ],
)
def test_whether_a_module_is_at_work_while_it_is_read(text: str, at_work: bool) -> None:
    assert is_at_work_on_import(text) is at_work


def test_a_mutant_is_shown_to_the_checks_that_call_its_function(tiny: TinyCourse) -> None:
    reference = """
        def double(x):
            ### BEGIN SOLUTION
            return 2 * x
            ### END SOLUTION


        def quadruple(x):
            ### BEGIN SOLUTION
            return double(x + x)
            ### END SOLUTION
    """
    checks = """
        from autograder.testing import after, points

        @points(1)
        def test_double(submission):
            assert submission.double(3) == 6

        @points(2)
        @after("double")
        def test_quadruple(submission):
            assert submission.quadruple(3) == 12
    """
    tiny.assignment(reference=reference, hidden=checks)
    assignment = Course.find(tiny.root).assignment("tiny")
    infos = next(iter(collect([assignment])))
    calls = {"double": ["double", "quadruple"], "quadruple": ["quadruple"]}
    cases = mutants_in(assignment, calls, infos)
    assert {case.place: case.only for case in cases} == {
        "double": ("double", "quadruple"),
        "quadruple": ("double", "quadruple"),  # it builds on the other
    }
    assert all(case.only == () for case in mutants_in(assignment, {}, infos)), "unknown, so all of them"
    (found,) = validate([assignment], Silent())
    costs = {slip.id: slip.share for slip in found.costs.slips if slip.place == "quadruple"}
    assert costs
    assert all(share == pytest.approx(2 / 3) for share in costs.values())


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("softmax()", {"softmax", "softmax.__init__"}),
        ("Net()", {"Net", "Net.__init__"}),
        ("Net().forward()", {"Net.forward"}),
        ("Net().forward() changed", {"Net.forward"}),
        ("Net().forward() of its own changed", {"Net.forward"}),
        ("Net().layers", {"Net.layers"}),
        ("Net().layers[…].forward()", {"Affine.forward"}),
        ("add(Net())", {"Net.__add__", "Net.__radd__"}),
        ("Affine.forward()", {"Affine.forward"}),
        ("abs(1)", set()),
        ("using(windows)", set()),
    ],
)
def test_the_functions_that_a_check_calls_are_read_from_its_trace(label: str, names: set[str]) -> None:
    objects = {"Net()": ("Net", "Net()"), "Net().layers[…]": ("Affine", "Net().layers[…]")}
    trace = CheckTrace((Event(label, 1.0, None),), "", "", 0.0, 0, None, None, objects=objects)
    known = {"Net", "Net.__init__", "Net.layers[…]"}  # from the objects
    assert set(called_in([trace])) - known == names - known


def test_figures_of_slips() -> None:
    assert figures(()) is None
    assert figures(tuple(SlipCost(str(n), "", n / 10) for n in range(1, 11))) == (0.55, 0.9, 1.0)
