"""Small experiments with the references: what a method does, seen at a glance."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from style import BLUE, ORANGE, save, say


def numerical_gradient() -> None:
    """The error of a slope over the step h: shrinking with h and h² first, then growing by rounding."""
    h = 10.0 ** np.arange(-13, 0, 0.2)
    x, right = 1.0, np.exp(1.0)
    forward = np.abs((np.exp(x + h) - np.exp(x)) / h - right) / right
    central = np.abs((np.exp(x + h) - np.exp(x - h)) / (2 * h) - right) / right
    figure, ax = plt.subplots(figsize=(6.4, 3.6))
    names = say("forward:", "前進差分:"), say("central:", "中心差分:")
    ax.loglog(h, forward, "o-", markersize=3.5, label=names[0] + r"  $(f(x + h) - f(x))\,/\,h$")
    ax.loglog(
        h,
        np.maximum(central, 1e-16),
        "s-",
        markersize=3.5,
        label=names[1] + r"  $(f(x + h) - f(x - h))\,/\,2h$",
    )
    title = say("$f(x) = e^x$ at $x = 1$", "$x = 1$ での $f(x) = e^x$")
    ax.set(xlabel="$h$", ylabel=say("relative error", "相対誤差"), ylim=(1e-13, 30), title=title)
    ax.legend(frameon=False, loc="upper center")
    save(figure, "numerical_gradient", "errors.svg")


def optimizers() -> None:
    """Paths from (10, 1) through the valley x² + 100 y²."""
    from optimizers import SGD, AdaGrad, Adam, Momentum, descend, valley_gradient

    x, y = np.meshgrid(np.linspace(-6, 11, 120), np.linspace(-1.4, 1.4, 80))
    figure, axes = plt.subplots(2, 2, figsize=(8.4, 5), sharex=True, sharey=True)
    for ax, (optimizer, label) in zip(
        axes.flat,
        (
            (SGD(0.0095), "SGD(0.0095)"),
            (Momentum(0.003), "Momentum(0.003)"),
            (AdaGrad(1.5), "AdaGrad(1.5)"),
            (Adam(0.5), "Adam(0.5)"),
        ),
        strict=True,
    ):
        ax.contour(x, y, x**2 + 100 * y**2, levels=[1, 5, 15, 40, 80, 140, 220], colors="#c8c8c8", linewidths=0.8)
        path = descend(optimizer, valley_gradient, np.array([10.0, 1.0]), 40)
        ax.plot(*path.T, "o-", color=BLUE, markersize=2.8, linewidth=1)
        ax.plot(0, 0, "+", color=ORANGE, markersize=11, markeredgewidth=2)
        ax.set_title(say(f"{label}, 40 steps", f"{label}、40 ステップ"), fontsize=11)
    for ax in axes[1]:
        ax.set_xlabel("$x$")
    for ax in axes[:, 0]:
        ax.set_ylabel("$y$")
    save(figure, "optimizers", "paths.svg")


def initialization() -> None:
    """Histograms of tanh activations, layer by layer, for three widths of the weights."""
    layers, width, samples = 5, 200, 500
    rules = ((1.0, r"$\sigma = 1$"), (0.01, r"$\sigma = 0.01$"), (np.sqrt(1 / width), "Glorot"))
    figure, axes = plt.subplots(len(rules), layers, figsize=(8.4, 4.6), sharex=True)
    for ax, number in zip(axes[0], range(1, layers + 1), strict=True):
        ax.set_title(say(f"layer {number}", f"第 {number} 層"), fontsize=11)
    for row, (sigma, label) in zip(axes, rules, strict=True):
        rng = np.random.default_rng(0)
        h = rng.normal(size=(samples, width))
        for ax in row:
            h = np.tanh(h @ rng.normal(0.0, sigma, (width, width)))
            ax.hist(h.ravel(), bins=41, range=(-1, 1), color=BLUE, histtype="stepfilled")
            ax.set(yticks=[], xticks=[-1, 0, 1])
            ax.spines["left"].set_visible(False)
        row[0].set_ylabel(label)
    save(figure, "initialization", "activations.svg")


def batch_norm() -> None:
    """Three features before, normalized, and after gamma and beta."""
    from batch_norm import BatchNorm

    rng = np.random.default_rng(0)
    x = rng.normal([-4.0, 1.0, 5.0], [0.5, 2.0, 1.0], size=(400, 3))
    gamma, beta = np.array([1.0, 1.0, 2.0]), np.array([-4.0, 0.0, 3.0])
    normalized = BatchNorm(np.ones(3), np.zeros(3)).forward(x)
    stages = (("$x$", x), (r"$\hat{x}$", normalized), (r"$y = \gamma\hat{x} + \beta$", gamma * normalized + beta))
    figure, axes = plt.subplots(1, 3, figsize=(8.4, 2.8), sharex=True, sharey=True)
    for ax, (title, values) in zip(axes, stages, strict=True):
        for feature, line in zip(values.T, ("-", "--", ":"), strict=True):
            ax.hist(feature, bins=np.arange(-9, 12, 0.5), histtype="step", linestyle=line, linewidth=1.6)
        ax.set(title=title, yticks=[])
        ax.spines["left"].set_visible(False)
    parameters = r"$\gamma = (1, 1, 2)$" + "\n" + r"$\beta = (-4, 0, 3)$"
    axes[2].text(0.98, 0.97, parameters, transform=axes[2].transAxes, ha="right", va="top", fontsize=10)
    save(figure, "batch_norm", "before_and_after.svg")


def dropout() -> None:
    """A batch of six samples, two masks, and what is left."""
    rng = np.random.default_rng(3)
    x = rng.uniform(0.3, 1.0, (6, 12))
    figure, axes = plt.subplots(2, 3, figsize=(8.4, 3.1))
    steps = say("first forward", "1 回目の forward"), say("second forward", "2 回目の forward")
    for row, step in zip(axes, steps, strict=True):
        mask = (rng.random(x.shape) >= 0.3).astype(float)
        for ax, image in zip(row, (x, mask, x * mask), strict=True):
            ax.imshow(image, cmap="Blues", vmin=0, vmax=1.15)
            ax.set(xticks=np.arange(-0.5, 12), yticks=np.arange(-0.5, 6))
            ax.tick_params(length=0, labelleft=False, labelbottom=False)
            ax.grid(color="white", linewidth=1.2)
            for spine in ax.spines.values():
                spine.set_visible(False)
        row[0].set_ylabel(step)
    for ax, title in zip(axes[0], ("$x$", "$M$", "$y = x M$"), strict=True):
        ax.set_title(title)
    save(figure, "dropout", "masks.svg")


def regularization() -> None:
    """Where the error's contours touch those of the penalty: L1 in a corner, L2 anywhere."""
    from regularization import minimise

    w1, w2 = np.meshgrid(np.linspace(-5.4, 7.4, 300), np.linspace(-5.4, 8.4, 300))
    error = (w1 - 3) ** 2 + 4 * (w2 - 6) ** 2

    def draw(ax: Axes, penalty: str, alpha: float, size: np.ndarray, title: str) -> None:
        best = minimise(penalty, alpha)
        best[np.abs(best) < 0.02] = 0.0
        at_best = (best[0] - 3) ** 2 + 4 * (best[1] - 6) ** 2
        amount = np.abs(best).sum() if penalty == "l1" else (best**2).sum()
        ax.contour(w1, w2, error, levels=[0.15 * at_best, 0.5 * at_best, at_best, 2 * at_best], colors="#9db7d3")
        ax.contour(w1, w2, size, levels=[amount], colors=ORANGE, linewidths=1.8)
        ax.axhline(0, color="#bbbbbb", linewidth=0.8)
        ax.axvline(0, color="#bbbbbb", linewidth=0.8)
        ax.plot(3, 6, "x", color=BLUE, markersize=8, markeredgewidth=2)
        ax.plot(*best, "o", color=ORANGE, markersize=7)
        ax.set(title=title, xlabel="$w_1$", aspect="equal")

    figure, axes = plt.subplots(1, 2, figsize=(8.0, 4.9), sharey=True)
    draw(axes[0], "l1", 10.0, np.abs(w1) + np.abs(w2), r"L1:  $\Omega = 10\,(|w_1| + |w_2|)$")
    draw(axes[1], "l2", 2.0, w1**2 + w2**2, r"L2:  $\Omega = 2\,(w_1^2 + w_2^2)$")
    axes[0].set_ylabel("$w_2$")
    save(figure, "regularization", "contours.svg")


FIGURES = {
    "numerical_gradient": numerical_gradient,
    "optimizers": optimizers,
    "initialization": initialization,
    "batch_norm": batch_norm,
    "dropout": dropout,
    "regularization": regularization,
}
