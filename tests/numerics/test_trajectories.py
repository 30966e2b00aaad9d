"""Bands let every right way to write a run in, and say why a wrong one leaves."""

import functools
import json
from dataclasses import replace

import numpy as np
import pytest
from training_loops import RIGHT, ROUNDED, STEPS, WRONG, D, H, K, N, draw, draw_classes, train, train_batches

from autograder.numerics import Mismatch, TrajectoryBand, assert_trajectory

KNOWN = {"N": N, "K": K, "D": D, "H": H}
SEEDS = range(3)


def band_of(inputs, **variant):
    longer = inputs | {"num_steps": inputs["num_steps"] + 1}
    return TrajectoryBand.from_reference(
        lambda **each: train(**each, **variant)[0],
        longer,
        learning_rate="learning_rate",
        num_steps="num_steps",
    )


BANDS = {seed: band_of(draw(seed)) for seed in SEEDS}
ENTROPY_BANDS = {seed: band_of(draw_classes(seed), loss="entropy") for seed in SEEDS}


def loss_of(inputs, w1, w2, loss="squared"):
    return train(**inputs | {"w1": w1, "w2": w2, "num_steps": 1}, loss=loss)[0][0]


def judge(seed, variant, band=None, **keywords):
    losses, w1, w2 = train(**draw(seed), **variant)
    if "order" in variant:
        w1, w2 = w1[:, np.argsort(variant["order"])], w2[np.argsort(variant["order"])]
    recomputed = loss_of(draw(seed), w1, w2)
    assert_trajectory(losses, band or BANDS[seed], recomputed=recomputed, known=KNOWN, **keywords)


def rejection(*args, **keywords):
    with pytest.raises(Mismatch) as caught:
        judge(*args, **keywords)
    return caught.value


@pytest.mark.parametrize("name", RIGHT)
def test_right_runs_stay_inside(name):
    for seed in SEEDS:
        judge(seed, RIGHT[name])
        losses = train(**draw_classes(seed), loss="entropy", **RIGHT[name])[0]
        assert_trajectory([*losses, ENTROPY_BANDS[seed].expected[-1]], ENTROPY_BANDS[seed])


@pytest.mark.parametrize("name", WRONG)
def test_wrong_runs_leave_at_the_step_of_their_cause(name):
    variant, cause, step = WRONG[name]
    for seed in SEEDS:
        mismatch = rejection(seed, variant)
        assert mismatch.data["step"] == step
        assert mismatch.data["cause"] == cause
        json.dumps(mismatch.to_dict(), allow_nan=False)


@pytest.mark.parametrize("name", WRONG)
def test_wrong_runs_in_float32_leave_too(name):
    variant, cause, _ = WRONG[name]
    mismatch = rejection(0, variant | {"dtype": np.float32})
    assert mismatch.data["cause"] == cause


@pytest.mark.parametrize(
    ("name", "en", "ja"),
    [
        ("rate 1 % up", "whose learning rate, or gradient, is 1.01 times the right one", "正しい値の 1.01 倍"),
        (
            "mean slope",
            "is 0.0625 (= 1/N (N = 16, the number of samples)) times",
            "0.0625（= 1/N（N = 16、サンプル数））倍",
        ),
        ("mean loss", "Every loss is 0.0625 (= 1/N", "記録した損失の値だけが違います"),
        ("after the update", "measure the loss before the update", "損失は更新の前に"),
        ("w2 updated first", "The loss of step 0 agrees; the difference comes with the first updates", "逆伝播と更新"),
        ("leaky", "No update has happened yet", "順伝播・損失・初期値"),
        ("nothing moves", "the parameters are not updated", "パラメータが更新されていません"),
        ("uphill", "the sign of the update is wrong", "更新の符号が逆"),
        ("loss and slope as means", "At step 0 your loss is 0.0625 (= 1/N", "ステップ 0 の損失が期待値の 0.0625"),
    ],
)
def test_the_cause_is_told_in_both_languages(name, en, ja):
    text = rejection(0, WRONG[name][0]).text
    assert en in text.en
    assert ja in text.ja
    assert text.en.startswith(f"losses[{WRONG[name][2]}] is outside the band: got ")


def test_the_fitted_rate_is_exact():
    for factor in (0.5, 0.99, 1.01, 1.1, 2.0, 7.3, -1.5):
        data = rejection(0, {"rate_factor": factor}).data
        assert data["factor"] == pytest.approx(factor, rel=1e-6)


def test_a_rate_is_never_blamed_for_another_mistake():
    """Also where two mistakes meet, and where the reference cannot be run again."""
    for name, (variant, cause, _) in WRONG.items():
        if cause == "backward_or_update":
            mismatch = rejection(0, variant | {"rate_factor": 1.1})
            assert mismatch.data["cause"] == "backward_or_update", name
    without = replace(BANDS[0], rerun=None)
    assert rejection(0, {"rate_factor": 1.01}, without).data["cause"] == "backward_or_update"


def test_an_invented_list_of_losses_never_passes():
    truth = train(**draw(0))[0]
    untouched = loss_of(draw(0), draw(0)["w1"], draw(0)["w2"])
    for recomputed in (untouched, 0.0, np.nan, np.inf, BANDS[0].expected[-1] * (1 + 1e-3)):
        with pytest.raises(Mismatch, match="not those of the weights that you returned") as caught:
            assert_trajectory(truth, BANDS[0], recomputed=recomputed)
        assert caught.value.data["cause"] == "weights"
        json.dumps(caught.value.to_dict(), allow_nan=False)


def test_the_form_of_the_losses_comes_first():
    right = list(BANDS[0].expected)
    assert_trajectory(right, BANDS[0])
    assert_trajectory(np.array(right), BANDS[0])
    for wrong, en in (
        (None, "losses is None"),
        (right[:-1], f"losses has {STEPS} entries, expected {STEPS + 1}: one per step"),
        ([[loss] for loss in right], f"losses has shape ({STEPS + 1}, 1)"),
        (3.0, "losses has shape () (a single number)"),
        ([complex(loss) for loss in right], "holds complex numbers"),
        ([None] * len(right), "not a number (NoneType)"),
    ):
        with pytest.raises(Mismatch) as caught:
            assert_trajectory(wrong, BANDS[0])
        assert en in caught.value.text.en


def test_losses_that_are_not_finite_are_outside():
    for step, value in ((0, np.nan), (3, np.inf), (STEPS, -np.inf)):
        losses = BANDS[0].expected.copy()
        losses[step:] = value
        with pytest.raises(Mismatch) as caught:
            assert_trajectory(losses, BANDS[0])
        assert caught.value.data["step"] == step
        json.dumps(caught.value.to_dict(), allow_nan=False)


def test_printed_losses_are_judged_by_their_digits():
    rounded = [round(float(loss), 2) for loss in BANDS[0].expected]
    assert_trajectory(rounded, BANDS[0], decimals=2)
    losses = [round(float(loss), 2) for loss in train(**draw(0) | {"num_steps": STEPS + 1}, rate_factor=1.01)[0]]
    with pytest.raises(Mismatch):
        assert_trajectory(losses, BANDS[0], decimals=2)


def test_legitimate_variety_at_step_0_gets_the_float32_band_and_a_late_error_does_not():
    """log(y + 1e-7) shows from step 0 on; a backward error of the same size shows at step 1."""
    inputs = draw_classes(0) | {"num_steps": STEPS + 1}
    band = TrajectoryBand.from_reference(
        lambda **each: train(**each, loss="entropy")[0], inputs | {"w1": 0.1 * inputs["w1"]}
    )
    inputs["w1"] = 0.1 * inputs["w1"]
    assert_trajectory(train(**inputs, loss="entropy with 1e-7")[0], band)
    with pytest.raises(Mismatch):
        assert_trajectory(train(**inputs, loss="entropy", rate_factor=1 + 1e-3)[0], band)


@functools.cache
def run_at(speed, loss):
    """Inputs for a learning rate, and their band."""
    inputs = draw(0) if loss == "squared" else draw_classes(0)
    inputs["learning_rate"] *= speed
    longer = inputs | {"num_steps": STEPS + 1}
    return inputs, TrajectoryBand.from_reference(lambda **each: train(**each, loss=loss)[0], longer, perturbations=8)


@pytest.mark.parametrize("rounded", ROUNDED)
@pytest.mark.parametrize("speed", [0.01, 1, 10])
@pytest.mark.parametrize("loss", ["squared", "entropy"])
def test_float32_in_the_updates_alone_is_right_and_does_not_hide_another_rate(loss, speed, rounded):
    """The losses are float64's at step 0, and a few roundings of what they move by are off later on."""
    inputs, band = run_at(speed, loss)
    losses, w1, w2 = train(**inputs, loss=loss, rounded=rounded)
    assert losses[0] == band.expected[0]
    assert (np.abs(losses / band.expected[:-1] - 1) > band.float64[:-1]).any()
    assert_trajectory(losses, band, recomputed=loss_of(inputs, w1, w2, loss))
    for factor in (0.99, 1.01):
        losses = train(**inputs | {"num_steps": STEPS + 1}, loss=loss, rate_factor=factor, rounded=rounded)[0]
        with pytest.raises(Mismatch):
            assert_trajectory(losses, band)


def test_the_weights_after_a_single_rounded_update_are_right():
    inputs, band = run_at(1, "squared")
    short = replace(band, expected=band.expected[:2], float64=band.float64[:2], float32=band.float32[:2], steps=2)
    losses, w1, w2 = train(**inputs | {"num_steps": 1}, rounded="gradient")
    assert_trajectory(losses, short, recomputed=loss_of(inputs, w1, w2))
    losses, w1, w2 = train(**inputs | {"num_steps": 1}, rate_factor=1.01)
    with pytest.raises(Mismatch):
        assert_trajectory(losses, short, recomputed=loss_of(inputs, w1, w2))


def test_the_band_widens_and_comparison_stops_where_it_tells_nothing():
    """A loss that falls to the floor of rounding is compared as long as it means something."""
    rng = np.random.default_rng(0)
    a, b = np.eye(4) + 0.1 * rng.standard_normal((4, 4)), rng.standard_normal(4)

    def run(a, b, num_steps):
        w, losses = np.zeros(4), []
        for _ in range(num_steps):
            losses.append(np.sum((a @ w - b) ** 2))
            w = w - 0.4 * a.T @ (a @ w - b)
        return losses

    band = TrajectoryBand.from_reference(run, [a, b, 100])
    assert np.all(np.diff(band.float64) >= 0)
    assert np.all(band.float32 >= band.float64)
    assert 20 < band.steps < 80
    other = run(a * (1 + 1e-16), b * (1 - 2e-16), 100)
    assert_trajectory(other, band)
    with pytest.raises(ValueError, match="use fewer steps"):
        assert_trajectory(other[:-1], band, recomputed=other[-1])


def test_equivalents_widen_the_band():
    def run(**inputs):
        return train(**inputs)[0]

    def other(**inputs):
        return [loss * (1 + 1e-5 * i) for i, loss in enumerate(run(**inputs))]

    inputs = draw(0)
    with pytest.raises(Mismatch):
        assert_trajectory(other(**inputs), TrajectoryBand.from_reference(run, inputs))
    assert_trajectory(other(**inputs), TrajectoryBand.from_reference(run, inputs, equivalents=[other]))


def test_a_diverging_reference_is_compared_while_it_is_finite():
    diverging = draw(0) | {"learning_rate": 1.0}
    with np.errstate(all="ignore"):
        band = TrajectoryBand.from_reference(lambda **each: train(**each)[0], diverging)
        losses = train(**diverging, how="blocks")[0]
    assert 0 < band.steps < STEPS
    assert not np.all(np.isfinite(band.expected))
    assert_trajectory(losses, band)


def test_a_run_that_returns_no_losses_is_the_authors_mistake():
    with pytest.raises(TypeError, match="one loss per step"):
        TrajectoryBand.from_reference(lambda x: 3.0, [np.ones(2)])
    with pytest.raises(ValueError, match="first loss"):
        TrajectoryBand.from_reference(lambda x: [np.nan, 1.0], [np.ones(2)])
    with pytest.raises(ValueError, match="no array among the inputs"):
        TrajectoryBand.from_reference(train_batches, [0])


def test_inputs_are_never_shared_between_runs():
    """A run that trains in place, and one that draws from a generator, always start from the same state."""
    inputs = {"w": np.ones(3), "rng": np.random.default_rng(0)}

    def run(w, rng):
        losses = []
        for _ in range(5):
            losses.append(float(w @ w))
            w *= 1 - 0.1 * rng.random()
        return losses

    band = TrajectoryBand.from_reference(run, inputs, learning_rate="w")
    assert np.array_equal(inputs["w"], np.ones(3))
    before = band.rerun(1.0, 5)
    inputs["w"][:] = 7.0
    assert np.array_equal(band.rerun(1.0 + 1e-16, 5), before)
    assert_trajectory(run(np.ones(3), np.random.default_rng(0)), band)


def test_the_entry_is_named_also_where_the_losses_have_a_phrase_for_a_name():
    short, phrase = (rejection(0, WRONG["no mask"][0], what=what).text for what in ("losses", "the losses of run 2"))
    assert short.en.startswith("losses[1] is outside")
    assert phrase.en.startswith("entry [1] of the losses of run 2 is outside")
    assert phrase.ja.startswith("the losses of run 2 の要素 [1]")


class TestMiniBatches:
    """Draws fixed by a seed: a band over rounding sees what no distribution over seeds does."""

    @pytest.mark.parametrize("optimizer", ["momentum", "adam"])
    def test_right_and_wrong(self, optimizer):
        for seed in SEEDS:
            band = TrajectoryBand.from_reference(
                lambda seed: train_batches(seed, optimizer=optimizer),
                [seed],
                equivalents=[lambda seed: train_batches(seed, optimizer=optimizer, how="blocks")],
            )
            assert_trajectory(train_batches(seed, optimizer=optimizer, how="transposed"), band)
            wrong = {"momentum": ["damped"], "adam": ["t stays 1", "no correction"]}[optimizer]
            for name in ["no dropout mask", *wrong]:
                with pytest.raises(Mismatch) as caught:
                    assert_trajectory(train_batches(seed, optimizer=optimizer, wrong=name), band)
                assert caught.value.data["step"] in (1, 2)

    def test_both_published_forms_of_adam_pass_as_equivalents(self):
        band = TrajectoryBand.from_reference(
            train_batches, [0], equivalents=[lambda seed: train_batches(seed, how="einsum")]
        )
        assert_trajectory(train_batches(0, how="einsum"), band)
        with pytest.raises(Mismatch):
            assert_trajectory(train_batches(0, wrong="t stays 1"), band)


def test_published_losses_have_a_band_of_their_own_width() -> None:
    band = TrajectoryBand.around([8.0, 4.0, 2.0], rtol=1e-5)
    assert_trajectory([8.0, 4.00003, 2.0], band)
    for wrong, step in (([8.0, 4.0, 2.00003], 2), ([8.1, 4.0, 2.0], 0), ([8.0, float("nan"), 2.0], 1)):
        with pytest.raises(Mismatch) as found:
            assert_trajectory(wrong, band)
        assert (found.value.data["step"], found.value.data["reference"]) == (step, [8.0, 4.0, 2.0])
    with pytest.raises(Mismatch, match="2 entries"):
        assert_trajectory([8.0, 4.0], band)
