"""A variational autoencoder: images from a code that is drawn, and a bound that is trained.

    x (N, D) → ReLU → μ, log σ² (N, J),   z = μ + σ ε,   z → ReLU → sigmoid → y (N, D)

Conventions of the course
-------------------------
- Rows are samples: images ``x`` (N, D) with shades from 0 to 1, codes ``z`` (N, J). Losses and bounds of images are
  **sums** over pixels and over the entries of z, and **means** over the samples.
- ``log_var`` is log σ², whose exponential is always a variance. ``eps`` are the standard normal numbers of z.
- ``params`` has the keys W1, b1 (pixels → hidden), W2, b2 (hidden → μ), W3, b3 (hidden → log σ²), W4, b4 (z → hidden)
  and W5, b5 (hidden → pixels). An optimizer changes these arrays in place, and the layers with them.
- Arguments are never modified; only ``fit`` changes the parameters. All arrays are float64.
"""

from typing import Any

import numpy as np
from layers import Affine, ReLU, Sigmoid
from nets import batches
from numpy.typing import NDArray
from optimizers import SGD, Adam, Optimizer

Array = NDArray[np.float64]
OPTIMIZERS = {"sgd": SGD, "adam": Adam}  # the grading takes its optimizers from here
TINY = 1e-7  # the logarithm of less is never taken


def kl_divergence(mu: Array, log_var: Array) -> float:
    """KL(N(μ, σ²) ‖ N(0, 1)), summed over the J entries of z, the mean over the N samples; mu, log_var (N, J)."""
    ### BEGIN SOLUTION
    return float(np.sum(mu**2 + np.exp(log_var) - log_var - 1.0) / (2 * len(mu)))
    ### END SOLUTION


def reparameterize(mu: Array, log_var: Array, eps: Array) -> Array:
    """Turn standard normal numbers eps into samples z of N(μ, σ²); all are (N, J)."""
    ### BEGIN SOLUTION
    z: Array = mu + np.exp(log_var / 2) * eps
    return z
    ### END SOLUTION


def reconstruction_loss(y: Array, x: Array) -> float:
    """−log p(x|z) for pixels that are 1 with probability y: summed over the D pixels, the mean over the N samples.

    Finite for all y from 0 to 1, both included: there its value is large where y is quite wrong.
    """
    ### BEGIN SOLUTION
    y = np.clip(y, TINY, 1 - TINY)
    return float(-np.sum(x * np.log(y) + (1 - x) * np.log(1 - y)) / len(x))
    ### END SOLUTION


def elbo(x: Array, y: Array, mu: Array, log_var: Array) -> float:
    """The evidence lower bound of images x with one z each, y = decode(z): what training makes as large as it can."""
    ### BEGIN SOLUTION
    return -reconstruction_loss(y, x) - kl_divergence(mu, log_var)
    ### END SOLUTION


def log_normal(r: Array, covariance: Array) -> Array:
    """The log density (N,) of N(0, covariance) at the rows of r (N, D)."""
    squares = np.sum(r @ np.linalg.inv(covariance) * r, axis=1)
    density: Array = -(squares + np.linalg.slogdet(2 * np.pi * covariance)[1]) / 2
    return density


def linear_gaussian_log_evidence(x: Array, A: Array, b: Array, noise_var: float) -> Array:
    """log p(x) (N,), exactly, where x = A z + b + noise, z ~ N(0, I) and noise ~ N(0, noise_var · I).

    x (N, D), A (D, J), b (D,). A sum of normal numbers is normal: x has the mean b and the covariance
    A Aᵀ + noise_var · I.
    """
    ### BEGIN SOLUTION
    return log_normal(x - b, A @ A.T + noise_var * np.eye(len(A)))
    ### END SOLUTION


def linear_gaussian_elbo(x: Array, A: Array, b: Array, noise_var: float, mu: Array, log_var: Array) -> Array:
    """The evidence lower bound (N,) of the same model with q(z|x) = N(μ, σ²), mu and log_var (N, J).

    The mean of log p(x|z) over z is taken in closed form, nothing is drawn:
    E‖x − A z − b‖² = ‖x − A μ − b‖² + Σ_j σ_j² ‖a_j‖², where a_j is column j of A.
    """
    ### BEGIN SOLUTION
    at_mu = log_normal(x - mu @ A.T - b, noise_var * np.eye(len(A)))
    spread = np.exp(log_var) @ np.sum(A**2, axis=0)
    kl = [kl_divergence(m, s) for m, s in zip(mu[:, None], log_var[:, None], strict=True)]
    bound: Array = at_mu - spread / (2 * noise_var) - kl
    return bound
    ### END SOLUTION


def through(layers: list[Any], x: Array) -> Array:
    """Forwards through these layers, in their order."""
    for layer in layers:
        x = layer.forward(x)
    return x


def back(layers: list[Any], dout: Array) -> Array:
    """Backwards through these layers, from the last to the first."""
    for layer in reversed(layers):
        dout = layer.backward(dout)
    return dout


class VAE:
    """A variational autoencoder.

    Attributes
    ----------
    params : W1, b1, …, W5, b5
    encoder : layers from the pixels to h, the hidden units
    mean, log_variance : the layers from h to μ, and from h to log σ²
    decoder : layers from z to the pixels; the last is the sigmoid
    """

    def __init__(self, n_in: int, n_hidden: int, n_latent: int, rng: np.random.Generator) -> None:
        """Draw the parameters; the layers that use them are given.

        The weights are drawn from rng in the order of their numbers, normal with mean 0 and variance 1/(rows of W);
        biases start at 0.
        """
        self.n_latent = n_latent
        self.params: dict[str, Array] = {}
        shapes = [(n_in, n_hidden), (n_hidden, n_latent), (n_hidden, n_latent), (n_latent, n_hidden), (n_hidden, n_in)]
        ### BEGIN SOLUTION
        for i, shape in enumerate(shapes, start=1):
            self.params[f"W{i}"] = rng.normal(0.0, np.sqrt(1 / shape[0]), shape)
            self.params[f"b{i}"] = np.zeros(shape[1])
        ### END SOLUTION
        self.affine = [Affine(self.params[f"W{i}"], self.params[f"b{i}"]) for i in range(1, 6)]
        self.encoder = [self.affine[0], ReLU()]
        self.mean, self.log_variance = self.affine[1:3]
        self.decoder = [self.affine[3], ReLU(), self.affine[4], Sigmoid()]

    def encode(self, x: Array) -> tuple[Array, Array]:
        """μ and log σ², each (N, J), of images x (N, D)."""
        ### BEGIN SOLUTION
        h = through(self.encoder, x)
        return self.mean.forward(h), self.log_variance.forward(h)
        ### END SOLUTION

    def decode(self, z: Array) -> Array:
        """The images y (N, D), from 0 to 1, of codes z (N, J)."""
        ### BEGIN SOLUTION
        return through(self.decoder, z)
        ### END SOLUTION

    def loss(self, x: Array, eps: Array) -> float:
        """What training makes small: −elbo, with the codes z that eps (N, J) gives. Nothing is drawn here."""
        ### BEGIN SOLUTION
        mu, log_var = self.encode(x)
        return -elbo(x, self.decode(reparameterize(mu, log_var, eps)), mu, log_var)
        ### END SOLUTION

    def gradient(self, x: Array, eps: Array) -> dict[str, Array]:
        """The gradient of loss(x, eps): a dict with the keys and shapes of ``params``."""
        ### BEGIN SOLUTION
        mu, log_var = self.encode(x)
        y = self.decode(reparameterize(mu, log_var, eps))
        dz = back(self.decoder[:-1], (y - x) / len(x))  # y − x belongs to sigmoid and loss together
        sigma = np.exp(log_var / 2)
        dlog_var = (dz * eps * sigma + (sigma**2 - 1.0) / len(x)) / 2
        back(self.encoder, self.mean.backward(dz + mu / len(x)) + self.log_variance.backward(dlog_var))
        ### END SOLUTION
        return self.gradients_of_the_layers()

    def gradients_of_the_layers(self) -> dict[str, Array]:
        """What the last backward of each Affine layer has left."""
        return {f"{kind}{i}": getattr(a, f"d{kind}") for i, a in enumerate(self.affine, start=1) for kind in "Wb"}

    def reconstruct(self, x: Array) -> Array:
        """The images (N, D) that x becomes by way of z = μ: nothing is drawn."""
        ### BEGIN SOLUTION
        return self.decode(self.encode(x)[0])
        ### END SOLUTION

    def generate(self, n: int, rng: np.random.Generator) -> Array:
        """n new images (n, D): those of codes that are drawn from N(0, I)."""
        ### BEGIN SOLUTION
        return self.decode(rng.normal(size=(n, self.n_latent)))
        ### END SOLUTION


def fit(
    vae: VAE, optimizer: Optimizer, x: Array, *, batch_size: int, epochs: int, rng: np.random.Generator
) -> dict[str, list[float]]:
    """Train in mini-batches: for each, one ``optimizer.update(vae.params, gradient of the batch)``.

    Every epoch begins with ``batches(N, batch_size, rng)``, which shuffles; then each batch of B images begins with
    ``eps = rng.normal(size=(B, J))``. There are no other draws.

    Returns
    -------
    history : {"loss": [...]}, one number per epoch: the losses of its batches, each **before** its update and with its
        eps, weighted by the sizes of the batches; that is, the mean over all samples
    """
    history: dict[str, list[float]] = {"loss": []}
    ### BEGIN SOLUTION
    for _ in range(epochs):
        total = 0.0
        for batch in batches(len(x), batch_size, rng):
            eps = rng.normal(size=(len(batch), vae.n_latent))
            total += vae.loss(x[batch], eps) * len(batch)
            optimizer.update(vae.params, vae.gradient(x[batch], eps))
        history["loss"].append(total / len(x))
    ### END SOLUTION
    return history


if __name__ == "__main__":
    from datasets import digits, smaller

    (x, _), (x_new, _) = (digits(300, seed, classes=(0, 1, 2), distortion=0.5) for seed in (1, 2))
    x, x_new = smaller(x, 2), smaller(x_new, 2)
    vae = VAE(196, 48, 3, np.random.default_rng(0))
    history = fit(vae, Adam(0.005), x, batch_size=30, epochs=20, rng=np.random.default_rng(1))
    for epoch, value in enumerate(history["loss"], start=1):
        print(f"epoch {epoch:2}: −ELBO {value:.2f}")
    eps = np.random.default_rng(2).normal(size=(300, 3))
    mean_image = np.tile(x.mean(axis=0), (300, 1))
    print(f"new images: −ELBO {vae.loss(x_new, eps):.2f}", end="")
    print(f" (the mean image for all: {reconstruction_loss(mean_image, x_new):.2f})")

    import matplotlib.pyplot as plt

    _, (left, middle, right) = plt.subplots(1, 3, figsize=(11, 3.6), constrained_layout=True)
    left.plot(np.arange(1, len(history["loss"]) + 1), history["loss"], "o-")
    left.set(xlabel="epoch", ylabel="−ELBO of the training data")
    pairs = np.stack([x_new[:24], vae.reconstruct(x_new[:24])], axis=1).reshape(-1, 196)
    for axis, images, title in (
        (middle, pairs, "new images, each with its reconstruction"),
        (right, vae.generate(48, np.random.default_rng(3)), "generated images"),
    ):
        rows = images.reshape(6, 8, 14, 14).swapaxes(1, 2)
        axis.imshow(rows.reshape(84, 112), cmap="gray_r", vmin=0, vmax=1)
        axis.set(title=title, xticks=[], yticks=[])
    plt.savefig("vae.png")
