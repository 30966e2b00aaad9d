"""What a submission passes is confirmed by a second draw, which nobody can foresee."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_course import TinyCourse, check, without_times

from autograder.grading.examiner.confirmation import FEWEST, SHARE, drawn_by_lot
from autograder.grading.results import SubmissionResult
from autograder.grading.seeds import lot, seed_for

REFERENCE = """
    def double(x):
        return 2 * x

    def triple(x):
        return 3 * x

    def add(x, y):
        return x + y
"""
HIDDEN = """
    import numpy as np
    import pytest
    from autograder.testing import after, assert_close, points

    @points(2)
    def test_double(submission, rng):
        x = rng.integers(10**6)
        assert_close(submission.double(x), 2 * x)

    @points(3)
    @after(test_double)
    def test_triple(submission, rng):
        x = rng.integers(10**6)
        assert_close(submission.triple(x), 3 * x)

    @points(4)
    @pytest.mark.parametrize("scale", [1, 10, 100])
    def test_add(submission, rng, scale):
        x, y = rng.normal(0, scale, (2, 3))
        assert_close(submission.add(x, y), x + y)

    @points(1)
    def test_fixed(submission):
        assert_close(submission.double(3), 6)
"""
# Learns the inputs of the first draw from itself, as a student does from reports: an exception says them.
ASKS = """
def double(x): raise ValueError(f"<{int(x)}>")
def triple(x): raise ValueError(f"<{int(x)}>")
def add(x, y): raise ValueError(f"<{x.tolist()!r}>")
"""


@pytest.fixture
def course(tiny: TinyCourse) -> TinyCourse:
    return tiny.assignment(HIDDEN, reference=REFERENCE)


def asked(result: SubmissionResult, name: str) -> str:
    message = check(result, name).message.en
    return message[message.index("<") + 1 : message.index(">")]


def kinds(result: SubmissionResult) -> list[str]:
    return [a.kind for a in result.attention]


def test_right_code_keeps_everything(course: TinyCourse) -> None:
    course.hand_in(**{f"s{n}": f"{dedented(REFERENCE)}\n# {n}\n" for n in range(8)})
    assert [(s.score, s.attention) for s in course.grade().submissions] == [(10, ())] * 8


def dedented(text: str) -> str:
    from textwrap import dedent

    return dedent(text)


def table_for(course: TinyCourse) -> str:
    """A submission that answers `double` from a table, for the input that every submission gets, and nothing else."""
    x = asked(course.grade_one(ASKS), "double")
    return f"def double(x):\n    return {{{x}: 2 * {x}, 3: 6}}.get(x, 0)\n"


def test_a_table_is_not_confirmed_whatever_the_comment(course: TinyCourse) -> None:
    table = table_for(course)
    course.hand_in(**{f"s{n}": f"{table}# {n}\n" for n in range(20)})
    for result in course.grade().submissions:
        assert kinds(result) == ["not_confirmed"]
        assert (check(result, "double").outcome, check(result, "fixed").outcome) == ("failed", "passed")
        assert result.score == 1


def test_what_is_said_to_whom(course: TinyCourse) -> None:
    result = course.grade_one(table_for(course))
    (attention,) = result.attention
    assert "look at its code" in attention.text.en
    assert attention.text.en != attention.text.ja
    double = check(result, "double")
    assert "not with others" in double.message.en
    assert "expected" in double.message.en
    assert "expected" not in double.told.en
    assert result.needs_a_person
    assert double.diagnosis is None


def test_a_regrade_and_other_executors_say_the_same(course: TinyCourse) -> None:
    table = table_for(course)
    course.hand_in(**{f"s{n}": f"{table}# {n}\n" for n in range(4)}, right=dedented(REFERENCE), asks=ASKS)
    one, two = course.grade(fresh=True, jobs=1), course.grade(fresh=True, jobs=2)
    assert without_times(one) == without_times(two)
    assert without_times(course.grade()) == without_times(two)  # from the journal


def test_all_parameters_of_a_check_are_confirmed_together(course: TinyCourse) -> None:
    """The last parameter set alone is answered from a table."""
    probe = "def add(x, y):\n    if abs(x).max() < 25:\n        return x + y\n    raise ValueError(f'<{x.tolist()}>')\n"
    first = asked(course.grade_one(probe), "add")
    table = f"import numpy as np\ndef add(x, y):\n    known = abs(x).max() < 25 or x.tolist() == {first}\n"
    result = course.grade_one(table + "    return x + y if known else x\n")
    assert check(result, "add").outcome == "failed"
    assert kinds(result) == ["not_confirmed"]


def test_what_builds_on_an_unconfirmed_check_is_not_run(course: TinyCourse) -> None:
    text = table_for(course) + "def triple(x):\n    return 3 * x\n"
    tries = (course.grade_one(f"{text}# {n}\n") for n in range(20))  # until the lot falls on what is from the table
    result = next(result for result in tries if result.attention)
    assert check(result, "double").outcome == "failed"
    assert check(result, "triple").outcome == "skipped"
    assert result.score == 1


def test_the_reference_must_pass_the_same_draw(tiny: TinyCourse) -> None:
    """An unlucky draw, on which the reference fails as well, is held against nobody."""
    hidden = """
        from autograder.testing import points

        @points(1)
        def test_often(submission, reference, rng):
            x = rng.random()
            assert x < reference.LIMIT and submission.same(x) == x

        @points(1)
        def test_other(submission, rng):
            x = rng.random()
            assert submission.same(x) == x
    """
    right = "def same(x):\n    return x\n"
    first = tiny.assignment(
        "from autograder.testing import points\n\n@points(1)\ndef test_often(submission, rng):\n"
        '    raise AssertionError(f"<{rng.random()!r}>")\n',
        reference=right,
    ).grade_one(right)
    limit = float(asked(first, "often")) + 1e-9  # the reference passes the first draw, and many a later one fails
    tiny.assignment(hidden, reference=f"LIMIT = {limit}\n{right}")
    tiny.hand_in(**{f"s{n}": f"{right}# {n}\n" for n in range(8)})
    assert [(s.score, s.attention) for s in tiny.grade().submissions] == [(2, ())] * 8


def test_what_a_submission_has_kept_is_not_held_against_it(course: TinyCourse) -> None:
    """It is run anew, from the start, before anything is said."""
    once = "seen = set()\ndef double(x):\n    assert len(seen) < 3\n    seen.add(x)\n    return 2 * x\n"
    result = course.grade_one(once)
    assert (check(result, "double").outcome, result.attention) == ("passed", ())


def test_errors_at_the_top_level_are_told_once(course: TinyCourse) -> None:
    result = course.grade_one(table_for(course) + "1 / 0\n")
    assert sum("ZeroDivisionError" in note.en for note in result.notes) == 1


def test_names_and_groups_come_from_the_common_draw(course: TinyCourse) -> None:
    """Equal behaviour, different text: the same group."""
    wrong = "def double(x):\n    return 2 * x + 1\ndef add(x, y):\n    return x + y\n"
    course.hand_in(a=f"{wrong}# a\n", b=f"{wrong}# b\n")
    a, b = course.grade(fresh=True).submissions
    assert check(a, "double").trace_digest == check(b, "double").trace_digest != ""
    assert check(a, "double").message.en == check(b, "double").message.en


WORDS = st.text(max_size=20)
POINTS = st.dictionaries(WORDS, st.sampled_from([0.5, 1.0, 3.0]), min_size=1, max_size=12)


@given(POINTS, WORDS, WORDS)
def test_enough_is_confirmed_and_who_owes_all_to_a_table_is_found(
    passed: dict[str, float], secret: str, digest: str
) -> None:
    chosen = drawn_by_lot(passed, "a", secret, digest)
    assert chosen == drawn_by_lot(dict(reversed(passed.items())), "a", secret, digest)
    assert sum(passed[c] for c in chosen) >= SHARE * sum(passed.values())
    assert len(set(chosen)) == len(chosen) >= min(FEWEST, len(passed))


@given(WORDS, WORDS, WORDS, WORDS)
def test_the_second_draw_is_another_for_every_submission(item: str, secret: str, one: str, other: str) -> None:
    seeds = {seed_for("a", item, secret, draw) for draw in {"", one, other}}
    assert len(seeds) == len({"", one, other})
    assert 0 <= lot("a", item, secret, one) < 1
