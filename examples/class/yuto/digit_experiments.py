import numpy as np
from layers import Affine, ReLU
from nets import KerasFTRL, batches, he
from optimizers import FTRL, SGD, AdaDelta, AdaGrad, Adam, Momentum, RMSProp
from softmax_with_loss import SoftmaxWithLoss, softmax

OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "adagrad": AdaGrad, "rmsprop": RMSProp}
OPTIMIZERS.update(adadelta=AdaDelta, adam=Adam, ftrl=FTRL, keras_ftrl=KerasFTRL)


class SoftmaxWithSquaredError:
    def forward(self, x, t):
        self.y = softmax(x)
        self.t = t
        return float(((self.y - t) ** 2).sum() / (2 * x.shape[0]))

    def backward(self):
        n = len(self.y)
        d = (self.y - self.t) / n
        return self.y * (d - (d * self.y).sum(axis=1, keepdims=True))


LOSSES = {"cross_entropy": SoftmaxWithLoss, "squared_error": SoftmaxWithSquaredError}


def initial_parameters(sizes, rng):
    params = {}
    for i in range(1, len(sizes)):
        params[f"W{i}"] = he(rng, sizes[i - 1], (sizes[i - 1], sizes[i]))
        params[f"b{i}"] = np.zeros(sizes[i])
    return params


class Network:
    def __init__(self, params, loss):
        self.params = params
        self.layers = []
        depth = len(params) // 2
        for i in range(1, depth + 1):
            self.layers.append((i, Affine(params[f"W{i}"], params[f"b{i}"])))
            if i < depth:
                self.layers.append((None, ReLU()))
        self.last = LOSSES[loss]()

    def scores(self, x):
        for _, layer in self.layers:
            x = layer.forward(x)
        return x

    def gradients(self, x, t):
        self.last.forward(self.scores(x), t)
        d = self.last.backward()
        grads = {}
        for i, layer in self.layers[::-1]:
            d = layer.backward(d)
            if i is not None:
                grads[f"W{i}"] = layer.dW
                grads[f"b{i}"] = layer.db
        return grads

    def measure(self, x, t):
        s = self.scores(x)
        return self.last.forward(s, t), float((s.argmax(1) == t.argmax(1)).mean())


def run(config, data, rng):
    x, t = data["x_train"], data["t_train"]
    params = initial_parameters([x.shape[1]] + list(config["hidden"]) + [t.shape[1]], rng)
    net = Network(params, config["loss"])
    name, how = config["optimizer"]
    history = {"train_loss": [], "train_accuracy": [], "test_loss": [], "test_accuracy": []}
    for epoch in range(config["epochs"]):
        optimizer = OPTIMIZERS[name](**how)
        for rows in batches(len(x), config["batch_size"], rng):
            optimizer.update(params, net.gradients(x[rows], t[rows]))
        for part in ["train", "test"]:
            loss, accuracy = net.measure(data["x_" + part], data["t_" + part])
            history[part + "_loss"].append(loss)
            history[part + "_accuracy"].append(accuracy)
    return history
