"""The figures of function_regression, made by the reference. They hold symbols, and hardly a word."""

import matplotlib.pyplot as plt
import numpy as np
from style import save, say


def function_regression() -> None:
    """Maps of the function, of the trained net and of their difference; the losses on logarithmic scales."""
    from function_regression import fit, make_data, target

    x, y = make_data(1000, np.random.default_rng(1))
    net, history = fit(x, y, np.random.default_rng(2))
    axis = np.linspace(-10, 10, 81)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    f, learned = target(grid), net.predict(grid)
    figure, panels = plt.subplots(1, 3, figsize=(9.6, 3.0), layout="constrained")
    for ax, values, title, colours, reach in (
        (panels[0], f, "$f$", "viridis", (-3, 10)),
        (panels[1], learned, r"$\hat y$", "viridis", (-3, 10)),
        (panels[2], learned - f, r"$\hat y - f$", "RdBu_r", (-3, 3)),
    ):
        picture = values.reshape(81, 81)
        mesh = ax.imshow(picture, extent=(-10, 10, -10, 10), origin="lower", cmap=colours, vmin=reach[0], vmax=reach[1])
        figure.colorbar(mesh, ax=ax, shrink=0.8)
        ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$")
    save(figure, "function_regression", "maps.svg")

    losses = np.array(history["loss"])
    figure, ax = plt.subplots(figsize=(6.4, 3.4))
    ax.loglog(np.arange(1, len(losses) + 1), losses)
    ax.axhline(np.var(y) / 2, color="#999999", linestyle="--", label=r"$\frac{1}{2}\,\mathrm{Var}(y)$")
    ax.axhline(0.01**2 / 6, color="#999999", linestyle=":", label=r"$\frac{1}{2} \cdot 0.01^2 / 3$")
    ax.axvline(10, color="#999999", linestyle="-.", linewidth=1, label=say("10 epochs", "10 エポック"))
    ax.set(xlabel=say("epoch", "エポック"), ylabel="$L$")
    ax.legend(frameon=False, loc="center left")
    save(figure, "function_regression", "losses.svg")
    print({epoch: round(float(losses[epoch - 1]), 4) for epoch in (1, 10, 30, 100, 300, 1000)}, np.var(y) / 2)


FIGURES = {"function_regression": function_regression}
