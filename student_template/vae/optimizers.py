"""Eight ways to turn a gradient into a step.

Conventions of the course
-------------------------
- ``update(params, grads)`` takes two dicts of arrays with the same keys. It changes the arrays in ``params`` **in
  place** (a net that holds the same arrays sees the step) and leaves ``grads`` alone.
- State (velocities, sums of squares) is kept for every key of its own, and starts with the first ``update``.
- All operations are entry by entry. θ is a parameter, g its gradient, λ the learning rate ``lr``.
- ε may stand inside the square root or beside it. All arrays are float64.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Arrays = dict[str, Array]


class Optimizer(Protocol):
    """What all optimizers can do."""

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""


class SGD:
    """Gradient descent, θ ← θ − λ g."""

    def __init__(self, lr: float) -> None:
        self.lr = lr

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key in params:
            params[key] -= self.lr * grads[key]


class Momentum:
    """v ← α v − λ g; θ ← θ + v, with v = 0 before the first step (Polyak 1964). α is ``momentum``."""

    def __init__(self, lr: float, momentum: float = 0.9) -> None:
        self.lr = lr
        self.momentum = momentum
        self.v: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g
            params[key] += self.v[key]


class Nesterov:
    """Nesterov's momentum, with the gradient taken at the current θ: v ← α v − λ g; θ ← θ + α v − λ g.

    v = 0 before the first step; the second formula uses the **new** v. This is Nesterov's method in the variable
    θ + α v, the point at which he takes the gradient (Bengio, Boulanger-Lewandowski, Pascanu 2013, section 3.5).
    """

    def __init__(self, lr: float, momentum: float = 0.9) -> None:
        self.lr = lr
        self.momentum = momentum
        self.v: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, np.zeros_like(g)) - self.lr * g
            params[key] += self.momentum * self.v[key] - self.lr * g


class AdaGrad:
    """h ← h + g²; θ ← θ − λ g / (√h + ε), with h = 0 before the first step (Duchi, Hazan, Singer 2011)."""

    def __init__(self, lr: float, eps: float = 1e-7) -> None:
        self.lr = lr
        self.eps = eps
        self.h: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            self.h[key] = self.h.get(key, np.zeros_like(g)) + g**2
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)


class RMSProp:
    """h ← ρ h + (1 − ρ) g²; θ ← θ − λ g / (√h + ε), with h = 0 before the first step (Hinton 2012)."""

    def __init__(self, lr: float, rho: float = 0.9, eps: float = 1e-7) -> None:
        self.lr = lr
        self.rho = rho
        self.eps = eps
        self.h: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) + (1.0 - self.rho) * g**2
            params[key] -= self.lr * g / (np.sqrt(self.h[key]) + self.eps)


class AdaDelta:
    """Steps in units of past steps, without a learning rate (Zeiler 2012, algorithm 1).

    h ← ρ h + (1 − ρ) g²;  Δ = − g √(s + ε) / √(h + ε);  s ← ρ s + (1 − ρ) Δ²;  θ ← θ + Δ,
    with h = s = 0 before the first step. Here ε stands inside both roots: the very first step lives on it.
    """

    def __init__(self, rho: float = 0.95, eps: float = 1e-6) -> None:
        self.rho = rho
        self.eps = eps
        self.h: Arrays = {}
        self.s: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            s = self.s.get(key, np.zeros_like(g))
            self.h[key] = self.rho * self.h.get(key, np.zeros_like(g)) + (1.0 - self.rho) * g**2
            step = -g * np.sqrt(s + self.eps) / np.sqrt(self.h[key] + self.eps)
            self.s[key] = self.rho * s + (1.0 - self.rho) * step**2
            params[key] += step


class Adam:
    """Averages of g and g², corrected for their start at 0 (Kingma and Ba 2015, algorithm 1).

    In step t = 1, 2, …: m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;
    m̂ = m / (1 − β₁ᵗ);  v̂ = v / (1 − β₂ᵗ);  θ ← θ − λ m̂ / (√v̂ + ε), with m = v = 0 before the first step.
    The other published form, λₜ = λ √(1 − β₂ᵗ) / (1 − β₁ᵗ) and θ ← θ − λₜ m / (√v + ε), is right, too.
    """

    def __init__(self, lr: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> None:
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0  # the number of updates so far
        self.m: Arrays = {}
        self.v: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        self.t += 1
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, np.zeros_like(g)) + (1.0 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, np.zeros_like(g)) + (1.0 - self.beta2) * g**2
            m_hat = self.m[key] / (1.0 - self.beta1**self.t)
            v_hat = self.v[key] / (1.0 - self.beta2**self.t)
            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class FTRL:
    """Follow the regularized leader, proximal version (McMahan et al. 2013, "Ad Click Prediction", algorithm 1).

    σ = (√(n + g²) − √n) / λ;  z ← z + g − σ θ;  n ← n + g²;
    θ ← 0 where |z| ≤ l1, and θ ← −(z − l1·sign(z)) / ((β + √n) / λ + l2) elsewhere.

    Before the first step n = 0 and z = −θ (β/λ + l2) − l1·sign(θ), the z that belongs to the given θ. The paper starts
    from θ = 0, where this is its z = 0; with z = 0 for another θ, the first step would throw that θ away.
    β = 1 is the paper's value.
    """

    def __init__(self, lr: float, l1: float = 0.0, l2: float = 0.0, beta: float = 1.0) -> None:
        self.lr = lr
        self.l1 = l1
        self.l2 = l2
        self.beta = beta
        self.z: Arrays = {}
        self.n: Arrays = {}

    def update(self, params: Arrays, grads: Arrays) -> None:
        """One step, in place."""
        for key, g in grads.items():
            theta = params[key]
            if key not in self.z:
                self.n[key] = np.zeros_like(g)
                self.z[key] = -theta * (self.beta / self.lr + self.l2) - self.l1 * np.sign(theta)
            n, new_n = self.n[key], self.n[key] + g**2
            z = self.z[key] + g - (np.sqrt(new_n) - np.sqrt(n)) / self.lr * theta
            beyond = np.sign(z) * np.maximum(np.abs(z) - self.l1, 0.0)  # 0 where |z| ≤ l1
            theta[...] = -beyond / ((self.beta + np.sqrt(new_n)) / self.lr + self.l2)
            self.z[key], self.n[key] = z, new_n


def descend(optimizer: Optimizer, grad: Callable[[Array], Array], start: Array, steps: int) -> Array:
    """The path that an optimizer takes downhill.

    Parameters
    ----------
    optimizer : a fresh optimizer
    grad : the gradient of the function, from a position (D,) to an array (D,)
    start : (D,) where the path begins; not modified
    steps : the number of updates

    Returns
    -------
    (steps + 1, D) the path: row 0 is the start, row i the position after i updates
    """
    params = {"x": np.array(start, dtype=np.float64)}
    path = [params["x"].copy()]
    for _ in range(steps):
        optimizer.update(params, {"x": grad(params["x"])})
        path.append(params["x"].copy())
    return np.array(path)


def valley_gradient(position: Array) -> Array:
    """The gradient (2,) of f(x, y) = x² + 100 y², a long, narrow valley, at a position (2,)."""
    return np.array([2.0, 200.0]) * position


if __name__ == "__main__":
    import matplotlib.pyplot as plt

    optimizers: tuple[Optimizer, ...] = (
        SGD(0.0095), Momentum(0.002), Nesterov(0.002), AdaGrad(2.0), RMSProp(0.3), AdaDelta(eps=1e-2), Adam(0.5),
        FTRL(2.0, beta=1.0),
    )  # fmt: skip
    x, y = np.meshgrid(np.linspace(-6.0, 11.0, 200), np.linspace(-1.5, 1.5, 200))
    figure, axes = plt.subplots(2, 4, figsize=(13, 5), sharex=True, sharey=True)
    for axis, optimizer in zip(axes.flat, optimizers, strict=True):
        path = descend(optimizer, valley_gradient, np.array([10.0, 1.0]), 50)
        axis.contour(x, y, x**2 + 100.0 * y**2, levels=[1, 5, 20, 50, 100, 200], colors="0.8")
        axis.plot(path[:, 0], path[:, 1], "o-", markersize=2, linewidth=1)
        axis.set_title(f"{type(optimizer).__name__}: f = {path[-1, 0] ** 2 + 100.0 * path[-1, 1] ** 2:.2g} after 50")
        axis.set(xlim=(-6, 11), ylim=(-1.5, 1.5))
    figure.tight_layout()
    plt.savefig("paths.png")
