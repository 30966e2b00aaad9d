"""Computational graphs: what depends on what, and along which ways a gradient comes back."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from style import BLUE, GREY, ORANGE, PALE, save, say

Place = tuple[float, float]


def canvas(width: float, height: float) -> Axes:
    """Axes without axes, whose units are inches."""
    _, ax = plt.subplots(figsize=(width, height))
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.axis("off")
    return ax


def node(ax: Axes, place: Place, label: str, color: str = "black") -> None:
    """A value, in a circle."""
    circle = {"boxstyle": "circle,pad=0.35", "facecolor": "white", "edgecolor": color, "linewidth": 1.3}
    ax.text(*place, label, ha="center", va="center", color=color, bbox=circle, fontsize=12)


def box(ax: Axes, place: Place, label: str, width: float = 1.3, height: float = 1.1) -> None:
    """A layer."""
    corner = place[0] - width / 2, place[1] - height / 2
    look = {"boxstyle": "round,pad=0,rounding_size=0.12", "facecolor": PALE, "edgecolor": BLUE, "linewidth": 1.3}
    ax.add_patch(FancyBboxPatch(corner, width, height, **look))
    ax.text(*place, label, ha="center", va="center", fontsize=12)


def arrow(
    ax: Axes, begin: Place, end: Place, label: str = "", color: str = "black", *, gap: float = 15, lift: float = 0.17
) -> None:
    """An arrow from one place to another, which leaves `gap` points free at both ends; `lift` is the label's height."""
    look = {"arrowstyle": "-|>", "color": color, "linewidth": 1.3, "shrinkA": gap, "shrinkB": gap}
    ax.annotate("", end, begin, arrowprops=look)
    middle = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2 + lift
    ax.text(*middle, label, ha="center", va="center", color=color, fontsize=15 if "frac" in label else 12)


def chain_rule() -> None:
    """Two ways from x to z, and the four arrows of the softmax with two inputs."""
    ax = canvas(8.2, 2.9)
    x, u, v, z = (0.5, 1.45), (2.0, 2.3), (2.0, 0.6), (3.5, 1.45)
    arrow(ax, x, u, r"$\frac{du}{dx}$", lift=0.32)
    arrow(ax, x, v, r"$\frac{dv}{dx}$", lift=-0.32)
    arrow(ax, u, z, r"$\frac{\partial z}{\partial u}$", ORANGE, lift=0.32)
    arrow(ax, v, z, r"$\frac{\partial z}{\partial v}$", ORANGE, lift=-0.32)
    for place, label in ((x, "$x$"), (u, "$u$"), (v, "$v$"), (z, "$z$")):
        node(ax, place, label)
    x, y, u, v, z = (4.7, 2.3), (4.7, 0.6), (6.2, 2.3), (6.2, 0.6), (7.7, 1.45)
    for begin in (x, y):
        for end in (u, v):
            arrow(ax, begin, end)
    arrow(ax, u, z, r"$\frac{\partial z}{\partial u}$", ORANGE, lift=0.32)
    arrow(ax, v, z, r"$\frac{\partial z}{\partial v}$", ORANGE, lift=-0.32)
    for place, label in ((x, "$x$"), (y, "$y$"), (u, "$u$"), (v, "$v$"), (z, "$z$")):
        node(ax, place, label)
    save(ax.figure, "chain_rule", "ways.svg")


def matrix_gradients() -> None:
    """The ways from w13 to L: through the two entries of Y that contain it."""
    ax = canvas(6.4, 4.6)
    loss = (5.8, 2.3)
    w = {(k, j): (0.6, 4.2 - 0.76 * (2 * (j - 1) + k - 1)) for j in (1, 2, 3) for k in (1, 2)}
    y = {(i, j): (3.2, 4.2 - 0.76 * (2 * (j - 1) + i - 1)) for j in (1, 2, 3) for i in (1, 2)}
    for (k, j), place in w.items():
        for i in (1, 2):
            if (k, j) != (1, 3):
                arrow(ax, place, y[i, j], color="#cccccc")
    for (_, j), place in y.items():
        if j != 3:
            arrow(ax, place, loss, color="#cccccc")
    arrow(ax, w[1, 3], y[1, 3], "$x_{11}$", ORANGE, lift=0.2)
    arrow(ax, w[1, 3], y[2, 3], "$x_{21}$", ORANGE, lift=-0.22)
    arrow(ax, y[1, 3], loss, "$g_{13}$", ORANGE, lift=0.22)
    arrow(ax, y[2, 3], loss, "$g_{23}$", ORANGE, lift=-0.25)
    for (k, j), place in w.items():
        node(ax, place, f"$w_{{{k}{j}}}$", ORANGE if (k, j) == (1, 3) else GREY)
    for (i, j), place in y.items():
        node(ax, place, f"$y_{{{i}{j}}}$", ORANGE if j == 3 else GREY)
    node(ax, loss, "$L$")
    save(ax.figure, "matrix_gradients", "ways.svg")


def layers() -> None:
    """Values go forwards through the layers, gradients backwards; Affine keeps the gradients of its parameters."""
    ax = canvas(7.4, 2.7)
    labels = (("$x$", r"$\frac{\partial L}{\partial x}$"), ("$y$", r"$\frac{\partial L}{\partial y}$"))
    labels += (("$z$", r"$\frac{\partial L}{\partial z}$"), ("$L$", ""))
    for i, (value, gradient) in enumerate(labels):
        begin, end = 0.1 + 2 * i, 0.8 + 2 * i
        arrow(ax, (begin, 1.85), (end, 1.85), value, gap=2)
        if gradient:
            arrow(ax, (end, 1.35), (begin, 1.35), gradient, ORANGE, gap=2, lift=-0.32)
    for i, label in enumerate(("Affine\n$W$, $b$", "ReLU", say("loss layer\nwith $t$", "損失の層\n（$t$ も使う）"))):
        box(ax, (1.45 + 2 * i, 1.6), label)
    arrow(ax, (1.45, 1.03), (1.45, 0.4), color=ORANGE, gap=2)
    ax.text(1.45, 0.25, "$dW$, $db$", ha="center", va="center", color=ORANGE, fontsize=12)
    ax.text(3.45, 2.45, say("forward", "順伝播"), ha="center", va="center")
    ax.text(3.45, 0.6, say("backward", "逆伝播"), ha="center", va="center", color=ORANGE)
    save(ax.figure, "layers", "layers.svg")


def softmax_with_loss() -> None:
    """From the logits to the loss, and one arrow back."""
    ax = canvas(6.9, 2.9)
    ax.add_patch(plt.Rectangle((1.0, 0.95), 4.9, 1.45, fill=False, edgecolor=GREY, linestyle="--"))
    ax.text(3.45, 2.6, "SoftmaxWithLoss", ha="center", va="center", color=GREY)
    arrow(ax, (0.1, 1.67), (1.2, 1.67), "$x$", gap=2)
    arrow(ax, (2.55, 1.67), (3.65, 1.67), "$y$", gap=2)
    arrow(ax, (5.7, 1.67), (6.8, 1.67), "$L$", gap=2)
    box(ax, (1.87, 1.67), "softmax")
    box(ax, (4.68, 1.67), say("cross entropy\nwith $t$", "交差エントロピー\n（$t$ も使う）"), width=2.0)
    arrow(ax, (6.8, 0.6), (0.1, 0.6), "", ORANGE, gap=2)
    both = say("backward: both in one step", "backward: 2 つをまとめて")
    for place, label in ((6.4, "dout"), (0.5, r"$\partial L\,/\,\partial x$"), (3.45, both)):
        ax.text(place, 0.3, label, ha="center", va="center", color=ORANGE)
    save(ax.figure, "softmax_with_loss", "graph.svg")


FIGURES = {
    "chain_rule": chain_rule,
    "layers": layers,
    "matrix_gradients": matrix_gradients,
    "softmax_with_loss": softmax_with_loss,
}
