"""pytest's fixtures, marks and parametrisation, in an examiner that runs the same items again and again."""

import os

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
    draw = np.random.default_rng(seed_for("tiny", "test_same_draw_every_time", os.environ["KADAI_SECRET"])).integers(
        1 << 62
    )
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
    assert check(results[student], name).outcome == outcome, check(results[student], name).message.en


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


ORDINARY = """
    import logging, os, sys, warnings
    import pytest

    STATE = {"one": 1}

    def test_tmp_path(submission, tmp_path):
        assert not list(tmp_path.iterdir())
        (tmp_path / "x").write_text(str(submission.double(2)))
        assert (tmp_path / "x").read_text() == "4"

    def test_tmp_path_factory(submission, tmp_path_factory, tmpdir):
        assert tmp_path_factory.mktemp("a").is_dir() and tmpdir.check(dir=True)

    def test_recwarn(submission, recwarn):
        warnings.warn("old", DeprecationWarning)
        with pytest.warns(UserWarning):
            warnings.warn("mine")
        assert [str(w.message) for w in recwarn] == ["old"]

    def test_caplog(submission, caplog):
        logging.getLogger("x").warning("told %d", submission.double(1))
        assert caplog.messages == ["told 2"]

    @pytest.mark.parametrize("stream", ["sys", "fd"])
    def test_capturing(submission, request, stream):
        capture = request.getfixturevalue(f"cap{stream}")
        print("printed")
        assert capture.readouterr().out == "printed\\n"

    def test_request_and_config(submission, request, pytestconfig):
        assert request.config is pytestconfig and request.node.name == "test_request_and_config"
        request.addfinalizer(lambda: STATE.update(one=1))
        STATE["one"] = 2

    def test_after_the_finalizer(submission):
        assert STATE == {"one": 1}

    def test_monkeypatch(submission, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("KADAI_TRIED", "1")
        monkeypatch.setitem(STATE, "one", 3)
        monkeypatch.syspath_prepend(tmp_path)
        assert os.getcwd() == str(tmp_path.resolve())

    def test_after_monkeypatch(submission):
        assert STATE == {"one": 1} and "KADAI_TRIED" not in os.environ

    def test_records(submission, record_property, record_testsuite_property, doctest_namespace):
        record_property("n", 1)

    def test_subtests(submission, subtests):
        for n in range(3):
            with subtests.test(n=n):
                assert submission.double(n) == 2 * n, f"double({n})"
"""


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory):
    course = TinyCourse(tmp_path_factory.mktemp("ordinary") / "course").assignment(ORDINARY)
    course.hand_in(a=RIGHT, b=RIGHT + "# another\n", c="def double(x):\n    return 2 * x if x < 2 else 5\n")
    return by_id(course.grade(jobs=1))


@pytest.mark.parametrize("student", "ab")
def test_pytests_own_fixtures_work(ordinary, student: str) -> None:
    assert {c.id: c.message.en for c in ordinary[student].checks if c.outcome != "passed"} == {}


def test_a_failed_subtest_fails_the_check(ordinary) -> None:
    assert "double(2)" in check(ordinary["c"], "subtests").message.en
    assert check(ordinary["c"], "subtests").outcome == "failed"
