"""Mutants: which there are, where, and that each is a program with one change."""

import ast
import difflib
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.grading.variants.mutants import mutants_of, normal

ROOT = Path(__file__).parents[3]
HEAD = "import numpy as np\n\n\ndef f(x, y, w):\n    ### BEGIN SOLUTION\n"
TAIL = "    ### END SOLUTION\n"


def region(*lines: str) -> str:
    """A function whose solution is `lines`."""
    return HEAD + "".join(f"    {line}\n" for line in lines) + TAIL


def changes(*lines: str) -> set[tuple[str, str]]:
    """Kind and new text of each mutant."""
    return {(m.kind, m.new.strip()) for m in mutants_of(region(*lines))}


@pytest.mark.parametrize(
    ("line", "kind", "new"),
    [
        ("return -x", "sign", "return x"),
        ("return x + 3", "constant", "return x + 4"),
        ("return x + 3", "constant", "return x + 2"),
        ("return x + 0.5", "constant", "return x + 1.0"),
        ("return np.any(x, keepdims=False, out=True)", "constant", "return np.any(x, keepdims=False, out=False)"),
        ("return x + y", "operator", "return (x - y)"),
        ("return x * y", "operator", "return (x / y)"),
        ("return x ** y", "operator", "return (x * y)"),
        ("return x / y", "operands", "return (y / x)"),
        ("return x @ y", "operands", "return (y @ x)"),
        ("return x * y", "factor", "return x"),
        ("return x.sum(axis=0)", "axis", "return x.sum(axis=1)"),
        ("return x.sum(axis=0)", "axis", "return x.sum()"),
        ("return x.sum(axis=-1)", "axis", "return x.sum(axis=0)"),
        ("return x.sum(keepdims=True)", "keepdims", "return x.sum()"),
        ("return x.T @ y", "transpose", "return x @ y"),
        ("return x > y", "comparison", "return (x < y)"),
        ("return x > y", "comparison", "return (x >= y)"),
        ("return np.maximum(x, y)", "function", "return np.minimum(x, y)"),
        ("return np.sum(x)", "reduction", "return np.mean(x)"),
        ("return np.max(x)", "reduction", "return np.mean(x)"),
        ("return x.std()", "reduction", "return x.var()"),
        ("return max(x)", "reduction", "return min(x)"),
        ("return np.sqrt(x)", "call", "return x"),
        ("return np.maximum(x, 0)", "call", "return x"),
        ("return np.where(x > 0, y, w)", "operands", "return np.where(x > 0, w, y)"),
        ("return np.where(x > 0, y, w)", "condition", "return y"),
        ("return np.outer(x, y)", "operands", "return np.outer(y, x)"),
        ("z = np.zeros(3)", "initial", "z = np.ones(3)"),
        ("z = np.ones_like(x)", "initial", "z = np.zeros_like(x)"),
        ("return x.sum(axis=0)", "keepdims", "return x.sum(axis=0, keepdims=True)"),
        ("return x @ y", "transpose", "return (x.T @ y)"),
        ("return x @ y", "transpose", "return (x @ y.T)"),
        ("return x @ y", "transpose", "return (x @ y).T"),
        ("return x @ y", "sign", "return (-(x @ y))"),
        ("return x * y", "factor", "return y"),
        ("return x * y", "doubled", "return (x * y * y)"),
        ("return x / y", "doubled", "return (x / y / y)"),
        ("return x + y", "term", "return y"),
        ("return x - y", "term", "return (-y)"),
        ("return x ** 2", "power", "return x"),
        ("return x * y", "variable", "return x * x"),
        ("return x[: w + 2]", "index", "return x[:w + 2 - 1]"),
        ("return range(w)", "range", "return range(1, w)"),
        ("return x, y", "results", "return y, x"),
        ("z = x if w else y", "condition", "z = (y if w else x)"),
        ("w -= x", "operator", "w += x"),
        ("w -= x", "assigned", "w = -x"),
        ("w[0] = x", "accumulated", "w[0] += x"),
        ("w = w - x", "in_place", "w -= x"),
        ("z = x.copy()", "copy", "z = x"),
        ("z = np.array(x)", "copy", "z = x"),
        ("return range(w)", "range", "return range(w - 1)"),
        ("return range(1, w)", "range", "return range(1, w + 1)"),
        ("w += x", "removed", "pass"),
    ],
)
def test_every_kind_is_made(line: str, kind: str, new: str) -> None:
    assert (kind, new) in changes(line) or (kind, new.replace("w - 1", "(w - 1)")) in changes(line)


CLASS = """
class Layer:
    def __init__(self, w: Array, scale: float = 0.5, shift: float = 0.0) -> None:
        self.w: Array = w
        self.v: Array = w
        self.scale = scale
        self.shift = shift

    def forward(self, x: Array, n: int, rate: float = 0.1) -> Array:
        ### BEGIN SOLUTION
        y = self.scale * self.w @ x
        for step in range(n):
            y = y - rate * x
            y = y + self.shift
        return y
        ### END SOLUTION
"""


def told(source: str) -> set[tuple[str, str, str]]:
    """Kind, and what stands in whose place."""
    return {(m.kind, m.was, m.now) for m in mutants_of(source)}


def test_a_neighbour_is_something_of_the_same_type_that_is_there() -> None:
    variables = {(was, now) for kind, was, now in told(CLASS) if kind == "variable"}
    assert {("self.scale", "self.shift"), ("self.w", "self.v"), ("y", "x"), ("x", "y")} <= variables
    assert not variables & {("n", "x"), ("x", "n"), ("self.w", "self.scale"), ("x", "step"), ("rate", "n")}
    assert ("variable", "w", "z") not in told(region("z = [x]", "return w"))
    keys = told(region("return w['W1'] @ x + w['b1'] + w['W2']"))
    assert ("variable", "w['W1']", "w['W2']") in keys
    assert not [now for _, was, now in keys if was == "w"]


def test_a_default_may_stand_in_a_parameter_s_place() -> None:
    assert {("default", "rate", "0.1"), ("default", "self.scale", "0.5")} <= told(CLASS)


def test_a_statement_may_slip_out_of_a_loop_or_into_it() -> None:
    moved = {m.kind: m.source.splitlines() for m in mutants_of(CLASS) if m.kind in ("late", "early")}
    assert "        y = y + self.shift" in moved["late"]
    assert "            return y" in moved["early"]


def test_a_mutant_knows_the_function_that_students_have() -> None:
    assert {m.function for m in mutants_of(CLASS)} == {"Layer.forward"}
    helper = "### BEGIN SOLUTION\ndef secret(x):\n    return x + 1\n### END SOLUTION\n"
    assert {m.function for m in mutants_of(helper)} == {""}


def test_only_what_others_may_hold_is_changed_in_place() -> None:
    assert ("in_place", "z -= x") not in changes("z = w + 1", "z = z - x")


@pytest.mark.parametrize("size", ["len(x)", "x.shape"])
def test_a_size_is_measured_of_anything(size: str) -> None:
    assert "variable" not in {kind for kind, _ in changes(f"return {size}")}


def test_statements_that_depend_on_one_another_are_reordered() -> None:
    assert ("order", "y = w; w = x") in changes("w = x", "y = w")
    assert ("order", "w -= x; y = x @ w") in changes("y = x @ w", "w -= x")
    assert ("order", "y.sort(); x = y") in changes("x = y", "y.sort()")


def test_statements_whose_order_cannot_matter_stay() -> None:
    assert not [c for c in changes("y = x + 1", "w = x + 2") if c[0] == "order"]
    assert not [c for c in changes("self.y = x", "self.w = x") if c[0] == "order"]


def orders(*lines: str) -> list[str]:
    return [new for kind, new in changes(*lines) if kind == "order"]


@pytest.mark.parametrize(
    ("noise", "none"),
    [
        (("a, _ = f(x)", "b, _ = g(x)"), ("a, _ = f(x)", "b, _ = g(x)", "return _")),  # what nobody reads
        (("a, _ = f(x)", "b, _ = g(x)"), ("a, _ = f(x)", "b = g(x, _)")),
        (("a = np.sign(x)", "all.append(x > 0)"), ("a = np.sign(x)", "all.append(a)")),  # a list grows
        (("a = np.sign(x)", "all.append(x > 0)"), ("x -= 1", "all.append(x)")),
        (("a = np.sign(x)", "all.append(x > 0)"), ("all.append(x)", "all.append(y)")),
        (("a = np.sign(x)", "all.append(x > 0)"), ("a = len(all)", "all.append(y)")),
        (("a = np.sign(x)", "all.append(x > 0)"), ("update(w)", "all.append(x)")),  # and w may be x
        (("a = x + 1", "f = lambda: a"), ("a = x + 1", "f = lambda a=a: a")),  # what is done later
        (("a = x + 1", "f = lambda: a"), ("a = x + 1", "f = sorted(y, key=lambda i: a[i])")),
    ],
)
def test_an_order_that_nobody_could_notice_stays(noise: tuple[str, ...], none: tuple[str, ...]) -> None:
    assert orders(*noise) == []
    assert len(orders(*none)) == 1


def test_a_negative_size_is_as_good_as_another() -> None:
    for line in ("return x.reshape(-1)", "return np.reshape(x, (w, -1))", "return x.reshape(shape=[-1, w])"):
        assert not any("-2" in new for _, new in changes(line))
        assert ("sign", line.replace("-1", "1")) in changes(line)
    assert ("constant", "return x.reshape(-1, 3)") in changes("return x.reshape(-1, 2)")
    assert ("constant", "return x[-2]") in changes("return x[-1]")
    assert ("constant", "return x.sum(-2).reshape(-1)") in changes("return x.sum(-1).reshape(-1)")


@pytest.mark.parametrize(
    ("lines", "noise"),
    [
        (("z = np.zeros(w)", "z[:] = x", "return z"), True),
        (("z = np.zeros_like(x)", "z[...] = x + 1", "return z"), True),
        (("z = np.zeros(w)", "for i in range(w):\n        z[i] = x[i]", "return z"), True),
        (("z = np.zeros(len(x))", "for i in range(len(x)):\n        z[i] = x[i]", "return z"), True),
        (("z = np.zeros(w)", "z[1:] = x", "return z"), False),
        (("z = np.zeros(w)", "z[:] += x", "return z"), False),
        (("z = np.zeros(w)", "z[:] = x + z", "return z"), False),
        (("z = np.zeros(w)", "y = z.sum()", "z[:] = x", "return y"), False),
        (("z = np.zeros(w)", "for i in range(1, w):\n        z[i] = x[i]", "return z"), False),
        (("z = np.zeros(w)", "for i in range(y):\n        z[i] = x[i]", "return z"), False),
        (("z = np.zeros(w)", "for i in range(w):\n        z[i] = z[i - 1] + x[i]", "return z"), False),
        (("z = np.zeros(w)", "for i in range(w):\n        z[0] = x[i]", "return z"), False),
        (("z = np.zeros(w)", "for i in range(w):\n        z[i] += x[i]", "return z"), False),
        (("z = np.zeros(w)", "for i in range(w):\n        if x[i]:\n            z[i] = 1", "return z"), False),
        (("self.z = np.zeros(w)", "self.z[:] = x", "return z"), False),  # which others may look at when x has no room
    ],
)
def test_what_is_overwritten_before_anybody_reads_it_stays(lines: tuple[str, ...], noise: bool) -> None:
    assert ("initial" not in {kind for kind, _ in changes(*lines)}) == noise


def test_a_reshape_of_one_s_own_may_heed_the_size() -> None:
    source = "class Tensor:\n    def reshape(self, n):\n        return self\n\n" + region("return x.reshape(-1)")
    assert any("-2" in m.new for m in mutants_of(source))


def test_every_mutant_is_a_program() -> None:
    text = "def f(*one):\n    ### BEGIN SOLUTION\n    return g(*one) + g(*one[::-1])\n    ### END SOLUTION\n"
    mutants = mutants_of(text)
    for mutant in mutants:
        compile(mutant.source, "mutant", "exec")
    assert any(mutant.new.strip() == "return g(*one)" for mutant in mutants)


def test_only_solutions_are_changed() -> None:
    source = region("return x + 1") + "\n\ndef g(x):\n    return x + 1\n"
    inside = region("return x + 1").count("\n") - 1
    assert mutants_of(source)
    assert all(m.line == inside for m in mutants_of(source))
    assert mutants_of("def g(x):\n    return x + 1\n") == ()


def test_what_no_check_could_see_stays() -> None:
    source = region(
        '"""Doubles 1 + 1."""', "y: Array[0 + 1] = x", 'if w:\n        raise ValueError(f"{w + 1} is bad")', "return y"
    )
    kinds = {m.kind for m in mutants_of(source)}
    assert kinds == {"removed", "condition", "variable"}


@pytest.mark.parametrize("id", ["softmax_with_loss", "layers", "two_layer_mse"])
def test_mutants_of_references_are_programs_with_one_change(id: str) -> None:
    source = (ROOT / "reference" / f"{id}.py").read_text(encoding="utf-8")
    mutants = mutants_of(source)
    assert len(mutants) > 20
    assert len({m.source for m in mutants} | {source}) == len(mutants) + 1
    assert len({m.id for m in mutants}) == len(mutants)
    for mutant in mutants:
        ast.parse(mutant.source)
        old, new = source.splitlines(), mutant.source.splitlines()
        removed = [line for line in difflib.ndiff(old, new) if line.startswith("- ")]
        assert 1 <= len(removed) <= 10, mutant.id
        assert mutant.diff.startswith(f"-{mutant.old}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("    return x + 1  # the next", "return (x + 1)"),
        ("y = ( x @ w )", "y = x @ w"),
        ("        x  =  'a'", 'x = "a"'),
        ("if x > 0:  # no statement by itself", "  if x > 0:"),
        ("w = x; y = w", "w = x\ny = w"),
    ],
)
def test_lines_are_the_same_but_for_what_does_not_matter(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_different_lines_stay_different() -> None:
    assert normal("return x + 1") != normal("return x + 2")
    assert normal(dedent("    if x > 0:")) != normal("if x >= 0:")
