"""The edge that explains what a student's chain rule gives."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[2] / "shared_checks" / "functions"))
from marked_edges import Graph, marking

GRAPH = Graph(
    ["x", "y", "u", "v", "z"],
    [(s, e, e == "z") for s, e in ("xu", "xv", "yu", "yv", "uz", "vz")],
    inputs=2,
)


def seen_with(edge: int, multiple: float, points: int = 5) -> list:
    """What comes where one factor is a multiple of the right one."""
    rng, seen = np.random.default_rng(0), []
    for _ in range(points):
        factors = rng.uniform(0.5, 2, size=6)
        wrong = factors.copy()
        wrong[edge] *= multiple
        seen.append((factors, GRAPH.derivatives(wrong)))
    return seen


@given(st.integers(0, 3), st.sampled_from([0.0, -1.0, 2.0, 0.5]))
def test_the_one_wrong_edge_is_found(edge: int, multiple: float) -> None:
    drawn = GRAPH.marked(seen_with(edge, multiple))
    assert [n for n, (_, _, state) in enumerate(drawn["edges"]) if state] == [edge]


def test_two_mistakes_are_blamed_on_no_edge() -> None:
    seen = [(factors, got + np.array([0.1, 0.3])) for factors, got in seen_with(0, -1.0)]
    assert GRAPH.marked(seen) is None


@pytest.mark.parametrize("got", [None, "no", (1.0,), (1.0, float("nan"))])
def test_what_is_no_result_is_left_to_the_check(got: object) -> None:
    with pytest.raises(AssertionError), marking(GRAPH, [(np.ones(6), got)]):
        raise AssertionError
