"""Submissions as students write them, each with one of the classical mistakes; none is a patch of a reference."""

FORGETS_N = """
import numpy as np

def softmax(x):
    # subtract row max to avoid overflow
    shifted = x - np.max(x, axis=-1).reshape(-1, 1)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=-1).reshape(-1, 1)

def cross_entropy(y, t):
    batch_size = y.shape[0]
    loss = 0
    for i in range(batch_size):
        loss -= np.log(y[i, np.argmax(t[i])] + 1e-7)
    return loss / batch_size

class SoftmaxWithLoss:
    def __init__(self):
        self.loss = None
        self.probs = None
        self.labels = None

    def forward(self, x, t):
        self.labels = t
        self.probs = softmax(x)
        self.loss = cross_entropy(self.probs, self.labels)
        return self.loss

    def backward(self, dout=1.0):
        dx = self.probs.copy()
        dx[np.arange(len(dx)), np.argmax(self.labels, axis=1)] -= 1
        return dx * dout
"""

TRANSPOSES_DW = """
import numpy as np

class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.input = x
        out = np.dot(x, self.W)
        return out + self.b

    def backward(self, dout):
        self.dW = np.dot(dout.T, self.input)
        self.db = np.sum(dout, 0)
        return np.dot(dout, np.transpose(self.W))

class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        s = self.out
        return dout * s * (1 - s)

class ReLU:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = np.array(dout)
        dx[self.mask] = 0
        return dx

class Tanh:
    def forward(self, x):
        self.t = np.tanh(x)
        return self.t

    def backward(self, dout):
        return dout * (1 - self.t * self.t)

class LeakyReLU:
    def __init__(self, slope=0.1):
        self.a = slope

    def forward(self, x):
        self.x = x
        return np.where(x < 0, self.a * x, x)

    def backward(self, dout):
        return np.where(self.x < 0, self.a, 1.0) * dout

class MeanSquaredError:
    def forward(self, x, t):
        self.n = len(x)
        self.d = x - t
        return 0.5 * np.mean(self.d ** 2)

    def backward(self):
        return self.d / self.n

class SigmoidWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = 1 / (1 + np.exp(-x))
        eps = 1e-7
        return -np.mean(t * np.log(self.y + eps) + (1 - t) * np.log(1 - self.y + eps))

    def backward(self):
        return (self.y - self.t) / self.t.shape[0]
"""

_LOOP = """
import numpy as np

def init_weights(rng, d_in, h, d_out):
    w1 = rng.normal(size=(d_in, h))
    w2 = rng.normal(size=(h, d_out))
    return w1, w2

def train(x, t, w1, w2, learning_rate, num_steps):
    w1 = np.copy(w1)
    w2 = np.copy(w2)
    history = []
    for step in range(num_steps):
        hidden = x.dot(w1)
        relu = hidden * (hidden > 0)
        pred = relu.dot(w2)
        diff = pred - t
        history.append((diff * diff).sum())
        d_pred = diff + diff
{body}
    return {losses}, w1, w2
"""


def loop(body: str, losses: str = "history") -> str:
    """The training loop, with the student's own backward pass and update."""
    lines = "\n".join(f"        {line}" for line in body.strip().splitlines())
    return _LOOP.replace("{body}", lines).replace("{losses}", losses)


BACKWARD = """
d_w2 = np.dot(relu.T, d_pred)
d_hidden = np.dot(d_pred, w2.T)
d_hidden[hidden <= 0] = 0
d_w1 = np.dot(x.T, d_hidden)
"""
UPDATE = "w1 -= learning_rate * d_w1\nw2 -= learning_rate * d_w2"
EARLY_W2 = loop("""
w2 = w2 - learning_rate * np.dot(relu.T, d_pred)
d_hidden = np.dot(d_pred, w2.T)
d_hidden[hidden <= 0] = 0
w1 = w1 - learning_rate * np.dot(x.T, d_hidden)
""")
RATE_OFF = loop(BACKWARD + UPDATE.replace("learning_rate", "1.01 * learning_rate"))
INVENTED = loop(BACKWARD + UPDATE, losses="[history[0] / (1 + step) for step in range(num_steps)]")
RIGHT_LOOP = loop(BACKWARD + UPDATE)

CLASS = {
    "softmax_with_loss": {"forgets_n": FORGETS_N},
    "layers": {"transposes_dw": TRANSPOSES_DW},
    "two_layer_mse": {
        "early_w2": EARLY_W2,
        "rate_off": RATE_OFF,
        "invented": INVENTED,
        "right": RIGHT_LOOP,
    },
}
