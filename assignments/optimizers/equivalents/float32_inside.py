"""The optimizers with their state in float32, and one common base."""

import numpy as np


class Base:
    def __init__(self, lr=1.0, momentum=0.9, rho=0.9, eps=1e-7):
        self.lr, self.momentum, self.rho, self.eps, self.state = lr, momentum, rho, eps, {}
        self.t = 0

    def update(self, params, grads):
        self.t += 1
        for key in params:
            g = np.asarray(grads[key], dtype=np.float32)
            if key not in self.state:
                self.state[key] = self.begin(params[key].astype(np.float32), g)
            params[key] += self.step(params[key].astype(np.float32), g, self.state[key])

    def begin(self, theta, g):
        return [np.zeros_like(g), np.zeros_like(g)]


class SGD(Base):
    def step(self, theta, g, state):
        return -np.float32(self.lr) * g


class Momentum(Base):
    def step(self, theta, g, state):
        state[0] = np.float32(self.momentum) * state[0] - np.float32(self.lr) * g
        return state[0]


class Nesterov(Momentum):
    def step(self, theta, g, state):
        return np.float32(self.momentum) * super().step(theta, g, state) - np.float32(self.lr) * g


class AdaGrad(Base):
    def __init__(self, lr, eps=1e-7):
        super().__init__(lr, eps=eps)

    def step(self, theta, g, state):
        state[0] += g * g
        return -np.float32(self.lr) * g / (np.sqrt(state[0]) + np.float32(self.eps))


class RMSProp(Base):
    def __init__(self, lr, rho=0.9, eps=1e-7):
        super().__init__(lr, rho=rho, eps=eps)

    def step(self, theta, g, state):
        state[0] = np.float32(self.rho) * state[0] + np.float32(1 - self.rho) * g * g
        return -np.float32(self.lr) * g / (np.sqrt(state[0]) + np.float32(self.eps))


class AdaDelta(Base):
    def __init__(self, rho=0.95, eps=1e-6):
        super().__init__(rho=rho, eps=eps)

    def step(self, theta, g, state):
        rho, eps = np.float32(self.rho), np.float32(self.eps)
        state[0] = rho * state[0] + (1 - rho) * g * g
        delta = -np.sqrt((state[1] + eps) / (state[0] + eps)) * g
        state[1] = rho * state[1] + (1 - rho) * delta * delta
        return delta


class Adam(Base):
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(lr, eps=eps)
        self.betas = beta1, beta2

    def step(self, theta, g, state):
        b1, b2 = self.betas
        state[0] = np.float32(b1) * state[0] + np.float32(1 - b1) * g
        state[1] = np.float32(b2) * state[1] + np.float32(1 - b2) * g * g
        m, v = state[0] / np.float32(1 - b1**self.t), state[1] / np.float32(1 - b2**self.t)
        return -np.float32(self.lr) * m / (np.sqrt(v) + np.float32(self.eps))


class FTRL(Base):
    def __init__(self, lr, l1=0.0, l2=0.0, beta=1.0):
        super().__init__(lr)
        self.l1, self.l2, self.beta = l1, l2, beta

    def begin(self, theta, g):
        return [-theta * np.float32(self.beta / self.lr + self.l2) - np.float32(self.l1) * np.sign(theta), 0 * g]

    def step(self, theta, g, state):
        z, n = state
        sigma = (np.sqrt(n + g * g) - np.sqrt(n)) / np.float32(self.lr)
        state[0], state[1] = z, n = z + g - sigma * theta, n + g * g
        rate = (np.float32(self.beta) + np.sqrt(n)) / np.float32(self.lr) + np.float32(self.l2)
        new = np.where(np.abs(z) <= self.l1, np.float32(0), -(z - np.sign(z) * np.float32(self.l1)) / rate)
        return new - theta


def descend(optimizer, grad, start, steps):
    params = {"position": np.array(start)}
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for i in range(steps):
        optimizer.update(params, {"position": grad(params["position"])})
        path[i + 1] = params["position"]
    return path
