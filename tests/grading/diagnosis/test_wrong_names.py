"""Submissions that were once given a wrong name, or lost a right one: what is named now, in the real assignments."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]

Change = tuple[str, str]
Naming = Callable[..., Mapping[str, Any]]

KEPT = "self.mask = self.rng.random(x.shape) >= self.p"
INVERTED = (
    ("return x * (1.0 - self.p)", "return x.copy()"),
    ("return x * self.mask", "return x * self.mask / (1.0 - self.p)"),
    ("return dout * self.mask", "return dout * self.mask / (1.0 - self.p)"),
)
SOFTMAX = "e = np.exp(x - x.max(axis=1, keepdims=True))"

# assignment → submission: changes of the reference
NOT_MISNAMED: Mapping[str, Mapping[str, tuple[Change, ...]]] = {
    "matrix_gradients": {"dw_in_the_wrong_order": (("return g @ w.T, x.T @ g", "return g @ w.T, g @ x.T"),)},
    "softmax_with_loss": {
        "maximum_along_the_wrong_axis": ((SOFTMAX, "e = np.exp(x - np.max(x, axis=0, keepdims=True).T)"),),
    },
    "two_layer_mse": {
        "operands_swapped": (("y1 = x @ w1", "y1 = w1 @ x"),),
        "not_done_yet": (("y1 = x @ w1", "raise ValueError('not done yet')"),),
    },
    "two_layer_net": {
        "bias_after_relu": (
            ('np.maximum(x @ p["W1"] + p["b1"], 0.0)', 'np.maximum(x @ p["W1"], 0.0) + p["b1"]'),
        ),
        "clipped_gradients": (
            (
                '{"W1": x.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dz, "b2": dz.sum(axis=0)}',
                "{k: np.clip(g, -0.1, 0.1) for k, g in "
                '{"W1": x.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dz, "b2": dz.sum(axis=0)}.items()}',
            ),
        ),
        "gradient_of_the_whole_set": (("net.gradient(x[batch], t[batch])", "net.gradient(x, t)"),),
    },
    "numerical_gradient": {
        "half_a_step": (("point[i] = middle + h", "point[i] = middle + h / 2"), ("middle - h", "middle - h / 2")),
    },
    "regularization": {
        "mean_over_matrices": (
            ("alpha * sum(np.sum(W**2) for W in weights)", "alpha * sum(np.sum(W**2) for W in weights) / len(weights)"),
        ),
    },
    "autodiff": {
        "logarithm_of_the_softmax": (
            ("log_y = z - z.exp().sum(axis=1, keepdims=True).log()",
             "log_y = (z.exp() * z.exp().sum(axis=1, keepdims=True) ** -1.0).log()"),
        ),
    },
}  # fmt: skip

NAMED: Mapping[str, Mapping[str, tuple[tuple[Change, ...], list[str]]]] = {
    "dropout": {
        "inverted": (INVERTED, ["inverted_dropout"]),
        "inverted_and_sampled_below": (
            (*INVERTED, (KEPT, "self.mask = self.rng.random(x.shape) < 1 - self.p")),
            ["inverted_dropout"],
        ),
        "inverted_and_binomial": (
            (*INVERTED, (KEPT, "self.mask = self.rng.binomial(1, 1 - self.p, x.shape)")),
            ["inverted_dropout"],
        ),
        "swapped_and_binomial": (
            ((KEPT, "self.mask = self.rng.binomial(1, self.p, x.shape)"),),
            ["dropped_with_probability_1_minus_p"],
        ),
    },
    "numerical_gradient": {
        "divided_by_h": ((("(2 * h)", "h"),), ["divided_by_h"]),
        "divided_by_h_beside_a_wrong_count": (
            (("(2 * h)", "h"), ("(n_in + 1) * n_hidden + (n_hidden + 1) * n_out", "n_in * n_hidden + 7 * n_out")),
            ["divided_by_h"],
        ),
    },
}  # fmt: skip


def changed(id: str, changes: tuple[Change, ...]) -> str:
    text = (ROOT / "reference" / f"{id}.py").read_text()
    for old, new in changes:
        assert text.count(old) == 1, (id, old)
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("id", NOT_MISNAMED)
def test_no_name_is_given_to_what_behaves_otherwise_in_some_check(id: str, naming: Naming) -> None:
    found = naming(id, {name: changed(id, changes) for name, changes in NOT_MISNAMED[id].items()})
    assert {name: wrong for name, wrong in found["wrong"].items() if wrong} == {}


@pytest.mark.parametrize("id", NAMED)
def test_the_right_name_is_given(id: str, naming: Naming) -> None:
    found = naming(id, {name: changed(id, changes) for name, (changes, _) in NAMED[id].items()})
    assert found["named"] == {name: expected for name, (_, expected) in NAMED[id].items()}
