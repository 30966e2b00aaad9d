"""The figure of the assignment on convolution."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from style import BLUE, ORANGE, PALE, save, say


def convolution() -> None:
    """The example by hand; kernels and what they make of a digit; accuracies on grey and colour images."""
    from convolution import Conv2D, centre, compare, conv_net, fit
    from datasets import colour_shapes, digits, one_hot, smaller
    from optimizers import Adam

    def drawn(kind: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
        x, labels = digits(500, seed) if kind == "grey" else colour_shapes(500, seed)
        return smaller(x, 2).reshape((500, 1, 14, 14) if kind == "grey" else (500, 3, 16, 16)), one_hot(labels)

    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(9.6, 3.2), width_ratios=(1.35, 1, 0.9))
    by_hand(left)
    x, t = drawn("grey", 1)
    net, images = conv_net((1, 14, 14), 10, np.random.default_rng(0)), centre(x, x)[0]
    fit(net, Adam(0.01), images, t, batch_size=20, epochs=8, rng=np.random.default_rng(1))
    maps = Conv2D(net.params["W1"], net.params["b1"], pad=1).forward(images[:1])[0]
    pairs = [
        np.hstack([np.kron(kernel / np.abs(kernel).max(), np.ones((5, 5)))[:14, :14], np.full((14, 1), np.nan), y])
        for kernel, y in zip(net.params["W1"][:, 0], maps / np.abs(maps).max(axis=(1, 2), keepdims=True), strict=True)
    ]
    framed = [np.pad(pair, ((0, 2), (0, 3)), constant_values=np.nan) for pair in pairs]
    middle.imshow(np.vstack([np.hstack(framed[i : i + 2]) for i in range(0, 8, 2)]), cmap="gray")
    middle.axis("off")
    for place, kind in enumerate(("grey", "colour")):
        (x, t), (x_test, t_test) = drawn(kind, 1), drawn(kind, 2)
        data = {"x_train": x, "t_train": t, "x_test": x_test, "t_test": t_test}
        for seed in range(5):
            for name, one in compare(data, np.random.default_rng(seed)).items():
                face = BLUE if name == "convolution" else "none"
                at = place + (seed - 2) * 0.08
                right.plot(at, one["accuracy"], "o", color=BLUE, markerfacecolor=face, markersize=5)
    for face, label in ((BLUE, say("convolution", "畳み込みあり")), ("none", say("without", "なし"))):
        right.plot([], [], "o", color=BLUE, markerfacecolor=face, markersize=5, label=label)
    right.legend(frameon=False, loc="lower left", fontsize=9, handletextpad=0.1)
    kinds = say("grey", "白黒"), say("colour", "カラー")
    right.set(xticks=(0, 1), xticklabels=kinds, xlim=(-0.5, 1.5), ylim=(0, 1), ylabel=say("accuracy", "正解率"))
    save(figure, "convolution", "convolution.svg")


def by_hand(ax: Axes) -> None:
    """A 3 × 3 image, the kernel, and the 2 × 2 output with b = ½; the first and the last window have colours."""
    tables = (
        (0, 0, np.arange(9).reshape(3, 3), "$x$"),
        (4, 0.5, np.array([[1, 0], [0, 10]]), "$W$"),
        (7.2, 0.5, np.array([[40.5, 51.5], [73.5, 84.5]]), "$y$"),
    )
    for left, top, table, name in tables:
        for (i, j), value in np.ndenumerate(table):
            ax.add_patch(Rectangle((left + j, top + i), 1, 1, facecolor=PALE, edgecolor="white"))
            ax.text(left + j + 0.5, top + i + 0.5, f"{value:g}", ha="center", va="center", fontsize=9)
        ax.text(left + table.shape[1] / 2, -0.35, name, ha="center", va="center")
    for color, window, output in ((BLUE, (0.04, 0.04), (7.24, 0.54)), (ORANGE, (1.04, 1.04), (8.24, 1.54))):
        ax.add_patch(Rectangle(window, 1.92, 1.92, fill=False, edgecolor=color, linewidth=2))
        ax.add_patch(Rectangle(output, 0.92, 0.92, fill=False, edgecolor=color, linewidth=2))
    ax.text(3.5, 1.5, "∗", ha="center", va="center")
    ax.text(6.6, 1.5, "+½ =", ha="center", va="center", fontsize=9)
    ax.set(xlim=(-0.1, 9.3), ylim=(3.2, -0.8), aspect="equal")
    ax.axis("off")


FIGURES = {"convolution": convolution}
