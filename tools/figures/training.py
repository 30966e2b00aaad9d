"""Loss curves of the training loops, made by the references."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from style import save, say

LINES = ("-", "--", ":")  # a print without colours tells them apart, too


def rates(id: str, losses_at: dict[float, list[float]], top: float | None = None) -> None:
    """Losses per step on a logarithmic scale up to `top`, one curve for each learning rate; no inf, no NaN."""
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    for (rate, losses), line in zip(losses_at.items(), cycle(LINES), strict=False):
        values = np.where(np.isfinite(losses), losses, np.nan)
        if top:
            values = values[: 1 + np.argmax(values > top)] if np.nanmax(values) > top else values
        mantissa, exponent = f"{rate:e}".split("e")
        digits = "" if float(mantissa) == 1 else rf"{float(mantissa):g} \cdot "
        ax.semilogy(values, line, label=say("learning rate", "学習率") + rf" ${digits}10^{{{int(exponent)}}}$")
    ax.set(xlabel=say("step", "ステップ"), ylabel=say("loss", "損失"), ylim=(None, top))
    ax.legend(frameon=False)
    save(figure, id, "losses.svg")


def two_layer_mse() -> None:
    """The published run, a slower one, and one that overflows within five steps."""
    from two_layer_mse import train

    legacy = np.random.RandomState(0)
    arrays = [legacy.randn(*shape) for shape in ((64, 1000), (64, 10), (1000, 100), (100, 10))]
    with np.errstate(all="ignore"):
        losses = {rate: train(*arrays, rate, 500)[0] for rate in (1e-6, 1e-7, 1e-4)}
    rates("two_layer_mse", losses, top=1e14)


def two_layer_cross_entropy() -> None:
    """The run of the script, and two faster ones."""
    from two_layer_cross_entropy import train

    legacy = np.random.RandomState(0)
    x, classes = legacy.randn(64, 1000), legacy.randint(0, 10, 64)
    weights = legacy.randn(1000, 100), legacy.randn(100, 10)
    losses = {rate: train(x, np.eye(10)[classes], *weights, rate, 500)[0] for rate in (1e-6, 1e-5, 1e-4)}
    rates("two_layer_cross_entropy", losses)


def two_layer_net() -> None:
    """Songs with standardized features and without, where the largest rate that does not overflow is 10⁻⁷."""
    from datasets import year_table
    from two_layer_net import TwoLayerNet, fit, standardize

    x, t = year_table(2000, seed=1)
    standardized, _ = standardize(x, x)
    t, _ = standardize(t, t)
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    for features, rate, label in (
        (standardized, 0.05, say("standardized features, learning rate 0.05", "標準化した特徴量、学習率 0.05")),
        (x, 1e-7, say(r"features as they are, learning rate $10^{-7}$", r"そのままの特徴量、学習率 $10^{-7}$")),
    ):
        net = TwoLayerNet(90, 20, 1, "regression", np.random.default_rng(0))
        settings = {"learning_rate": rate, "batch_size": 50, "epochs": 10, "rng": np.random.default_rng(1)}
        ax.semilogy(range(11), [net.loss(features, t), *fit(net, features, t, **settings)["loss"]], "o-", label=label)
    ax.axhline(
        0.5,
        color="#999999",
        linestyle=":",
        label=say("always the mean year: loss 1/2", "常に平均の年を答える: 損失 1/2"),
    )
    ax.set(xlabel=say("epoch", "エポック"), ylabel=say("loss", "損失"), ylim=(0.01, None))
    ax.legend(frameon=False, loc="upper right", bbox_to_anchor=(1, 0.66))
    save(figure, "two_layer_net", "losses.svg")


def multi_layer_net() -> None:
    """Digits, with three ways to draw the first weights."""
    from datasets import digits, one_hot
    from multi_layer_net import SGD, MultiLayerNet, fit

    x, labels = digits(3000, seed=1)
    t = one_hot(labels)
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    for weight_init, label, line in (("he", "He", "o-"), ("glorot", "Glorot", "s--"), (0.01, r"$\sigma = 0.01$", "^:")):
        net = MultiLayerNet((784, 100, 50, 10), "relu", np.random.default_rng(0), weight_init)
        settings = {"batch_size": 50, "epochs": 15, "rng": np.random.default_rng(1)}
        history = fit(net, SGD(0.1), x, t, **settings)
        ax.plot(range(1, 16), history["loss"], line, markersize=4, label=label)
    ax.set(xlabel=say("epoch", "エポック"), ylabel=say("loss", "損失"), ylim=(0, None))
    ax.legend(frameon=False)
    save(figure, "multi_layer_net", "losses.svg")


FIGURES = {
    "two_layer_mse": two_layer_mse,
    "two_layer_cross_entropy": two_layer_cross_entropy,
    "two_layer_net": two_layer_net,
    "multi_layer_net": multi_layer_net,
}
