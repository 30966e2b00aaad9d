"""pytest's fixtures, marks and parametrisation, in an examiner that runs the same items again and again."""

import pytest
from tiny_course import RIGHT, WRONG, TinyCourse, by_id, check

HIDDEN = """
    import pytest

    LIVING = []

    @pytest.fixture
    def drawn(rng):
        return rng.normal()

    @pytest.fixture(scope="module")
    def opened():
        LIVING.append("opened")
        yield LIVING
        LIVING.remove("opened")

    @pytest.fixture
    def reference():
        return "the author's own"

    @pytest.fixture
    def breaks_at_the_end():
        yield
        raise RuntimeError("in a tear-down")

    def test_one_generator_for_all(submission, rng, drawn):
        assert rng.normal() != drawn, "it would be the first draw again"

    def test_same_draw_every_time(submission, rng):
        assert rng.integers(1 << 62) == {draw}, "another draw"

    def test_own_fixture_of_that_name(submission, reference):
        assert reference == "the author's own"

    def test_module_fixture(submission, opened):
        assert opened == ["opened"], "set up twice"
        assert submission.double(2) == 4

    @pytest.mark.parametrize("x", [1, 2])
    def test_parameters(submission, opened, x, request):
        assert request.node.name.endswith(f"[{{x}}]")
        assert opened == ["opened"] and submission.double(x) == 2 * x, "double(x)"

    def test_tear_down(submission, breaks_at_the_end):
        assert submission.double(1) == 2

    @pytest.mark.skip(reason="not yet")
    def test_skipped(submission):
        raise AssertionError

    def test_after_all(submission):
        assert submission.double(2) == 4
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory):
    import numpy as np

    from autograder.grading.seeds import seed_for

    course = TinyCourse(tmp_path_factory.mktemp("fixtures") / "course")
    draw = np.random.default_rng(seed_for("tiny", "test_same_draw_every_time", "")).integers(1 << 62)
    course.assignment(HIDDEN.format(draw=draw))
    course.hand_in(a=RIGHT, b=WRONG, c=RIGHT + "# another\n", d="raise SystemExit\n" + RIGHT)
    return by_id(course.grade(jobs=2))


@pytest.mark.parametrize("student", "acd")
@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("one_generator_for_all", "passed"),
        ("same_draw_every_time", "passed"),
        ("own_fixture_of_that_name", "passed"),
        ("module_fixture", "passed"),
        ("parameters", "passed"),
        ("tear_down", "fault"),  # it does so for the reference as well
        ("skipped", "skipped"),
        ("after_all", "passed"),
    ],
)
def test_every_submission_meets_them_afresh(results, student: str, name: str, outcome: str) -> None:
    assert check(results[student], name).outcome == outcome, check(results[student], name).message


@pytest.mark.parametrize(("name", "outcome"), [("module_fixture", "failed"), ("parameters", "failed")])
def test_a_wrong_one_fails_where_it_is_wrong(results, name: str, outcome: str) -> None:
    assert check(results["b"], name).outcome == outcome


THREADED = """
    import threading

    threading.Thread(target=threading.Event().wait, daemon=True).start()

    def test_double(submission):
        assert submission.double(2) == 4
"""
CAPTURING = """
    def test_double(submission, capsys):
        print(submission.double(2))
        assert capsys.readouterr().out == "4\\n", "printed by the test itself"
"""


@pytest.mark.parametrize("hidden", [THREADED, CAPTURING], ids=["threaded", "capturing"])
def test_tests_with_threads_or_capturing_are_examined_side_by_side(tiny: TinyCourse, hidden: str) -> None:
    tiny.assignment(hidden)
    tiny.hand_in(a=RIGHT, b=WRONG, c=RIGHT + "# another\n")
    graded = by_id(tiny.grade(jobs=3))
    assert {id: check(s, "double").outcome for id, s in graded.items()} == {"a": "passed", "b": "failed", "c": "passed"}
