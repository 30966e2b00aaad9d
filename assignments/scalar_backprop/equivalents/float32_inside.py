"""Scalar back-propagation and gradient norms, computed in float32."""

import numpy as np

f = np.float32


def forward(x, w2, w3):
    h1 = f(x) ** 2
    u2 = f(w2) * h1
    h2 = u2 * u2
    u3 = f(w3) * h2
    y_hat = u3 * u3
    return {"h1": h1, "u2": u2, "h2": h2, "u3": u3, "y_hat": y_hat, "loss": y_hat * y_hat}


def deltas(x, w2, w3):
    v = forward(x, w2, w3)
    delta3 = 4 * v["y_hat"] * v["u3"]
    return 2 * delta3 * f(w3) * v["u2"], delta3


def gradients(x, w2, w3):
    v = forward(x, w2, w3)
    delta2, delta3 = deltas(x, w2, w3)
    return delta2 * v["h1"], delta3 * v["h2"]


def weight_gradient_norms(activation, depth, width, rng):
    gain = f(1 if activation == "sigmoid" else 2)
    weights = [rng.standard_normal((width, width), dtype=f) * np.sqrt(gain / f(width)) for _ in range(depth)]
    hs = [rng.standard_normal(width, dtype=f)]
    for w in weights:
        u = hs[-1] @ w
        hs.append(1 / (1 + np.exp(-u)) if activation == "sigmoid" else np.maximum(u, 0))
    dh, norms = hs[-1], []
    for w, below, h in zip(weights[::-1], hs[-2::-1], hs[:0:-1], strict=True):
        delta = dh * (h * (1 - h) if activation == "sigmoid" else (h > 0))
        norms.insert(0, np.linalg.norm(np.outer(below, delta)))
        dh = delta @ w.T
    return np.array(norms)
