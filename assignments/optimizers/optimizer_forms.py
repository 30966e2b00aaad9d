"""Other right forms of the optimizers: where ε may stand as well, and Adam with a corrected rate.

Each is a function from one parameter's gradients, and the settings, to its steps.
"""

import numpy as np


def adadelta_with_eps_outside(grads, rho=0.95, eps=1e-6):
    """The steps of AdaDelta with √s + ε and √h + ε."""
    h = s = 0.0
    for g in grads:
        h = rho * h + (1 - rho) * g**2
        step = -g * (np.sqrt(s) + eps) / (np.sqrt(h) + eps)
        s = rho * s + (1 - rho) * step**2
        yield step


def adagrad_with_eps_inside(grads, lr, eps=1e-7):
    """The steps of AdaGrad with √(h + ε)."""
    h = 0.0
    for g in grads:
        h = h + g**2
        yield -lr * g / np.sqrt(h + eps)


def rmsprop_with_eps_inside(grads, lr, rho=0.9, eps=1e-7):
    """The steps of RMSProp with √(h + ε)."""
    h = 0.0
    for g in grads:
        h = rho * h + (1 - rho) * g**2
        yield -lr * g / np.sqrt(h + eps)


def adam_averages(grads, beta1, beta2):
    """t, m and v of each step."""
    m = v = 0.0
    for t, g in enumerate(grads, start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        yield t, m, v


def adam_with_eps_inside(grads, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The steps of Adam with √(v̂ + ε)."""
    for t, m, v in adam_averages(grads, beta1, beta2):
        yield -lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps)


def adam_with_corrected_rate(grads, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The steps of Adam's other form, with √v + ε."""
    for t, m, v in adam_averages(grads, beta1, beta2):
        yield -lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps)


def adam_with_corrected_rate_and_eps_inside(grads, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """The steps of Adam's other form, with √(v + ε)."""
    for t, m, v in adam_averages(grads, beta1, beta2):
        yield -lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / np.sqrt(v + eps)


OTHER_PLACES_OF_EPS = {
    "AdaGrad": [adagrad_with_eps_inside],
    "RMSProp": [rmsprop_with_eps_inside],
    "Adam": [adam_with_eps_inside, adam_with_corrected_rate, adam_with_corrected_rate_and_eps_inside],
}
