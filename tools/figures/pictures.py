"""Codes and pictures of the nets that learn digits without targets. There are no words in these figures."""

import matplotlib.pyplot as plt
import numpy as np
from style import save


def autoencoder() -> None:
    """The codes of new images, six of them with what comes back, and the images that belong to a grid of codes."""
    from autoencoder import Autoencoder, fit
    from datasets import digits, smaller
    from optimizers import Adam

    (x, _), (x_new, labels) = (
        (smaller(images, 2), digit)
        for images, digit in (digits(300, seed, classes=(0, 1, 2), distortion=0.5) for seed in (1, 2))
    )
    net = Autoencoder((196, 64, 2), np.random.default_rng(0))
    fit(net, Adam(0.005), x, batch_size=30, epochs=20, rng=np.random.default_rng(1))
    codes = net.encode(x_new)
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(9.6, 3.3), width_ratios=(1.25, 0.75, 1))
    for digit, marker in zip((0, 1, 2), "os^", strict=True):
        left.plot(*codes[labels == digit].T, marker, markersize=3.5, label=str(digit))
    left.set(xlabel="$z_1$", ylabel="$z_2$")
    left.legend(frameon=False)
    shown = np.concatenate([np.flatnonzero(labels == digit)[:2] for digit in (0, 1, 2)])
    pairs = [(x_new[i], net.decode(net.encode(x_new[i : i + 1]))[0]) for i in shown]
    middle.imshow(mosaic(np.array(pairs).reshape(-1, 196), 2), cmap="gray_r")
    middle.set(xticks=[7, 22], xticklabels=["$x$", r"$\hat{x}$"], yticks=[])
    low, high = np.quantile(codes, 0.05, axis=0), np.quantile(codes, 0.95, axis=0)
    grid = [(a, b) for b in np.linspace(high[1], low[1], 8) for a in np.linspace(low[0], high[0], 8)]
    right.imshow(mosaic(net.decode(np.array(grid)), 8), cmap="gray_r")
    right.set(xticks=[], yticks=[], xlabel="$z_1$", ylabel="$z_2$")
    save(figure, "autoencoder", "codes.svg")


def vae() -> None:
    """A bound and what it bounds, six images with what comes back, and images of codes that are drawn."""
    from datasets import digits, smaller
    from optimizers import Adam
    from vae import VAE, fit, linear_gaussian_elbo, linear_gaussian_log_evidence

    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(9.6, 3.3), width_ratios=(1.25, 0.75, 1))
    mu = np.linspace(-0.5, 2.5, 61)[:, None]
    model = np.full_like(mu, 2.0), np.ones((1, 1)), np.zeros(1), 1.0
    left.plot(mu, linear_gaussian_elbo(*model, mu, np.full_like(mu, np.log(0.5))), label="ELBO")
    left.plot(mu, linear_gaussian_log_evidence(*model), "--", label=r"$\log p(x)$")
    left.set(xlabel=r"$\mu$")
    left.legend(frameon=False)
    (x, _), (x_new, labels) = (digits(300, seed, classes=(0, 1, 2), distortion=0.5) for seed in (1, 2))
    x, x_new = smaller(x, 2), smaller(x_new, 2)
    net = VAE(196, 48, 3, np.random.default_rng(0))
    fit(net, Adam(0.005), x, batch_size=30, epochs=20, rng=np.random.default_rng(1))
    shown = x_new[np.concatenate([np.flatnonzero(labels == digit)[:2] for digit in (0, 1, 2)])]
    middle.imshow(mosaic(np.stack([shown, net.reconstruct(shown)], axis=1).reshape(-1, 196), 2), cmap="gray_r")
    middle.set(xticks=[7, 22], xticklabels=["$x$", "$y$"], yticks=[])
    right.imshow(mosaic(net.generate(64, np.random.default_rng(3)), 8), cmap="gray_r")
    right.set(xticks=[], yticks=[], xlabel=r"$z \sim N(0, I)$")
    save(figure, "vae", "vae.svg")


def mosaic(images: np.ndarray, columns: int) -> np.ndarray:
    """Square images side by side, with a white line between them."""
    side = int(np.sqrt(images.shape[1]))
    framed = np.pad(images.reshape(-1, side, side), ((0, 0), (0, 1), (0, 1)))
    rows = framed.reshape(-1, columns, side + 1, side + 1).swapaxes(1, 2)
    return rows.reshape(-1, columns * (side + 1))


FIGURES = {"autoencoder": autoencoder, "vae": vae}
