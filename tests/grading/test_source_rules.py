"""Rules about how something is written, and the text that they are about."""

from pathlib import Path
from textwrap import dedent

import pytest
from tiny_course import TinyCourse, check

from autograder.grading.in_process.module import load
from autograder.grading.in_process.public_checks import run_public_checks
from autograder.grading.module_text import ATTRIBUTE, source_of
from autograder.grading.source_rules import assert_avoids, assert_uses
from autograder.numerics import Mismatch


class Written:
    """A module of which only the text matters."""

    def __init__(self, *cells: str) -> None:
        self.__dict__[ATTRIBUTE] = tuple((f"<cell {n}>", dedent(text)) for n, text in enumerate(cells, 1))

    def __getattr__(self, name: str) -> None:
        return None


def holds(construct: str, text: str, within: str = "") -> bool:
    """Whether a rule sees a construct; that both rules agree is proved along the way."""
    there = []
    for rule in (assert_uses, assert_avoids):
        try:
            rule(Written(text), construct, within=within)
        except Mismatch:
            there.append(False)
        else:
            there.append(True)
    assert there[0] is not there[1]
    return there[0]


PIECES = {
    "loop": ["for i in x: pass", "while x: pass"],
    "for": ["for i in x: pass"],
    "while": ["while x: pass"],
    "comprehension": ["[i for i in x]", "{i for i in x}", "{i: i for i in x}", "sum(i for i in x)"],
    "if": ["if x: pass", "y = 1 if x else 2"],
    "match": ["match x:\n    case 1: pass"],
    "try": ["try: x\nexcept E: pass"],
    "with": ["with x: pass"],
    "lambda": ["y = lambda: x"],
    "class": ["class C: x = 1"],
    "import": ["import x", "from x import y"],
    "global": ["global y"],
    "yield": ["yield x", "yield from x"],
    "raise": ["raise E"],
    "assert": ["assert x"],
    "f-string": ["y = f'{x}'"],
    "@": ["y = x @ x", "x @= x"],
    "numpy.convolve": [
        "import numpy as np\nnp.convolve(x)",
        "from numpy import convolve as c\nc(x)",
        "import numpy\ny = numpy.convolve",
        "from numpy import *\nconvolve(x)",
        "import numpy as np\ngetattr(np, 'convolve')(x)",
    ],
    "np.convolve": ["import numpy\nnumpy.convolve(x)"],
    "scipy": ["import scipy.signal", "from scipy.signal import convolve", "import scipy as s\ns.signal.convolve(x)"],
    "numpy.linalg": ["import numpy as np\nnp.linalg.inv(x)", "from numpy.linalg import inv\ninv(x)"],
    "sorted": ["y = sorted(x)", "y = f(x, key=sorted)"],
    ".sort": ["x.sort()", "x[0].y.sort(key=f)"],
}


@pytest.mark.parametrize(("construct", "piece"), [(c, p) for c, pieces in PIECES.items() for p in pieces])
def test_a_construct_is_seen(construct: str, piece: str) -> None:
    body = "def f(x):\n" + "\n".join(f"    {line}" for line in piece.split("\n"))
    assert holds(construct, body)
    assert holds(construct, body, "f")
    assert holds(construct, body + "\ndef g(x):\n    return f(x)\n", "g")
    assert not holds(construct, body + "\ndef g(x):\n    return x\n", "g")


def test_no_construct_is_seen_where_another_stands() -> None:
    kinds = {"loop": {"for", "while"}, "np.convolve": {"numpy.convolve"}}
    for construct in PIECES:
        for other, pieces in PIECES.items():
            alike = {construct, other} <= {"numpy.convolve", "np.convolve"} or "import" in (construct, other)
            if construct != other and not alike and other not in kinds.get(construct, ()):
                if other == "loop" and construct in ("for", "while"):
                    continue
                for piece in pieces:
                    body = "def f(x):\n" + "\n".join(f"    {line}" for line in piece.split("\n"))
                    assert not holds(construct, body), (construct, piece)


@pytest.mark.parametrize(
    ("text", "recursive"),
    [
        ("def f(n):\n    return n * f(n - 1)", True),
        ("def f(n):\n    return g(n)\ndef g(n):\n    return f(n)", True),
        ("f = lambda n: f(n - 1)", True),
        ("def f(n):\n    return g(n)\ndef g(n):\n    return n", False),
        ("def f(n):\n    def inner(k):\n        return inner(k)\n    return 0", True),
        ("def f(n):\n    def inner(k):\n        return n\n    return inner(0)", False),
    ],
)
def test_recursion(text: str, recursive: bool) -> None:
    assert holds("recursion", text, "f") is recursive
    assert holds("recursion", text) is recursive


def test_methods_find_one_another() -> None:
    text = """
        class Net:
            def forward(self, x):
                return self.step(x)
            def step(self, x):
                for i in x:
                    pass
                return other(x)
            def apart(self, x):
                return x.step
        def other(x):
            return [i for i in x]
    """
    assert holds("loop", dedent(text), "Net.forward")
    assert holds("comprehension", dedent(text), "Net.forward")
    assert not holds("loop", dedent(text), "Net.apart")
    assert holds("loop", dedent(text), "Net")


def test_names_of_its_own_are_not_pythons() -> None:
    assert not holds("sum", "def f(sum):\n    return sum")
    assert not holds("sum", "def f(x):\n    sum = 0\n    return sum")
    assert not holds("sum", "def sum(x):\n    return x\ndef f(x):\n    return sum(x)")
    assert holds("softmax", "def softmax(x):\n    return x\ndef f(x):\n    return softmax(x)", "f")


def test_the_last_definition_counts() -> None:
    module = Written("def f(x):\n    for i in x: pass", "def f(x):\n    return x")
    assert_avoids(module, "loop", within="f")
    assert source_of(module, "f") == "def f(x):\n    return x"


def test_the_line_is_told() -> None:
    with pytest.raises(Mismatch) as broken:
        assert_avoids(Written("x = 1", "def f(x):\n    while x:\n        x -= 1\n    return x"), "loop", within="f")
    assert broken.value.text.en == (
        "`f` may not use a loop (`for`, `while`), but there it is: cell 2, line 2: `while x:`"
    )
    assert "`f` ではループ" in broken.value.text.ja


@pytest.mark.parametrize("construct", ["loops", "recursive", "numpy convolve", "1x", ""])
def test_what_is_no_construct_is_the_authors_mistake(construct: str) -> None:
    with pytest.raises(ValueError, match="no construct"):
        assert_avoids(Written("x = 1"), construct)


@pytest.mark.parametrize(
    "body", ["raise NotImplementedError  # YOUR CODE HERE", "pass", "...", "'''Doc.'''", "y = ...\n    return y"]
)
def test_what_is_not_written_keeps_no_rule(body: str) -> None:
    for within in ("f", ""):
        with pytest.raises(Mismatch, match="not written yet"):
            assert_avoids(Written(f"def f(x):\n    {body}"), "loop", within=within)


def test_too_much_text_is_not_looked_at() -> None:
    with pytest.raises(Mismatch, match="longer than"):
        assert_avoids(Written("x = 1\n" * 100_000), "loop")


REFERENCE = '''
    """Sums."""


    def total(values):
        """The sum, by recursion."""
        ### BEGIN SOLUTION
        return values[0] + total(values[1:]) if values else 0
        ### END SOLUTION
'''
HIDDEN = '''
    from autograder.testing import assert_avoids, assert_uses, points, source_of

    @points(1)
    def test_written_so(submission):
        """By recursion. ja: 再帰で"""
        assert_uses(submission, "recursion", within="total")
        assert_avoids(submission, "loop", "sum", "numpy", within="total")
        assert source_of(submission, "total").startswith("def total(values):")
'''
LOOP = "def total(values):\n    n = 0\n    for v in values:\n        n += v\n    return n\n"
CLASS = {
    "right": ("def total(values):\n    return values[0] + total(values[1:]) if values else 0\n", "passed"),
    "loop": (LOOP, "failed"),
    "hidden_in_a_helper": (
        "def total(values):\n    return help(values) if values else total([1]) * 0\n" + LOOP.replace("total", "help"),
        "failed",
    ),
    "stub": ('def total(values):\n    """The sum, by recursion."""\n    raise NotImplementedError\n', "unwritten"),
    "missing": ("def other(values):\n    return 0\n", "error"),
    "too_long": (LOOP + "#" * 500_000, "failed"),
    "broken_elsewhere": ("def total(values):\n    return total(values[1:]) if values else 0\ndef (:\n", "passed"),
    "deep": ("def total(values):\n    return total(values)\nx = " + "-" * 90_000 + "1\n", "error"),
}


@pytest.mark.parametrize("name", CLASS)
def test_rules_on_what_is_handed_in(tiny: TinyCourse, name: str) -> None:
    text, outcome = CLASS[name]
    result = tiny.assignment(HIDDEN, reference=REFERENCE).grade_one(text)
    assert check(result, "written_so").outcome == outcome, check(result, "written_so").message


def test_rules_on_a_students_own_machine(tmp_path: Path) -> None:
    (tmp_path / "test_public.py").write_text(dedent(HIDDEN), encoding="utf-8")
    for name in ("right", "loop", "hidden_in_a_helper"):
        (tmp_path / "ruled.py").write_text(CLASS[name][0], encoding="utf-8")
        report = run_public_checks(tmp_path / "test_public.py", load(tmp_path / "ruled.py"), "ruled.py")
        assert report.submissions[0].checks[0].outcome == CLASS[name][1]
