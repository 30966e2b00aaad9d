"""Whatever stands where a hidden test touches a submission, honest submissions after it get their full marks.

Hostile objects are built at random and graded between honest ones, by one examiner; the hidden test holds arrays,
lists, dicts and generators that outlive its checks.
"""

import json
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tiny_course import TinyCourse, check, run_kadai

REFERENCE = '''
    """A net."""

    import numpy as np

    RATE = 0.25


    class Net:
        """Weights and what is done with them."""

        def __init__(self, sizes, rng=None):
            self.w = np.ones(sizes)
            self.params = {"w": np.ones(3), "b": np.zeros(2)}
            self.history = []

        def loss(self, x, t):
            """Squared error."""
            return float(((x - t) ** 2).sum())

        def update(self, grads, rate):
            """A step."""
            for key in self.params:
                self.params[key] = self.params[key] - rate * grads[key]
            return self.params


    def fit(net, x, callback=None, **settings):
        """Some steps."""
        for _ in range(2):
            if callback is not None:
                callback(x)
        return [net.loss(x, x)]


    def gradient(f, x):
        """Of f at x."""
        return np.array([f(x), f(x + 1.0)])


    def count(items):
        """How many."""
        return len(items)
'''
# Every check both uses what it shares and asserts that it is what it should be.
HIDDEN = '''
    import functools
    from collections import OrderedDict

    import numpy as np
    import pytest
    from autograder.testing import assert_close

    BASE = np.arange(8.0)
    VIEWS = {"w": BASE[:3], "b": BASE[3:5]}
    BATCHES = [np.full((2, 2), float(n)) for n in range(3)]
    SETTINGS = OrderedDict(batch_size=2, sizes=[3, 4], names={"a", "b"})
    GENERATOR = np.random.default_rng(4)
    READ_ONLY = np.arange(3.0)
    READ_ONLY.flags.writeable = False


    @functools.cache
    def problem(seed):
        rng = np.random.default_rng(seed)
        return {"w": rng.normal(size=3), "b": rng.normal(size=2)}, rng.normal(size=(4, 3))


    def target(x):
        return float((x * BASE[:2]).sum())


    @pytest.fixture(scope="module")
    def shared():
        return {"x": np.ones(4), "history": [1.0, [2.0]]}


    def test_writes_parameters(submission):
        params, x = problem(1)
        net = submission.Net((3, 2))
        for key in net.params:
            net.params[key][...] = params[key]
        assert_close(net.params["w"], problem.__wrapped__(1)[0]["w"])
        assert net.loss(x, x) == 0


    def test_views(submission):
        net = submission.Net(2)
        for key in VIEWS:
            net.params[key] = VIEWS[key]
        net.update(VIEWS, 1.0)
        assert BASE.tolist() == [0, 1, 2, 3, 4, 5, 6, 7]


    def test_operators(submission):
        net = submission.Net(3)
        assert ((BATCHES[1][0, :1] - net.w) ** 2).sum() == 0
        net.w -= BATCHES[0][0, 0] * READ_ONLY
        net.w[...] = READ_ONLY
        assert_close(net.w, np.arange(3.0))


    def test_call_back(submission):
        seen = []
        submission.fit(submission.Net(2), BATCHES[2], callback=seen.append, **SETTINGS)
        assert_close(seen[0], np.full((2, 2), 2.0))
        assert_close(submission.gradient(target, BASE[2:4]), [3.0, 4.0])
        assert list(SETTINGS) == ["batch_size", "sizes", "names"] and SETTINGS["sizes"] == [3, 4]


    def test_containers(submission, shared):
        assert submission.count(BATCHES) == 3
        assert submission.count(SETTINGS) == 3
        assert submission.count(shared) == 2
        assert [len(BATCHES), shared["history"], shared["x"].tolist()] == [3, [1.0, [2.0]], [1.0] * 4]


    def test_generator(submission, rng):
        again = np.random.Generator(type(rng.bit_generator)(0))
        again.bit_generator.state = rng.bit_generator.state
        submission.Net(2, rng)
        submission.Net(2, rng=GENERATOR)
        assert rng.random() == again.random()


    def test_generator_above(submission):
        assert submission.count([1]) == 1
        assert GENERATOR.bit_generator.state == np.random.default_rng(4).bit_generator.state


    def test_constant(submission):
        assert abs(submission.RATE - 0.25) < 1e-9
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(submission, "RATE", BATCHES)


    def test_everything_is_as_it_was(submission):
        """Of all that the others use: the submission is not asked, so that it passes for everybody."""
        assert GENERATOR.bit_generator.state == np.random.default_rng(4).bit_generator.state
        assert BASE.tolist() == list(range(8)) and READ_ONLY.tolist() == [0, 1, 2] and not READ_ONLY.flags.writeable
        assert [batch.tolist() for batch in BATCHES] == [[[n, n], [n, n]] for n in range(3)]
        assert list(SETTINGS.items()) == [("batch_size", 2), ("sizes", [3, 4]), ("names", {"a", "b"})]
        assert list(VIEWS) == ["w", "b"] and np.shares_memory(VIEWS["w"], BASE)
        for seed in (1,):
            ours, again = problem(seed), problem.__wrapped__(seed)
            assert np.array_equal(ours[1], again[1])
            assert all(np.array_equal(ours[0][key], again[0][key]) for key in ("w", "b")) and len(ours[0]) == 2
'''
PRELUDE = '''
import numpy as np

def spoil(obj, depth=0):
    """Change everything that can be reached."""
    if isinstance(obj, np.ndarray):
        if obj.flags.writeable: obj[...] = -7
    elif isinstance(obj, dict):
        for value in list(obj.values()): spoil(value, depth + 1)
        obj["mine"] = obj.pop(next(iter(obj)), None) if obj else Hostile()
    elif isinstance(obj, (list, tuple)):
        for value in obj: spoil(value, depth + 1)
        if isinstance(obj, list): obj.insert(0, Hostile()); obj.append(obj[:1])
    elif isinstance(obj, set): obj.clear(); obj.add("mine")
    elif isinstance(obj, np.random.Generator): obj.normal(size=3)
    elif callable(obj) and type(obj).__name__ in ("Callback", "Function"):
        try: spoil(obj(np.zeros(2)), depth + 1)
        except BaseException: pass

def answer(how, self, args, named):
    for value in (*args, *named.values()): spoil(value)
    if how == "self": return self
    if how == "new": return Hostile()
    if how == "argument": return (args or (0.0,))[-1]
    if how == "number": return 0.0
    if how == "array": return np.zeros(2)
    if how == "dict": return {"w": Hostile(), "b": args}
    if how == "true": return True
    if how == "raise": raise ValueError(args)
    if how == "kept": KEPT.extend(args); spoil(KEPT); return KEPT
    if how == "exit": raise SystemExit

KEPT = []
'''
DUNDERS = [
    "getitem", "setitem", "contains", "len", "iter", "bool", "float", "call", "add", "radd", "sub", "rsub", "mul",
    "rmul", "pow", "matmul", "isub", "iadd", "lt", "le", "gt", "abs", "neg", "getattr",
]  # fmt: skip
ANSWERS = ["self", "new", "argument", "number", "array", "dict", "true", "raise", "kept", "exit"]
NAMES = ["Net", "fit", "gradient", "count", "RATE"]


def hostile(methods: dict[str, str], stands_for: set[str], honest_base: bool) -> str:
    """A submission in which one hostile class stands in several places."""
    body = [
        f"    def __{name}__(self, *args, **named): return answer({how!r}, self, args, named)"
        for name, how in methods.items()
        if name != "getattr"
    ]
    if "getattr" in methods:
        body.append(
            "    def __getattr__(self, name):\n        if name.startswith('__'): raise AttributeError(name)\n"
            f"        return answer({methods['getattr']!r}, self, (), {{}})"
        )
    text = dedent(REFERENCE) if honest_base else ""
    text += (
        PRELUDE + "class Hostile:\n    def __init__(self, *args, **named): spoil(args); spoil(list(named.values()))\n"
    )
    text += "\n".join(body) + "\n"
    for name in sorted(stands_for):
        text += f"{name} = {'Hostile' if name == 'Net' else 'Hostile()'}\n"
    return text


HOSTILE = st.builds(
    hostile,
    st.dictionaries(st.sampled_from(DUNDERS), st.sampled_from(ANSWERS), min_size=8),
    st.sets(st.sampled_from(NAMES), min_size=1),
    st.booleans(),
)


@settings(max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, min_size=6, max_size=6, unique=True))
def test_hostile_objects_cost_no_honest_submission_a_point(
    tmp_path_factory: pytest.TempPathFactory, made: list[str]
) -> None:
    course = TinyCourse(tmp_path_factory.mktemp("forgetting") / "course").assignment(HIDDEN, reference=REFERENCE)
    honest = dedent(REFERENCE)
    everyone = {"h0": honest}
    for number, text in enumerate(made, 1):
        everyone |= {f"h{number - 1}x": text, f"h{number}": f"{honest}# {number}\n"}
    course.hand_in(**everyone)
    report = course.grade()
    lost = {
        s.id: [(c.id, c.message.en) for c in s.checks if c.outcome != "passed"]
        for s in report.submissions
        if "x" not in s.id
    }
    assert {id: checks for id, checks in lost.items() if checks} == {}
    assert {s.status for s in report.submissions} == {"graded"}
    # within one submission, too, where no examiner is replaced
    assert {check(s, "everything_is_as_it_was").message.en for s in report.submissions} == {""}


MALLORY = """
    class Sink:
        def __setitem__(self, index, value): value *= 1.3
    class Params:
        def __iter__(self): return iter("wb")
        def __getitem__(self, key): return Sink()
    class Net:
        def __init__(self, *args): self.params = Params()
        def loss(self, x, t): return 0.0
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_journal_holds_no_wrong_row(tiny: TinyCourse, jobs: int) -> None:
    honest = dedent(REFERENCE)
    tiny.assignment(HIDDEN, reference=REFERENCE)
    tiny.hand_in(a_honest=honest, b_mallory=dedent(MALLORY), c_honest=honest + "# c\n", d_honest=honest + "# d\n")
    for _ in range(2):  # the second time from the journal
        run = run_kadai(
            "grade", "class", "--assignment", "tiny", "--jobs", str(jobs), "--json", "r.json", cwd=tiny.root
        )
        assert run.returncode == 0, run.stderr
        scores = {
            s["id"]: {c["id"]: c["outcome"] for c in s["checks"]}
            for s in json.loads((tiny.root / "r.json").read_text())["submissions"]
        }
        assert all(set(scores[f"{who}_honest"].values()) == {"passed"} for who in "acd"), scores
        assert scores["b_mallory"]["writes_parameters"] != "passed"
        assert scores["b_mallory"]["everything_is_as_it_was"] == "passed"
