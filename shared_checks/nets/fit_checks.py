"""Checks of a net's training in mini-batches. Hidden tests that take them over define the fixture ``nets``.

The fixture gives the assignment's `Nets`. No check of fit depends on the order in which samples are drawn: batches of
all samples, or steps so small that they show how often each sample was used.
"""

import numpy as np
from net_checks import PRECISION
from net_runs import (
    batch_problem,
    by_our_names,
    digits_band,
    digits_problem,
    last_loss,
    names_of,
    rate_after,
    single_batch,
    uses,
)

from autograder.testing import assert_close, assert_in_ensemble, assert_trajectory, fail, points


def lend_net(submission, reference, nets, kind, like):
    """Until the check ends, loss and gradient of the submission's net are right for its parameters.

    What is wrong with its own is charged where these are checked, and says nothing of fit.
    """

    def ours(net):
        return nets.net_with(reference, kind, by_our_names(net.params, like))

    def gradient(self, x, t):
        names = names_of(self.params, like)
        return {names[key]: value for key, value in ours(self).gradient(x, t).items()}

    def loss(self, x, t):
        return ours(self).loss(x, t)

    submission.using(**{f"{nets.name}.gradient": gradient, f"{nets.name}.loss": loss})


def check_losses_per_epoch(submission, reference, rng, nets):
    """history["loss"] of four epochs: finite, and in the end that of the trained net."""
    kind, params, x, t = nets.classes(rng, 7)
    lend_net(submission, reference, nets, kind, params)
    settings = {"batch_size": 3, "epochs": 4, "rng": np.random.default_rng(1)}
    losses, after = nets.run_fit(submission, kind, params, x, t, (0.1,), **settings)
    losses = np.asarray(losses, dtype=float)
    if not np.all(np.isfinite(losses)) or np.ptp(losses) == 0:
        fail(
            f'4 epochs must give 4 finite losses in history["loss"] that change; they are {losses.tolist()}.',
            f'4 エポックなら、history["loss"] は変化する 4 個の有限な数のはずですが、{losses.tolist()} でした。',
        )
    expected = nets.net_with(reference, kind, after).loss(x, t)
    assert_close(losses[-1], expected, what='history["loss"][-1]', rtol=PRECISION)


def check_single_batch(submission, reference, rng, nets, kind, what="the losses, from before the first epoch on"):
    """Losses and parameters where every epoch is one step on all samples."""
    params, x, t, band = single_batch(nets, reference, kind, int(rng.integers(2**32)))
    lend_net(submission, reference, nets, kind, params)
    settings = {"batch_size": 6, "epochs": 8, "rng": np.random.default_rng(1)}
    before = nets.net_with(reference, kind, params).loss(x, t)
    losses, after = nets.run_fit(submission, kind, params, x, t, nets.rates, **settings)
    step = nets.net_with(reference, kind, after).gradient(x, t)
    ahead = nets.net_with(reference, kind, {key: after[key] - rate_after(nets, 8) * step[key] for key in after})
    assert_trajectory([before, *losses], band, recomputed=ahead.loss(x, t), what=what, known={"N": 6})


@points(1)
def test_fit_uses_every_sample_once_per_epoch(submission, reference, rng, nets):
    """7 samples in batches of 3: two batches of 3 and one of 1, each sample in exactly one, with its own target.

    ja: 7 サンプルを 3 個ずつに分けると、3 個のバッチが 2 つと 1 個のバッチが 1 つです。各サンプルを 1 回ずつ使います。
    """
    problem = batch_problem(nets, reference, rng)
    lend_net(submission, reference, nets, *problem[:2])
    expected = np.array([1 / 3] * 6 + [1.0])
    for seed in rng.integers(2**32, size=2):  # one order may by chance be right where targets or samples are not
        amounts = np.sort(uses(nets, submission, reference, problem, np.random.default_rng(seed), 3))
        if not np.allclose(amounts, expected, atol=0.08):  # the references are within 0.0025 in 2,000 draws
            listed = ", ".join(f"{a:.2f}" for a in amounts)
            fail(
                "In an epoch with batches of 3, 3 and 1 six samples count 1/3 and one counts 1 "
                f"(1 / batch size for each use); yours count {listed}.",
                "3 個、3 個、1 個のバッチのエポックでは、6 個のサンプルの重みが 1/3、1 個が 1 になります"
                f"(使うたびに 1 / バッチサイズ)。実際の重みは {listed} でした。",
            )


@points(1)
def test_fit_shuffles(submission, reference, rng, nets):
    """Which samples are left for the last batch depends on rng, and changes from epoch to epoch.

    ja: 最後のバッチに残るサンプルは、rng によって、またエポックごとに変わります。
    """
    problem = batch_problem(nets, reference, rng)
    lend_net(submission, reference, nets, *problem[:2])
    # Batches of 5 and 2 samples: a sample counts 1/5 or 1/2. Two of seven samples can be left in 21 ways, so that six
    # shuffles leave the same ones with probability 21⁻⁵ = 2.4e-7.
    seeds = rng.integers(2**32, size=6)
    amounts, again = (
        [uses(nets, submission, reference, problem, np.random.default_rng(seed), 5) for seed in seeds] for _ in range(2)
    )
    longer = uses(nets, submission, reference, problem, np.random.default_rng(seeds[0]), 5, epochs=6)
    largest = np.abs(amounts).max()
    if not 0.01 < largest < np.inf:
        fail("fit does not move the parameters along the gradients.", "fit でパラメータが勾配に沿って動いていません。")
    if np.ptp(amounts, axis=1).max() < 0.1 * largest:
        fail(
            "Every sample moves the parameters by the same amount, whatever the size of its batch, so no shuffling "
            "can be seen: is each step that of the mean over its own batch?",
            "バッチの大きさに関係なく、どのサンプルも同じだけパラメータを動かしているので、並べ替えを確認できません。"
            "各ステップの勾配は、そのバッチについての平均ですか。",
        )
    if np.abs(np.subtract(amounts, again)).max() > 0.2 * largest:
        fail(
            "Two rngs of the same state give different batches: shuffle the samples with rng.",
            "状態が同じ rng でも、バッチが違います。rng でサンプルを並べ替えてください。",
        )
    if np.ptp(amounts, axis=0).max() < 0.2 * largest:
        fail(
            "With six different rngs the batches are always the same: shuffle the samples with rng in every epoch.",
            "6 通りの rng で、いつも同じバッチになっています。エポックごとに rng でサンプルを並べ替えてください。",
        )
    if np.abs(longer - 6 * amounts[0]).max() < 0.2 * largest:
        fail(
            "All six epochs of a run have the same batches: shuffle the samples in every epoch.",
            "6 エポックとも同じバッチになっています。エポックごとにサンプルを並べ替えてください。",
        )


def check_digits(submission, reference, rng, nets):
    """The loss after some epochs on 120 small digits, for four orders of the samples."""
    import datasets

    band, problem = digits_band(nets, reference), digits_problem(nets, datasets)
    lend_net(submission, reference, nets, nets.digits_kind, problem[0])
    metrics = [last_loss(nets, submission, reference, int(seed), problem) for seed in rng.integers(2**32, size=4)]
    assert_in_ensemble(
        metrics, band, what=(f"the loss after {nets.digits_epochs} epochs", f"{nets.digits_epochs} エポック後の損失")
    )
