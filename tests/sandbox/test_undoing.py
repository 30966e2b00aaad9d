"""What a worker writes into objects of the examiner is taken back when the check ends, however it ends."""

import copy
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox import Examinee, SubmissionError, WorkerEnded
from autograder.sandbox.wire.undo import UndoLog

Examine = Callable[..., Examinee]

SOURCE = """\
import os
import numpy as np

def spoil(obj, depth=3):
    if isinstance(obj, np.ndarray):
        if obj.flags.writeable: obj[...] = 7
    elif isinstance(obj, (list, tuple)):
        for item in obj: spoil(item)
        if isinstance(obj, list):
            obj.append(object()); obj.append(np.zeros(2)); obj.reverse()
    elif isinstance(obj, dict):
        for item in obj.values(): spoil(item)
        for key in list(obj): obj[(key, 1)] = obj.pop(key)
        obj["mine"] = [Sink()]
    elif isinstance(obj, set):
        obj.clear(); obj.add("mine")
    elif isinstance(obj, np.random.Generator): obj.random(3)
    elif isinstance(obj, np.random.RandomState): obj.normal()
    return obj

class Sink:
    def __setitem__(self, index, value): spoil(value)
    def __getitem__(self, index): spoil(index); return self
    def __setattr__(self, name, value): spoil(value)
    def __contains__(self, item): spoil(item); return True
    def __call__(self, *args, **named): spoil(list(args) + list(named.values())); return self
    def _either(self, other): spoil(other); return self
    for _name in "add sub mul truediv matmul pow mod and or xor lshift iadd isub imul".split():
        locals()[f"__{_name}__"] = locals()[f"__r{_name}__"] = _either
    for _name in "lt le gt ge".split():
        locals()[f"__{_name}__"] = _either

sink = Sink()
def dies_after(f, obj): spoil(obj); f(obj); os._exit(1)
def loops_after(f, obj):
    spoil(obj); f(obj)
    while True: pass
def raises(obj): spoil(obj); raise ValueError("on purpose")
def give(f, *args): return f(*args)
def spoil_result(f): return spoil(f())
def call(f, *args): f(*args)
def own(): return [[1]]
"""


def things() -> dict[str, Any]:
    """One of everything that can be written to."""
    base = np.arange(12.0)
    return {
        "array": np.arange(6.0).reshape(2, 3),
        "strided": np.arange(24).reshape(4, 6)[::-1, ::2],
        "overlapping": [base[:8], base[4:], base.reshape(3, 4).T],
        "long double": np.array([1, 1 + np.finfo(np.longdouble).eps], np.longdouble),
        "big endian": np.array([1, 2], ">i4"),
        "zero-dimensional": np.array(3.5),
        "list": [1, [2, "three"], np.ones(2)],
        "dict": {"b": np.ones(2), "a": [1], 3: None},
        "ordered": OrderedDict([("b", 1), ("a", 2)]),
        "defaultdict": defaultdict(list, {"a": [1]}),
        "counter": Counter("abca"),
        "set": {1, 2, 99},
        "generator": np.random.default_rng(5),
        "mersenne": np.random.Generator(np.random.MT19937(5)),
        "legacy": np.random.RandomState(5),
        "in a tuple": ([1], np.ones(3), {"x": {1}}),
    }


def content(obj: Any) -> Any:
    """Everything about an object that a test could notice, identity of its parts included."""
    if isinstance(obj, np.ndarray):
        return obj.dtype.str, obj.shape, obj.strides, obj.flags.writeable, obj.astype(obj.dtype, order="C").tobytes()
    if isinstance(obj, (list, tuple)):
        return type(obj), [(id(item), content(item)) for item in obj]
    if isinstance(obj, dict):
        return type(obj), [(key, id(item), content(item)) for key, item in obj.items()]
    if isinstance(obj, np.random.Generator):
        return repr(obj.bit_generator.state)
    if isinstance(obj, np.random.RandomState):
        return repr(obj.get_state(legacy=False))
    return repr(obj)


WAYS: dict[str, Callable[[Any, Any], Any]] = {
    "argument": lambda work, x: work.spoil(x),
    "keyword": lambda work, x: work.spoil(obj=x),
    "before an exception": lambda work, x: work.raises(x),
    "item": lambda work, x: work.sink.__setitem__(0, x),
    "index": lambda work, x: work.sink[x if not isinstance(x, tuple) else [x]],
    "attribute": lambda work, x: setattr(work.sink, "w", x),
    "member": lambda work, x: x in work.sink,
    "call of an object": lambda work, x: work.sink(x),
    "operator": lambda work, x: work.sink - x,
    "in-place operator": lambda work, x: work.sink.__isub__(x),
    "comparison": lambda work, x: work.sink < x,
    "reflected operator": lambda work, x: x - work.sink if isinstance(x, np.ndarray) else work.sink.__rsub__(x),
    "handed back and changed by the check": lambda work, x: change(work.give(lambda y: y, x)),
    "to a call-back and back": lambda work, x: work.give(change, x),
    "result of a call-back": lambda work, x: (work.spoil(x), work.spoil_result(lambda: x)),
    "by the worker's death": lambda work, x: work.dies_after(lambda y: None, x),
    "twice": lambda work, x: (work.spoil(x), work.sink(x), work.spoil(x)),
}


def change(obj: Any) -> Any:
    """What a check might do with what it takes for the submission's own."""
    if isinstance(obj, np.ndarray):
        obj *= 0
    elif isinstance(obj, (list, set, dict)):
        obj.clear()
    elif isinstance(obj, np.random.Generator | np.random.RandomState):
        obj.normal()
    return obj


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_object_is_what_it_was(examine: Examine, way: Callable[[Any, Any], Any]) -> None:
    examinee = examine(SOURCE)
    kept = things()
    before = {name: content(thing) for name, thing in kept.items()}
    for name, thing in kept.items():
        with suppress(SubmissionError, WorkerEnded):
            way(examinee.submission, thing)
        examinee.end_check()
        assert content(thing) == before[name], name
        examinee.begin_check()


def test_during_the_check_what_was_written_stays_written(examine: Examine) -> None:
    examinee = examine(SOURCE)
    x = np.zeros(2)
    examinee.submission.spoil(x)
    assert x.tolist() == [7, 7]
    examinee.end_check()
    assert x.tolist() == [0, 0]


def test_the_methods_of_an_object_do_not_change_it_for_good(examine: Examine) -> None:
    examinee = examine(SOURCE)
    items, array, rng = [1], np.zeros(2), np.random.default_rng(1)
    examinee.submission.call(items.append, 2)
    examinee.submission.call(array.fill, 3)
    examinee.submission.call(rng.random)
    assert (items, array.tolist()) == ([1, 2], [3, 3])
    examinee.end_check()
    assert (items, array.tolist()) == ([1], [0, 0])
    assert rng.random() == np.random.default_rng(1).random()


@pytest.mark.parametrize("end", ["close", "begin", "timeout", "interrupt"])
def test_however_it_ends(examine: Examine, end: str) -> None:
    examinee = examine(SOURCE, call_seconds=0.2)
    kept = [1, np.zeros(2)]
    before = content(kept)

    def interrupt(_: Any) -> None:
        assert len(kept) > 2
        raise KeyboardInterrupt

    if end == "timeout":
        with pytest.raises(WorkerEnded):
            examinee.submission.loops_after(lambda _: None, kept)
        examinee.end_check()
    elif end == "interrupt":
        with pytest.raises(KeyboardInterrupt):
            examinee.submission.dies_after(interrupt, kept)
        examinee.submission.spoil(kept)  # a fresh worker, in the same check
        examinee.end_check()
    else:
        examinee.submission.spoil(kept)
        assert content(kept) != before
        examinee.close() if end == "close" else examinee.begin_check()
    assert content(kept) == before


def test_by_value_nothing_but_generators_is_written_and_they_are_put_back(sandbox: Any, examine: Examine) -> None:
    sources = examine(SOURCE).sources
    with Examinee(sandbox, sources, restore=False) as examinee:
        examinee.begin_check()
        kept = things()
        before = {name: content(thing) for name, thing in kept.items()}
        for thing in kept.values():
            examinee.submission.spoil(thing)
        examinee.end_check()
        assert {name: content(thing) for name, thing in kept.items()} == before


def test_by_value_an_argument_stays_as_it_is_while_the_submission_calls_back(sandbox: Any, examine: Examine) -> None:
    """Who moves x, calls f(x), and moves it on is measured at the points that they asked for."""
    sources = examine(
        "def walk(f, x):\n    seen = []\n    for _ in range(3): x += 1; seen.append(f(x))\n    return seen\n"
    ).sources
    with Examinee(sandbox, sources, restore=False) as examinee:
        examinee.begin_check()
        x = np.zeros(2)
        assert examinee.submission.walk(lambda v: float(v.sum()), x) == [2, 4, 6]
        assert x.tolist() == [0, 0]
        assert examinee.submission.walk(lambda v: float(v.sum()), x) == [2, 4, 6]
        examinee.end_check()


def test_by_value_what_is_lent_sees_the_submissions_own_arrays_as_they_are(sandbox: Any, examine: Examine) -> None:
    """Parameters that the submission trains are no arguments of the check's."""
    source = """
        import numpy as np
        class Net:
            def __init__(self): self.w, self.all = np.ones(3), [1.0]
            def slope(self): raise NotImplementedError
        def fit(net):
            for _ in range(4):
                net.w -= 0.5 * net.slope()
                net.all.append(2.0)
            return net.w.sum()
    """
    with Examinee(sandbox, examine(source).sources, restore=False) as examinee:
        examinee.begin_check()
        seen = []
        lent = {"Net.slope": lambda net: seen.append(list(net.all)) or np.array(net.w)}
        examinee.submission.using(**lent)
        assert examinee.submission.fit(examinee.submission.Net()) == 3 * 0.5**4
        assert seen == [[1.0] + [2.0] * n for n in range(4)]
        examinee.end_check()


def test_what_a_check_has_made_read_only_meanwhile_is_put_back_too(examine: Examine) -> None:
    examinee = examine(SOURCE)
    base = np.arange(4.0)
    view = base[1:]
    examinee.submission.spoil(view)
    base.flags.writeable = view.flags.writeable = False
    examinee.end_check()
    assert base.tolist() == [0, 1, 2, 3]
    assert not view.flags.writeable
    assert not base.flags.writeable


def test_a_masked_array_keeps_its_mask(examine: Examine) -> None:
    examinee = examine(SOURCE)
    array = np.ma.masked_array([1.0, 2.0, 3.0], [False, True, False])
    examinee.submission.spoil(array)
    assert array.mask.tolist() == [False, True, False]
    examinee.end_check()
    assert (array.data.tolist(), array.mask.tolist()) == ([1, 2, 3], [False, True, False])


def test_what_a_check_writes_into_the_submissions_objects_is_undone_there(examine: Examine) -> None:
    source = "import numpy as np\nCONFIG = {'lr': 1, 'sizes': [2]}\nW = np.ones(2)\ndef lr(): return CONFIG, W\n"
    examinee = examine(source)
    work = examinee.submission
    config, w = work.CONFIG, work.W
    config["lr"], w[...] = 5, 0
    config["sizes"].append(3)
    assert work.lr()[0] == {"lr": 5, "sizes": [2, 3]}
    examinee.end_check()
    examinee.begin_check()
    assert work.lr()[0] == {"lr": 1, "sizes": [2]}
    assert work.W.tolist() == [1, 1]


ARRAYS = st.lists(st.tuples(st.integers(0, 7), st.integers(1, 8), st.integers(1, 3)), min_size=1, max_size=8)


@given(views=ARRAYS, writes=st.lists(st.tuples(st.integers(0, 99), st.integers()), max_size=20))
def test_views_of_one_array_written_in_any_order_come_back(
    views: list[tuple[int, int, int]], writes: list[tuple[int, int]]
) -> None:
    base = np.arange(16)
    shown = [base[start : start + length * step : step] for start, length, step in views]
    log = UndoLog()
    for which, value in writes:
        view = shown[which % len(shown)]
        log.keep(view)
        view[...] = value % 1000
    log.undo()
    assert base.tolist() == list(range(16))


PLAIN = st.recursive(
    st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(PLAIN, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_containers_changed_in_any_order_come_back(made: list[Any], chance: Any) -> None:
    containers = list(parts(made))
    before, true = content(made), copy.deepcopy(made)
    log = UndoLog()
    for _ in range(10):
        target = chance.choice(containers)
        log.keep(target)
        if isinstance(target, list):
            target[chance.randrange(len(target) + 1) :] = [chance.choice([1, {}, "x"])]
        else:
            target.clear()
            target[chance.choice("abcd")] = 5
    log.undo()
    assert content(made) == before
    assert made == true


def parts(obj: Any) -> Any:
    """All containers in it."""
    if isinstance(obj, (list, dict)):
        yield obj
        for item in obj.values() if isinstance(obj, dict) else obj:
            yield from parts(item)


def test_a_million_new_objects_are_not_all_remembered() -> None:
    log, held = UndoLog(), deque(maxlen=3)
    base = np.zeros(100)
    for number in range(2000):
        for made in ([number], np.zeros(3), np.zeros(3)[1:], {number}):
            log.keep(made)
            held.append(made)
    assert len(log) < 1000
    log.keep(base[50:])  # nobody holds the view, but its memory lives on
    base[50:] = 1
    for number in range(2000):
        log.keep([number])
    log.undo()
    assert base.sum() == 0
