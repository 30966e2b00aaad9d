"""Functions of the examiner, called from the submission."""

import textwrap
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox import CallTimeout, SubmissionError, WorkerCrashed

Examine = Callable[..., Any]

SOURCE = """\
import numpy as np
def apply(f, *args, **kwargs): return f(*args, **kwargs)
def gradient(f, x, h=1e-4):
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        keep = x[i]
        x[i] = keep + h; up = f(x)
        x[i] = keep - h; down = f(x)
        x[i] = keep
        grad[i] = (up - down) / (2 * h)
    return grad
def gradient_of_a_copy(f, x): return gradient(f, x.copy())
def moves(f, x):
    x[0] += 1
    return f(x)
def swallow(f):
    try: f()
    except Exception: return "swallowed"
def catch_value_error(f):
    try: f()
    except ValueError as error: return str(error)
def wrap(f):
    try: f()
    except Exception as error: raise KeyError("other") from error
def forever(f):
    while True: f()
class Keeper:
    def __init__(self, f): self.f = f
    def call(self, x): return self.f(x)
def same(a, b): return a is b
def in_thread(f):
    import threading
    seen = []
    def target():
        try: f()
        except Exception as error: seen.append(type(error).__name__)
    thread = threading.Thread(target=target); thread.start(); thread.join()
    return seen
"""


@pytest.fixture
def examinee(examine: Examine) -> Any:
    return examine(SOURCE)


@pytest.fixture
def work(examinee: Any) -> Any:
    return examinee.submission


def test_arguments_and_results_travel(work: Any) -> None:
    assert work.apply(lambda a, *, b: (a, b, [a]), 1, b=np.float32(2)) == (1, 2, [1])


def test_ufuncs_partials_and_bound_methods_are_functions(work: Any) -> None:
    assert work.apply(np.tanh, np.zeros(2)).tolist() == [0, 0]
    assert work.apply([1, 2].index, 2) == 1


def test_a_numerical_gradient_of_the_examiners_function(examinee: Any) -> None:
    calls = []
    x = np.arange(6.0).reshape(2, 3)
    grad = examinee.submission.gradient(lambda v: calls.append(1) or float((v**2).sum()), x)
    assert np.allclose(grad, 2 * np.arange(6.0).reshape(2, 3))
    assert np.array_equal(x, np.arange(6.0).reshape(2, 3))
    assert len(calls) == examinee.end_check().callbacks == 12


def test_the_argument_is_the_callers_array_and_has_the_change_of_the_moment(work: Any) -> None:
    x, seen = np.zeros(2), []
    work.gradient(lambda v: seen.append((v is x, x.tolist())) or 0.0, x, 1.0)
    assert seen[0] == (True, [1.0, 0.0])
    assert seen[3] == (True, [0.0, -1.0])


@pytest.mark.parametrize("function", ["gradient", "gradient_of_a_copy"])
def test_what_was_moved_and_put_back_has_not_changed(examinee: Any, function: str) -> None:
    """Nor has the submission's own array, which the caller never held: both ways leave the same trace."""
    getattr(examinee.submission, function)(lambda v: float((v**2).sum()), np.ones(2))
    assert [event.label for event in examinee.end_check().events] == [f"{function}()"]


def test_what_is_lent_looks_at_is_no_part_of_what_the_check_saw(examine: Examine) -> None:
    """A training with a gradient that is lent would leave every parameter of every step behind."""
    source = """
        import numpy as np
        class Net:
            def __init__(self): self.w = np.ones(1000)
            def slope(self): raise NotImplementedError
            def fit(self):
                for _ in range(50): self.w = self.w - 0.1 * self.slope()
                return self.w.sum()
    """
    examinee = examine(textwrap.dedent(source))
    examinee.begin_check()
    examinee.submission.using(**{"Net.slope": lambda net: 2 * np.asarray(net.w)})
    assert examinee.submission.Net().fit() == pytest.approx(1000 * 0.8**50)
    trace = examinee.end_check()
    assert trace.events[-1].label.endswith("fit()")
    assert trace.callbacks == 50
    assert sum(np.size(event.value) for event in trace.events) < 1000


def test_what_was_moved_before_the_last_call_back_has_changed(examinee: Any) -> None:
    examinee.submission.moves(lambda v: 0.0, np.ones(2))
    assert [event.label for event in examinee.end_check().events] == ["moves() changed", "moves()"]


def test_a_call_back_may_change_its_argument(work: Any) -> None:
    def fill(a: np.ndarray) -> None:
        a[...] = 4

    x = np.zeros(2)
    work.apply(fill, x)
    assert x.tolist() == [4, 4]


def test_call_backs_nest(work: Any) -> None:
    def down(n: int) -> int:
        return 0 if n == 0 else work.apply(down, n - 1) + 1

    assert work.apply(down, 8) == 8


def test_nesting_is_bounded(examine: Examine) -> None:
    examinee = examine(SOURCE)

    def down(n: int) -> int:
        return int(examinee.submission.apply(down, n + 1))

    with pytest.raises(WorkerCrashed):
        examinee.submission.apply(down, 0)
    assert examinee.end_check().ended == "crashed"


def test_an_exception_comes_out_as_the_same_object(work: Any) -> None:
    problem = ValueError("mine")

    def fail() -> None:
        raise problem

    with pytest.raises(ValueError, match="mine") as caught:
        work.apply(fail)
    assert caught.value is problem


def test_the_submission_may_catch_it_by_its_type(work: Any) -> None:
    def fail() -> None:
        raise ValueError("mine")

    assert work.catch_value_error(fail) == "mine"
    assert work.swallow(fail) == "swallowed"


def test_another_exception_in_its_place_is_the_submissions(work: Any) -> None:
    def fail() -> None:
        raise ValueError("mine")

    with pytest.raises(KeyError) as caught:
        work.wrap(fail)
    assert isinstance(caught.value, SubmissionError)


@pytest.mark.parametrize("function", ["apply", "swallow"])
def test_what_is_no_exception_cannot_be_swallowed(work: Any, function: str) -> None:
    def fail() -> None:
        pytest.fail("the check has decided")

    with pytest.raises(pytest.fail.Exception, match="has decided"):
        getattr(work, function)(fail)
    assert work.apply(abs, -1) == 1


def test_an_error_of_the_submission_inside_a_call_back_comes_through(work: Any) -> None:
    with pytest.raises(SubmissionError, match="not callable"):
        work.apply(lambda: work.apply(lambda: work.apply(7)))


def test_time_in_call_backs_is_not_the_submissions(examine: Examine) -> None:
    examinee = examine(SOURCE, call_seconds=0.4, wall_factor=1)
    assert examinee.submission.apply(lambda: time.sleep(0.6)) is None


def test_calling_for_ever_is_a_timeout(examine: Examine) -> None:
    with pytest.raises(CallTimeout):
        examine(SOURCE, call_seconds=0.2, wall_factor=50).submission.forever(lambda: None)


def test_a_kept_function_is_the_same_one_when_it_comes_back(work: Any) -> None:
    def double(x: int) -> int:
        return 2 * x

    keeper = work.Keeper(double)
    assert keeper.call(4) == 8
    assert keeper.f is double
    assert work.same(double, keeper.f) is True


def test_objects_of_the_submission_arrive_as_themselves(work: Any) -> None:
    keeper = work.Keeper(abs)
    assert work.same(keeper, keeper) is True
    assert work.apply(lambda k: k is keeper, keeper) is True


def test_only_the_main_thread_may_call(work: Any) -> None:
    assert work.in_thread(lambda: 1) == ["RuntimeError"]


@pytest.mark.parametrize(
    "value", [np, int, object(), np.array(["text"]), open], ids=["module", "class", "object", "text", "io"]
)
def test_what_cannot_be_handed_over_is_the_authors_mistake(examinee: Any, value: Any) -> None:
    if value is open:
        assert examinee.submission.same(value, value) is True
        return
    with pytest.raises(TypeError, match="hidden test hands over") as caught:
        examinee.submission.same(value, 1)
    assert not isinstance(caught.value, SubmissionError)
    assert examinee.submission.same(1, 1) is True
    assert examinee.end_check().ended is None


def test_a_result_that_cannot_be_handed_over_is_the_authors_mistake(work: Any) -> None:
    with pytest.raises(TypeError, match="hidden test hands over"):
        work.apply(lambda: np)
    assert work.apply(lambda: 1) == 1
