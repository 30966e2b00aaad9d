"""Hidden checks of the optimizers.

Every run takes several steps with changing gradients for several keys: most mistakes do not show in the first
step. Where ε is too large for its place not to matter, both places are right, and so are both forms of Adam.
"""

import functools

import numpy as np
import pytest
from optimizer_forms import OTHER_PLACES_OF_EPS, adadelta_with_eps_outside
from optimizer_problems import (
    FEW,
    MANY,
    PRECISION,
    assert_moved,
    check_moves,
    gradients,
    moves,
    other_moves,
    start,
    zeros,
)

from autograder.testing import about, after, assert_close, assert_unchanged, copies, fail, points


@points(1)
def test_sgd(submission, reference, rng):
    """SGD: θ ← θ − λ g.

    ja: SGD:θ ← θ − λ g
    """
    check_moves(submission, reference, rng, "SGD", {"lr": 0.1}, {"lr": 0.02})


@points(2)
def test_momentum(submission, reference, rng):
    """Momentum: v ← α v − λ g; θ ← θ + v.

    ja: Momentum:v ← α v − λ g、θ ← θ + v
    """
    check_moves(submission, reference, rng, "Momentum", {"lr": 0.1}, {"lr": 0.02, "momentum": 0.6})


@points(1.5)
def test_nesterov(submission, reference, rng):
    """Nesterov: v ← α v − λ g; θ ← θ + α v − λ g with the new v.

    ja: Nesterov:v ← α v − λ g、θ ← θ + α v − λ g(更新後の v を使う)
    """
    check_moves(submission, reference, rng, "Nesterov", {"lr": 0.1}, {"lr": 0.02, "momentum": 0.6})


@points(2)
def test_adagrad(submission, reference, rng):
    """AdaGrad: h ← h + g²; θ ← θ − λ g / (√h + ε).

    ja: AdaGrad:h ← h + g²、θ ← θ − λ g / (√h + ε)
    """
    check_moves(submission, reference, rng, "AdaGrad", {"lr": 0.1}, {"lr": 0.02})


@points(1.5)
def test_rmsprop(submission, reference, rng):
    """RMSProp: h ← ρ h + (1 − ρ) g²; θ ← θ − λ g / (√h + ε).

    ja: RMSProp:h ← ρ h + (1 − ρ) g²、θ ← θ − λ g / (√h + ε)
    """
    check_moves(submission, reference, rng, "RMSProp", {"lr": 0.1}, {"lr": 0.02, "rho": 0.6})


@points(2)
def test_adadelta(submission, reference, rng):
    """AdaDelta: Δ = −g √(s + ε) / √(h + ε), with running averages h of g² and s of Δ².

    ja: AdaDelta:Δ = −g √(s + ε) / √(h + ε)(h は g² の、s は Δ² の移動平均)
    """
    settings = ({"eps": 1e-3}, {"rho": 0.6, "eps": 0.1})
    check_moves(submission, reference, rng, "AdaDelta", *settings, also=[adadelta_with_eps_outside])
    # from 0, where such small steps are not lost in float32
    check_moves(submission, reference, rng, "AdaDelta", {}, begin=zeros, also=[adadelta_with_eps_outside])


@points(3)
def test_adam(submission, reference, rng):
    """Adam: averages m of g and v of g², both corrected for their start at 0; θ ← θ − λ m̂ / (√v̂ + ε).

    ja: Adam:g と g² の移動平均 m、v を、0 から始まる影響について補正し、θ ← θ − λ m̂ / (√v̂ + ε)
    """
    settings = ({}, {"lr": 0.02, "beta1": 0.6, "beta2": 0.8})
    check_moves(submission, reference, rng, "Adam", *settings, begin=zeros)


@points(1, shares=True)
@pytest.mark.parametrize("name", OTHER_PLACES_OF_EPS)
def test_eps_guards_against_a_gradient_of_zero(submission, reference, rng, name):
    """Where the gradient is 0, AdaGrad, RMSProp and Adam do not move; a tiny gradient or a large ε gives a small step.

    ja: AdaGrad、RMSProp、Adam は、勾配が 0 なら動きません。勾配がごく小さいか ε が大きければ、小さく動きます。
    """
    tiny, begin = 1e-9, 2.0**-10
    params = {"zero": np.full(4, begin)}
    getattr(submission, name)(lr=0.1).update(params, {"zero": np.array([0.0, tiny, -tiny, 1.0])})
    still, down, up, whole = np.asarray(params["zero"], dtype=float) - begin
    least, most = sorted((down, up))
    if not (still == 0.0 and least < 0.0 < most and max(-least, most) < 0.9 * abs(whole)):
        fail(
            f"For the gradient (0, 1e-9, −1e-9, 1) {name}(lr=0.1) moves by ({still:.3g}, {down:.3g}, {up:.3g}, "
            f"{whole:.3g}); right are 0, two tiny steps of both signs, and a whole one.",
            f"勾配 (0, 1e-9, −1e-9, 1) に対して {name}(lr=0.1) の動きが ({still:.3g}, {down:.3g}, {up:.3g}, "
            f"{whole:.3g}) です。順に 0、正負のごく小さい 2 歩、普通の 1 歩になるはずです。",
        )
    params, all_grads = zeros(rng, " eps"), gradients(rng, FEW, " eps")
    plain = moves(getattr(submission, name)(lr=0.1), params, all_grads)
    expected = moves(getattr(reference, name)(lr=0.1), params, all_grads)
    right = all(np.allclose(plain[k], expected[k], rtol=0, atol=PRECISION * np.abs(expected[k]).max()) for k in params)
    # other keys, since a state that is wrongly shared has a check of its own
    params, *all_grads = ({f"large {k}": a for k, a in arrays.items()} for arrays in (params, *all_grads))
    damped = moves(getattr(submission, name)(lr=0.1, eps=0.3), params, all_grads)
    if right:
        expected = moves(getattr(reference, name)(lr=0.1, eps=0.3), params, all_grads)
        others = other_moves(OTHER_PLACES_OF_EPS[name], {"lr": 0.1, "eps": 0.3}, all_grads)
        what = (
            f"θ after each of {FEW} steps of {name}(lr=0.1, eps=0.3), minus θ at the start",
            f"{name}(lr=0.1, eps=0.3) の {FEW} ステップそれぞれのあとの θ − 最初の θ",
        )
        assert_close(damped, expected, or_close_to=others, what=what, rtol=PRECISION)
    elif not all(np.all(np.abs(damped[f"large {k}"][0]) < 0.9999 * np.abs(a[0])) for k, a in plain.items()):
        fail(  # a wrong formula is charged above: here it is enough that ε makes its step shorter
            f"With eps=0.3 the first step of {name} must be shorter than without.",
            f"eps=0.3 のとき、{name} の最初の 1 歩は、既定の eps のときより短くなるはずです。",
        )


FTRL_SETTINGS = ({"lr": 0.1}, {"lr": 0.2, "l1": 0.8, "l2": 0.5, "beta": 0.7})


@points(2)
def test_ftrl_from_zero(submission, reference, rng):
    """FTRL with θ = 0 at the start, where z starts at 0, too: the formula of the paper, with l1, l2 and β.

    ja: θ = 0 から始める FTRL(z も 0 から始まります):l1、l2、β を含む論文の式
    """
    check_moves(submission, reference, rng, "FTRL", *FTRL_SETTINGS, begin=zeros)


@points(1)
@after(test_ftrl_from_zero)
def test_ftrl_starts_from_the_given_parameters(submission, reference, rng):
    """FTRL with other parameters at the start: z starts as the value that belongs to them.

    ja: θ が 0 でないところから始める FTRL:z は、その θ に対応する値から始まります。
    """
    check_moves(submission, reference, rng, "FTRL", FTRL_SETTINGS[1])


# --- What holds for every optimizer ---
# Keys have a suffix, so that a state which an optimizer wrongly shares holds nothing of an earlier check.

SETTINGS = {
    "SGD": {"lr": 0.1},
    "Momentum": {"lr": 0.1},
    "Nesterov": {"lr": 0.1},
    "AdaGrad": {"lr": 0.1},
    "RMSProp": {"lr": 0.1},
    "AdaDelta": {"eps": 0.1},
    "Adam": {"lr": 0.1},
    "FTRL": {"lr": 0.1},
}
OTHER_SETTINGS = {  # no argument has the same value as above
    "SGD": {"lr": 0.02},
    "Momentum": {"lr": 0.02, "momentum": 0.6},
    "Nesterov": {"lr": 0.02, "momentum": 0.6},
    "AdaGrad": {"lr": 0.02, "eps": 0.3},
    "RMSProp": {"lr": 0.02, "rho": 0.6, "eps": 0.3},
    "AdaDelta": {"rho": 0.6, "eps": 0.3},
    "Adam": {"lr": 0.02, "beta1": 0.6, "beta2": 0.8, "eps": 0.3},
    "FTRL": {"lr": 0.2, "l1": 0.8, "l2": 0.5, "beta": 0.7},
}


@points(0.5, shares=True)
@pytest.mark.parametrize("name", SETTINGS)
def test_parameters_change_in_place(submission, rng, name):
    """update changes the arrays themselves: whoever holds the same array sees every step.

    ja: update は配列そのものを書き換えます。同じ配列を持っているほかのコードからも、毎回の更新が見えます。
    """
    params, all_grads = start(rng, "1", MANY), gradients(rng, 2, "1", MANY)
    given = copies(params)
    held = dict(given)  # the same arrays, in another dict
    optimizer = getattr(submission, name)(**SETTINGS[name])
    for step, grads in enumerate(all_grads):
        optimizer.update(given, copies(grads))
        if step == 0:
            assert_moved(given, params, grads, name)
        for k, array in held.items():
            if not np.array_equal(array, given[k]):
                fail(
                    f"{name}.update put a new array into params[{k!r}]; it must change the one that is there.",
                    f"{name}.update が params[{k!r}] に新しい配列を入れています。元の配列を書き換える必要があります。",
                )


@points(0.5, shares=True)
@pytest.mark.parametrize("name", SETTINGS)
def test_gradients_are_left_alone(submission, rng, name):
    """update leaves the arrays in grads as they were, also those of earlier steps.

    ja: update は grads の配列を書き換えません。前のステップで渡された配列も書き換えません。
    """
    params, all_grads = start(rng, "2", MANY), gradients(rng, 3, "2", MANY)
    given, all_given = copies(params), copies(all_grads)
    optimizer = getattr(submission, name)(**SETTINGS[name])
    for step, grads in enumerate(all_given):
        optimizer.update(given, grads)
        if step == 0:
            assert_moved(given, params, all_grads[0], name)
    for step, (after_update, before) in enumerate(zip(all_given, all_grads, strict=True), start=1):
        for k, g in before.items():
            assert_unchanged(
                after_update[k],
                g,
                what=(
                    f"grads[{k!r}] of step {step} of {name}.update",
                    f"{name}.update のステップ {step} の grads[{k!r}]",
                ),
            )


@points(1, shares=True)
@pytest.mark.parametrize("name", SETTINGS)
def test_each_optimizer_has_its_own_state(submission, rng, name):
    """Two optimizers of the same kind, made with other arguments, know nothing of each other.

    ja: 同じ種類で引数の異なるオプティマイザが 2 つあっても、互いに影響しません。
    """
    params, (one, two) = start(rng, "3"), gradients(rng, 2, "3")
    make = getattr(submission, name)
    alone, optimizer = copies(params), make(**SETTINGS[name])
    optimizer.update(alone, copies(one))
    assert_moved(alone, params, one, name)
    optimizer.update(alone, copies(two))
    first, beside = make(**SETTINGS[name]), copies(params)
    first.update(beside, copies(one))
    second = make(**OTHER_SETTINGS[name])
    for _ in range(2):  # not as often as the first
        second.update(copies(params), {k: -3 * g for k, g in one.items()})
    first.update(beside, copies(two))
    for k in params:
        assert_close(
            beside[k], np.array(alone[k]), what=(f"params[{k!r}] of {name}", f"{name} の params[{k!r}]"), rtol=1e-6
        )


def bowl(position):
    """The gradient of x² + 3 y² + ½ z²."""
    return np.array([2.0, 6.0, 1.0]) * np.asarray(position)


def working_optimizer(submission):
    """The name of the first optimizer whose update moves: which are right has checks of its own."""
    for name, settings in SETTINGS.items():
        params = {"x": np.ones(3)}
        try:
            getattr(submission, name)(**settings).update(params, {"x": np.ones(3)})
            if not np.any(np.asarray(params["x"]) == 1.0):
                return name
        except Exception:  # whatever it raises, it does not move
            continue
    return "SGD"


@points(1)
@about("descend")
def test_descend(submission, rng):
    """descend returns the start and the position after each step, and does not modify the start.

    ja: descend は出発点と各ステップ後の位置を返します。出発点の配列は書き換えません。
    """
    name = working_optimizer(submission)
    make = functools.partial(getattr(submission, name), **SETTINGS[name])
    for steps in (5, 0):
        begin = rng.uniform(1.0, 2.0, size=3)
        params, optimizer = {"x": begin.copy()}, make()
        expected = [begin]
        for step in range(steps):
            optimizer.update(params, {"x": bowl(params["x"])})
            if step == 0:
                assert_moved(params, {"x": begin}, {"x": bowl(begin)}, name)
            expected.append(np.array(params["x"], dtype=float))
        given = begin.copy()
        path = submission.descend(make(), bowl, given, steps)
        assert_unchanged(given, begin, what=("start", "出発点"))
        assert_close(
            path, np.array(expected), what=(f"the path of {steps} steps", f"{steps} ステップの道筋"), rtol=PRECISION
        )
