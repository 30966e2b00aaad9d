"""The figure of the experiments on digits."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from style import save, say


def digit_experiments() -> None:
    """Accuracies by optimizer on 500 digits; training and test loss on 100."""
    from datasets import digits, one_hot, smaller
    from digit_experiments import run

    def drawn(n: int) -> dict[str, Any]:
        (x, labels), (x_test, labels_test) = digits(n, seed=1), digits(500, seed=2)
        x, x_test = smaller(x, 2), smaller(x_test, 2)
        return {"x_train": x, "t_train": one_hot(labels), "x_test": x_test, "t_test": one_hot(labels_test)}

    usual: dict[str, Any] = {"hidden": (64,), "loss": "cross_entropy", "batch_size": 20, "epochs": 20}
    figure, axes = plt.subplots(1, 2, figsize=(8.4, 3.4))
    rates = {"adam": 0.005, "adagrad": 0.01, "sgd": 0.05, "keras_ftrl": 0.001}
    for (name, rate), line in zip(rates.items(), ("-", "--", "-.", ":"), strict=True):
        config = {**usual, "optimizer": (name, {"lr": rate})}
        accuracies = run(config, drawn(500), np.random.default_rng(0))["test_accuracy"]
        axes[0].plot(range(1, 21), accuracies, line, label=f"{name} {rate}")
    of_new = say("accuracy on new digits", "新しい数字の正解率")
    axes[0].set(title=say("500 digits", "数字 500 枚"), xlabel=say("epoch", "エポック"), ylabel=of_new, ylim=(0, 1))
    config = {**usual, "hidden": (64, 32, 32), "optimizer": ("adam", {"lr": 0.01}), "batch_size": 10, "epochs": 30}
    history = run(config, drawn(100), np.random.default_rng(0))
    for key, line, of in (
        ("train_loss", "--", say("loss on these", "この 100 枚の損失")),
        ("test_loss", "-", say("loss on new ones", "新しい数字の損失")),
    ):
        axes[1].plot(range(1, 31), history[key], line, label=of)
    axes[1].set(title=say("100 digits", "数字 100 枚"), xlabel=say("epoch", "エポック"), ylim=(0, None))
    for ax in axes:
        ax.legend(frameon=False)
    save(figure, "digit_experiments", "experiments.svg")


FIGURES = {"digit_experiments": digit_experiments}
