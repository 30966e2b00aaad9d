"""The figure of the deep nets: how many layers still learn, and what a falling rate does."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from style import save, say


def deep_training() -> None:
    """Accuracy on new digits by depth, for six designs; losses with a constant and with a falling rate."""
    from datasets import digits, one_hot, smaller
    from deep_training import DeepNet, fit
    from optimizers import SGD, Adam
    from regularization import StepDecay

    (x, labels), (x_new, labels_new) = digits(500, seed=1), digits(500, seed=2)
    x, x_new, t, t_new = smaller(x, 2), smaller(x_new, 2), one_hot(labels), one_hot(labels_new)
    normed: dict[str, Any] = {"batch_norm": True}
    designs: dict[str, tuple[dict[str, Any], Callable[[], Any], str]] = {
        say("sigmoid, Glorot, SGD 0.3", "シグモイド、Glorot、SGD 0.3"): (
            {"activation": "sigmoid", "weight_init": "glorot"},
            lambda: SGD(0.3),
            "v:",
        ),
        r"ReLU, $\sigma = 0.01$, Adam 0.005": ({"weight_init": 0.01}, lambda: Adam(0.005), "^:"),
        "ReLU, He, SGD 0.1": ({}, lambda: SGD(0.1), "s--"),
        "ReLU, He, Adam 0.005": ({}, lambda: Adam(0.005), "o-"),
        "ReLU, He, BatchNorm, Adam 0.01": (normed, lambda: Adam(0.01), "D-"),
        say("sigmoid, Glorot, BatchNorm, Adam 0.01", "シグモイド、Glorot、BatchNorm、Adam 0.01"): (
            {"activation": "sigmoid", "weight_init": "glorot", **normed},
            lambda: Adam(0.01),
            "*-.",
        ),
    }
    depths = (1, 2, 5, 10, 20)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 3.9), width_ratios=(1.5, 1))
    for name, (options, optimizer, line) in designs.items():
        means = []
        for depth in depths:
            reached = []
            for seed in range(3):
                net = DeepNet((196, *(32,) * depth, 10), np.random.default_rng(seed), **options)
                fit(net, optimizer(), x, t, batch_size=50, epochs=10, rng=np.random.default_rng(seed))
                reached.append(net.accuracy(x_new, t_new))
            means.append(np.mean(reached))
        left.plot(depths, means, line, markersize=5, label=name)
    left.set(xscale="log", ylim=(0, 1))
    left.set(xlabel=say("hidden layers", "隠れ層の数"), ylabel=say("accuracy on new digits", "新しい数字の正解率"))
    left.set_xticks(depths, [str(depth) for depth in depths], minor=False)
    left.minorticks_off()
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False, fontsize=9)
    for name, schedule, line in (
        (say("constant rate", "一定の学習率"), None, "--"),
        (say("halved every 5 epochs", "5 エポックごとに半分"), StepDecay(0.02, 0.5, 5), "-"),
    ):
        net = DeepNet((196, *(32,) * 5, 10), np.random.default_rng(0))
        settings: dict[str, Any] = {"batch_size": 50, "epochs": 30, "rng": np.random.default_rng(1)}
        losses = fit(net, Adam(0.02), x, t, **settings, schedule=schedule)["loss"]
        right.semilogy(range(1, 31), losses, line, label=name)
    right.set(xlabel=say("epoch", "エポック"), ylabel=say("loss", "損失"))
    right.legend(frameon=False, fontsize=9)
    save(figure, "deep_training", "depth.svg")


FIGURES = {"deep_training": deep_training}
