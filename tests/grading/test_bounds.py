"""What a submission causes in the examiner is bounded and charged to it: its neighbours get what they earn."""

from textwrap import dedent

import pytest
from tiny_course import TinyCourse, by_id

from autograder.grading.results import SubmissionResult

LIMITS = """
[limits]
examiner_seconds = 1.0
idle_seconds = 1.0
call_seconds = 5
submission_seconds = 10
memory_mb = 700
"""
HIDDEN = '''
    import functools
    import resource
    from pathlib import Path

    import numpy as np
    from autograder.testing import assert_close, points

    def noting(test):
        """Write down how much memory the examiner has had at most."""
        @functools.wraps(test)
        def noted(*args, **kwargs):
            try:
                test(*args, **kwargs)
            finally:
                with Path(__file__).with_name("peaks").open("a") as peaks:
                    peaks.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}\\n")
        return noted

    @points(2)
    @noting
    def test_double(submission):
        assert submission.double(3) == 6

    @points(2)
    @noting
    def test_apply(submission, rng):
        x = rng.normal(size=(20, 30))
        assert_close(submission.apply(lambda value: 1.0, x), 2 * x)

    @points(1)
    @noting
    def test_counter(submission):
        assert sum(submission.Counter()) == 6

    @points(1)
    @noting
    def test_table(submission):
        assert_close(submission.table(), {"a": np.ones(3), "b": [1.0, 2.0]})

    @points(1)
    @noting
    def test_length(submission):
        assert [0.0] * len(submission.Counter()) == [0.0] * 3

    @points(1)
    @noting
    def test_names(submission):
        assert "double" in dir(submission)
'''
RIGHT = """\
import numpy as np
def double(x):
    return 2 * x
def apply(f, x):
    f(x)
    return 2 * x
class Counter:
    def __iter__(self):
        return iter([1, 2, 3])
    def __len__(self):
        return 3
def table():
    return {"a": np.ones(3), "b": np.array([1.0, 2.0])}
"""
REFERENCE = '"""Everything."""\n### BEGIN SOLUTION\n' + RIGHT + "### END SOLUTION\n"

ATTACKS = {
    "lists_that_are_known": """
        def apply(f, x):
            value = 0.0
            for _ in range(4):
                value = [value] * 1000
                f(value)
            return value
    """,
    "dicts_that_are_known": """
        def apply(f, x):
            value = {0: 0.0}
            for _ in range(4):
                value = {i: value for i in range(500)}
                f(value)
            return value
    """,
    "tuples_of_lists_that_are_known": """
        def apply(f, x):
            value = [0.0] * 100
            for _ in range(5):
                value = [(value, value, value)] * 100
                f(value)
            return value
    """,
    "lists_that_grow_afterwards": """
        def apply(f, x):
            inner = [[] for _ in range(5)]
            for one, other in zip(inner, inner[1:]):
                one[:] = [other] * 1000
            f(inner)
            inner[-1][:] = [0.0] * 1000
            f(inner)
            return inner
    """,
    "a_long_list_again_and_again": """
        def apply(f, x):
            value = [0] * 3_800_000
            while True:
                f(value)
    """,
    "the_same_long_list_many_times": """
        def apply(f, x):
            value = [0] * 1_000_000
            f(value)
            return [value] * 100_000
    """,
    "huge_arrays_of_a_wrong_shape": """
        def double(x): return np.ones(60_000_000)
        def apply(f, x): return np.ones((6_000_000, 10))
        def table(): return {"a": np.ones(60_000_000), "b": 1.0}
    """,
    "large_arrays_of_a_wrong_shape": """
        def double(x): return np.ones(7_000_000)
        def apply(f, x): return np.ones((2_650_000, 3), bool)
        def table(): return {"a": np.ones((8, 1_000_000), np.float32), "b": 1.0}
    """,
    "fresh_arrays_for_a_call_back": """
        def apply(f, x):
            for _ in range(100):
                f(np.ones(2_000_000))
    """,
    "an_array_a_million_times": """
        def apply(f, x):
            value = np.ones(1_000_000)
            while True:
                value[0] += 1
                f(value)
    """,
    "a_call_back_without_end": """
        def apply(f, x):
            while True:
                f(0)
    """,
    "an_iterator_without_end": """
        class Counter:
            def __iter__(self):
                while True:
                    yield 1
    """,
    "an_iterator_of_lists": """
        class Counter:
            def __iter__(self):
                while True:
                    yield [[1.0] * 1000] * 1000
    """,
    "items_without_end": """
        class Counter:
            def __getitem__(self, index):
                return index
    """,
    "a_length_beyond_memory": """
        class Counter:
            def __len__(self):
                return 1 << 40
    """,
    "rows_of_nothing": """
        def apply(f, x): return np.empty((1 << 40, 0))
        def table(): return {"a": np.empty((0, 1 << 40)), "b": 1.0}
    """,
    "a_view_larger_than_memory": """
        def apply(f, x): return np.broadcast_to(np.float64(1), (1 << 20, 1 << 20))
    """,
    "one_long_text_among_many": """
        def table(): return {"a": ["x" * 1_000_000] + ["y"] * 100_000, "b": 1.0}
        def apply(f, x): return [["x" * 2_000_000]] + [["y"]] * 100_000
    """,
    "bytes_many_times": """
        def apply(f, x):
            value = bytes(3_000_000)
            return [value] * 500_000
    """,
    "sets_many_times": """
        def table():
            value = frozenset(range(100_000))
            return {"a": [value] * 100_000, "b": [{1.5 * i for i in range(100_000)}] * 1000}
    """,
    "huge_integers": """
        def double(x): return 1 << 30_000
        def table(): return {"a": [1 << 30_000] * 100_000, "b": [-(1 << 1023)] * 2}
    """,
    "errors_of_megabytes": """
        def double(x): raise ValueError("x" * 50_000_000)
        def table(): raise type("E" * 1_000_000, (Exception,), {})("y" * 1_000_000)
    """,
    "output_without_end": """
        def double(x):
            while True: print("x" * 1_000_000)
    """,
    "names_by_the_million": """
        for i in range(1_000_000): globals()[f"name_{i}"] = i
    """,
    "thousands_of_errors_at_the_top": "\n" + "1 / 0\n" * 3000,
    "sleeps_in_every_call": """
        import time
        def double(x): time.sleep(24)
        def apply(f, x): time.sleep(24)
        def table(): time.sleep(24)
    """,
}
HARMLESS = {"names_by_the_million", "thousands_of_errors_at_the_top"}  # the file is right, or all but one check passes
MOST_MB = 1000


@pytest.fixture(scope="module")
def graded(tiny_shared: TinyCourse) -> dict[str, SubmissionResult]:
    """All of them in one class, with honest neighbours before, between and after."""
    tiny_shared.assignment(HIDDEN, toml=LIMITS, reference=REFERENCE)
    texts = {name: RIGHT + dedent(text) for name, text in ATTACKS.items()}
    honest = {f"{name}_neighbour": RIGHT + f"# {name}\n" for name in ATTACKS}
    tiny_shared.hand_in(aaa=RIGHT, zzz=RIGHT + "# the last\n", **texts, **honest)
    return by_id(tiny_shared.grade(jobs=2))


@pytest.mark.parametrize("name", ATTACKS)
def test_it_gets_a_result_of_its_own(graded: dict[str, SubmissionResult], name: str) -> None:
    result = graded[name]
    assert result.status == "graded"
    assert {c.outcome for c in result.checks} <= {"passed", "failed", "error", "timeout", "crashed"}
    assert name in HARMLESS or result.score < result.max_score
    assert all(len(c.message.en) < 10_000 for c in result.checks)
    assert len(result.notes) <= 21


def test_the_neighbours_get_what_they_earn(graded: dict[str, SubmissionResult]) -> None:
    honest = [r for r in graded.values() if r.id not in ATTACKS]
    assert len(honest) == len(ATTACKS) + 2
    assert {(r.id, r.status, r.score) for r in honest if r.score != r.max_score} == set()


def test_the_examiner_stays_small(graded: dict[str, SubmissionResult], tiny_shared: TinyCourse) -> None:
    peaks = (tiny_shared.root / "assignments/tiny/peaks").read_text().split()
    assert len(peaks) > len(graded)
    assert max(map(int, peaks)) < MOST_MB


def test_who_sleeps_is_waited_for_once(graded: dict[str, SubmissionResult]) -> None:
    """Not in every call anew."""
    outcomes = {c.id: c.outcome for c in graded["sleeps_in_every_call"].checks}
    assert outcomes["double"] == outcomes["apply"] == outcomes["table"] == "timeout"


def test_what_cannot_be_broken_off_ends_with_its_examiner(tiny: TinyCourse) -> None:
    """One call into C hears no signal of Python's. It is the submission's time, and no fault."""
    tiny.assignment(
        """
        from autograder.testing import points

        @points(1)
        def test_sum(submission):
            assert sum(range(submission.count())) == 45
        """,
        toml=LIMITS,
        reference="def count():\n    return 10\n",
    )
    tiny.hand_in(a="def count():\n    return 10\n", b="def count():\n    return 10**15\n", c="def count(): return 10\n")
    graded = by_id(tiny.grade(jobs=1))
    assert {name: (r.status, r.score, r.checks[0].outcome) for name, r in graded.items()} == {
        "a": ("graded", 1.0, "passed"),
        "b": ("graded", 0.0, "timeout"),
        "c": ("graded", 1.0, "passed"),
    }
