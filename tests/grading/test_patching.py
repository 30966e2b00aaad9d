"""What a check sets in the submission is undone when it ends: in the sandbox as in the student's own process."""

from textwrap import dedent

import pytest
from tiny_course import TinyCourse, run_kadai

REFERENCE = '''
    """Means."""

    import numpy as np

    CONFIG = {"scale": 1.0, (1, 2): [3]}
    RATE = 0.5
    COUNT = 0


    def total(w):
        """The sum."""
        return w.sum()


    def weighted_mean(x, w):
        """The mean with weights."""
        return float((x * w).sum() / total(w)) * CONFIG["scale"]


    def count():
        """How often this was called."""
        global COUNT
        COUNT += 1
        return COUNT


    class Layer:
        """Scales."""

        factor = 2.0

        def forward(self, x):
            """Scaled."""
            return self.factor * x


    class Slotted:
        """With a property and a slot."""

        __slots__ = ("_x", "y")

        def __init__(self):
            self._x = self.y = 1

        @property
        def x(self):
            """x."""
            return self._x

        @x.setter
        def x(self, value):
            self._x = value


    LAYER = Layer()
    SLOTTED = Slotted()


    def state():
        """All that a check may have set."""
        return [RATE, CONFIG["scale"], CONFIG[1, 2], LAYER.forward(1.0), SLOTTED.x, hasattr(SLOTTED, "y"),
                hasattr(LAYER, "extra"), hasattr(total, "note"), Layer().forward(1.0),
                weighted_mean(np.ones(2), np.ones(2))]
'''
BEFORE = "[0.5, 1.0, [3], 2.0, 1, True, False, False, 2.0, 1.0]"
WAYS = {
    "monkeypatch": "monkeypatch.setattr(submission, 'total', lambda w: 4.0)",
    "plain": "submission.total = lambda w: 4.0",
    "deleted and set": "del submission.total; submission.total = lambda w: 4.0",
    "around the original": "f = submission.total; monkeypatch.setattr(submission, 'total', lambda w: f(w) * 2)",
    "twice": "submission.total = len; monkeypatch.setattr(submission, 'total', lambda w: 4.0)",
}
SETTING = {
    "constant": "submission.RATE = 7.0",
    "deleted": "del submission.RATE",
    "function": "submission.total = lambda w: 1.0",
    "class": "submission.Layer = None",
    "attribute of a class": "submission.Layer.factor = 5.0",
    "method": "submission.Layer.forward = lambda self, x: 9.0 * x",
    "monkeypatched method": "monkeypatch.setattr(submission.Layer, 'forward', lambda self, x: 9.0 * x)",
    "attribute of a function": "submission.total.note = 'x'",
    "attribute of an instance": "submission.LAYER.factor = 5.0; submission.LAYER.extra = 1",
    "property": "submission.SLOTTED.x = 5",
    "deleted slot": "del submission.SLOTTED.y",
    "item": "submission.CONFIG['scale'] = 3.0; submission.state()",
    "monkeypatched item": "monkeypatch.setitem(submission.CONFIG, 'scale', 3.0); submission.state()",
    "nested item": "submission.CONFIG[1, 2].append(1); submission.state()",
}


def hidden(way: str) -> str:
    return dedent(f"""
        import numpy as np
        from autograder.testing import assert_close

        X, W = np.array([1.0, 2.5]), np.array([1.0, 1.0])

        def test_a(submission, monkeypatch):
            {way}
            assert_close(submission.weighted_mean(X, W), 0.875)

        def test_a_context(submission, monkeypatch):
            with monkeypatch.context() as patch:
                patch.setattr(submission, "total", lambda w: 4.0)
                assert_close(submission.weighted_mean(X, W), 0.875)
            assert_close(submission.weighted_mean(X, W), 1.75)
            submission.total(W)

        def test_b(submission):
            assert_close(submission.weighted_mean(X, W), 1.75)
            assert_close(submission.total(W), 2.0)

        def test_c(submission, monkeypatch):
            {way}
            assert_close(submission.weighted_mean(X, W), 0.875)

        def test_d(submission):
            assert_close(submission.weighted_mean(X, W), 1.75)
    """)


def agree(tiny: TinyCourse, text: str) -> None:
    """The reference passes all, in the sandbox and in this process."""
    tiny.assignment(text, reference=REFERENCE)
    student = dedent(REFERENCE)
    assert {c.id: c.message.en for c in tiny.grade_one(student).checks if c.outcome != "passed"} == {}
    tiny.assignment(
        "def test_none(submission): pass", public=text.replace("def test_", "def test_public_"), reference=REFERENCE
    )
    tiny.write("work/tiny.py", student)
    run = run_kadai("check", tiny.root / "work/tiny.py", "--assignment", "tiny", cwd=tiny.root)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_function_replaced_in_one_check_is_itself_in_the_next(tiny: TinyCourse, way: str) -> None:
    agree(tiny, hidden(way))


def test_whatever_is_set_is_undone_and_what_the_submission_does_is_not(tiny: TinyCourse) -> None:
    parts = [
        f"def test_first(submission):\n    assert submission.state() == {BEFORE}\n    assert submission.count() == 1\n"
    ]
    for number, statement in enumerate(SETTING.values()):
        parts.append(f"def test_set_{number}(submission, monkeypatch):\n    {statement}\n")
        parts.append(f"def test_after_{number}(submission):\n    assert submission.state() == {BEFORE}\n")
    parts.append("def test_last(submission):\n    assert submission.count() == 2\n")
    tiny.assignment("\n".join(parts), reference=REFERENCE)
    result = tiny.grade_one(dedent(REFERENCE))
    names = list(SETTING)
    wrong = {
        c.id: (c.message.en, names[int(c.id.split("_")[1])] if c.id[-1].isdigit() else "")
        for c in result.checks
        if c.outcome != "passed"
    }
    assert wrong == {}
