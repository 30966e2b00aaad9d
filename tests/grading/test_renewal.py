"""An examiner that a submission has changed grades nobody else."""

import random
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tiny_course import REFERENCE, RIGHT, TinyCourse, by_id

from autograder.grading.examiner.state import State, loaded_from
from autograder.grading.results import Report

KEPT = """
import functools, random, types, warnings
import numpy as np

NUMBERS = [1, 2]
TABLE = {"a": [1]}
ARRAY = np.arange(6.0).reshape(2, 3)
VIEW = ARRAY.T[1:]
MANY = np.zeros((1024, 2048))
OBJECTS = np.array([[1], None], dtype=object)
GENERATOR = np.random.default_rng(0)
LEGACY = np.random.RandomState(0)
DICE = random.Random(0)
BYTES = bytearray(b"abc")
COUNT = 0

class Thing:
    shared = []
    __slots__ = ("part", "__dict__")

THING = Thing()
THING.part, THING.x = [], {"y": 1}
PLAIN = types.SimpleNamespace(x=1)

@functools.cache
def expected(n):
    return [n]

@functools.lru_cache(1)
def last(n):
    return [n]

expected(1), last(1)

def default(x=[1], *, y=2):
    return x

def counter():
    n = [0]
    def count():
        return n
    return count

COUNTER = counter()
"""
CHANGES = [
    "NUMBERS.append(3)",
    "NUMBERS.pop()",
    "TABLE['a'][0] = 2",
    "TABLE['b'] = 1",
    "COUNT += 1",
    "NEW = 1",
    "del COUNT",
    "ARRAY *= 1.5",
    "ARRAY.shape = (3, 2)",
    "VIEW[0, 0] = 9.0",
    "ARRAY[0] = ARRAY[0, ::-1].copy()",
    "MANY += 1.0",
    "OBJECTS[0].append(2)",
    "OBJECTS[1] = 1",
    "GENERATOR.random()",
    "LEGACY.normal()",
    "DICE.random()",
    "BYTES[0] = 0",
    "Thing.shared.append(1)",
    "Thing.method = len",
    "THING.part.append(1)",
    "THING.x['y'] = 2",
    "PLAIN.x = 2",
    "expected(2)",
    "expected(1).append(0)",
    "expected.cache_clear()",
    "last(2)",
    "last(1).append(0)",
    "default.__defaults__[0].append(2)",
    "default.__kwdefaults__['y'] = 3",
    "default.seen = True",
    "default.__code__ = counter.__code__",
    "COUNTER().append(1)",
    "np.seterr(divide='raise')",
    "warnings.filters.insert(0, ('error', None, Warning, None, 0))",
    "import os; os.environ['KADAI_TEST'] = '1'",
    "import sys; sys.path.append('/nowhere')",
]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """A module that keeps things, loaded anew; what a change does beside it is undone."""
    module = types.ModuleType("kept")
    exec(KEPT, vars(module))
    monkeypatch.delenv("KADAI_TEST", raising=False)
    monkeypatch.setattr(sys, "path", sys.path[:])
    with np.errstate(), warnings.catch_warnings():
        yield module


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(kept: types.ModuleType, change: str) -> None:
    state = State([kept])
    assert not state.changed()
    exec(change, vars(kept))
    assert state.changed()


@pytest.mark.parametrize("use", ["expected(1)", "last(1)", "THING.x['y'], ARRAY.sum()", "NUMBERS[0] = 1", "COUNT = 0"])
def test_use_is_no_change(kept: types.ModuleType, use: str) -> None:
    state = State([kept])
    exec(use, vars(kept))
    assert not state.changed()


def test_the_first_warning_of_a_module_is_no_change(kept: types.ModuleType) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("default")
        state = State([kept])
        exec("warnings.warn('overflow', RuntimeWarning)", vars(kept))
        assert told
        assert not state.changed()


STATEFUL = """
    import functools, os
    from pathlib import Path
    import pytest
    from autograder.testing import points
    from beside import FACTS

    NUMBERS = [1, 2]

    @functools.cache
    def expected(n):
        return [n]

    @pytest.fixture(scope="module")
    def data():
        return [0]

    @points(1)
    def test_double(submission, data):
        with Path({log!r}).open("a") as log:
            print(os.getpid(), expected(1), NUMBERS, FACTS, data, file=log)
        if submission.vandal:
            {change}
        assert submission.double(3) == 6

    def test_zero(submission, data):
        assert submission.double(0) == 0
"""


def course_with(tiny: TinyCourse, change: str, before: str = "") -> Path:
    log = tiny.root / "log"
    reference = REFERENCE + "\n    vandal = False\n"
    tiny.assignment(STATEFUL.format(log=str(log), change=change), reference=reference)
    tiny.write("assignments/tiny/beside.py", f"{before}\nFACTS = {{'pi': 3.14}}\n")
    tiny.hand_in(a="vandal = False\n" + RIGHT, b="vandal = True\n" + RIGHT)
    tiny.hand_in(c="vandal = False\n\n" + RIGHT, d="vandal = False\n\n\n" + RIGHT)
    return log


def scores(report: Report) -> dict[str, float]:
    return {name: s.score for name, s in by_id(report).items()}


@pytest.mark.parametrize(
    "change", ["NUMBERS.append(submission)", "expected(2)", "expected(1)[0] = 2", "FACTS.clear()", "data[0] = 1"]
)
def test_after_a_change_another_process_goes_on(tiny: TinyCourse, change: str) -> None:
    log = course_with(tiny, change)
    assert scores(tiny.grade(jobs=1)) == dict.fromkeys("abcd", 1)
    _, a, b, c, d = [line.split(maxsplit=1) for line in log.read_text().splitlines()]  # the reference comes first
    assert a == b  # the same process, the same state
    assert c == d
    assert c[0] != b[0]
    assert c[1] == b[1] == "[1] [1, 2] {'pi': 3.14} [0]"


def test_where_nothing_changes_nothing_is_renewed(tiny: TinyCourse) -> None:
    log = course_with(tiny, "expected(1); NUMBERS[:] = list(NUMBERS)")
    tiny.grade(jobs=1)
    _, *graded = log.read_text().splitlines()
    assert len(graded) == 4
    assert len(set(graded)) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_tests_have_started_threads_a_new_program_goes_on(tiny: TinyCourse, jobs: int) -> None:
    thread = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
    log = course_with(tiny, "NUMBERS.append(3)", thread)
    assert scores(tiny.grade(jobs=jobs)) == dict.fromkeys("abcd", 1)
    assert all(line.endswith(" [1] [1, 2] {'pi': 3.14} [0]") for line in log.read_text().splitlines())


VALUES = st.recursive(
    st.integers() | st.text() | st.floats(allow_nan=False) | arrays.arrays(np.float64, (2, 2)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


def places(value: Any) -> list[Any]:
    """The containers in a value, itself included."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    own = [] if isinstance(value, tuple) or not isinstance(value, dict | list | np.ndarray) else [value]
    return own + [place for item in inner for place in places(item)]


def change(place: Any, how: random.Random) -> None:
    """Something that was not so before."""
    if isinstance(place, np.ndarray):
        place[how.randrange(2), how.randrange(2)] += 1e9
        place[0, 0] = 7.25 if place[0, 0] != 7.25 else 8.5
    elif isinstance(place, dict):
        place[object()] = 1
    elif place and how.random() < 0.5:
        place[how.randrange(len(place))] = object()
    else:
        place.append(None)


@given(VALUES, st.randoms(use_true_random=False))
def test_any_change_of_any_container_is_seen(value: Any, how: random.Random) -> None:
    module = types.ModuleType("made_up")
    module.value = value  # type: ignore[attr-defined]
    state = State([module])
    assert not state.changed()
    inside = places(value)
    if inside:
        change(how.choice(inside), how)
    else:
        module.value = object()  # type: ignore[attr-defined]
    assert state.changed()


def test_modules_of_the_course_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("course", "elsewhere"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}_module.py").write_text("x = 1\n")
        monkeypatch.syspath_prepend(tmp_path / folder)
    for name in ("course_module", "elsewhere_module"):
        __import__(name)
    try:
        assert [module.__name__ for module in loaded_from(tmp_path / "course")] == ["course_module"]
    finally:
        for name in ("course_module", "elsewhere_module"):
            del sys.modules[name]
