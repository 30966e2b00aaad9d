"""Nets, inputs and runs that the hidden checks of training in mini-batches are made of."""

import contextlib
import functools

import numpy as np

from autograder.testing import EnsembleBand, TrajectoryBand, assert_close, fail

RATE = 2e-5  # of the runs that show how often each sample is used
FAR_APART = 8  # the condition number of their gradients, at most


class Nets:
    """An assignment's nets: how they are made and trained, and what is drawn for them. Each assignment has its own."""

    name: str
    """Of the class."""
    rates: tuple[float, ...]
    """Learning rate, and its decay if there is one, of the runs whose samples are a single batch."""
    digits_kind: str
    digits_rate: float
    digits_epochs: int
    digits_scale: float = 1.0  # of the pixels

    def make(self, module, kind, params):
        """A net of the module, of a kind and with the sizes of these parameters."""
        raise NotImplementedError

    def fit(self, module, net, x, t, rates, **settings):
        """What the module's fit returns."""
        raise NotImplementedError

    def forward_pass(self, reference, kind, like):
        """The methods "forward" and "predict" of the submission's nets, under their names, as the reference has them.

        `like` are the parameters of these nets, or others of their shapes.
        """
        raise NotImplementedError

    def classes(self, rng, n):
        """Kind, parameters, x and t of a small problem with three classes."""
        raise NotImplementedError

    def single(self, rng, kind):
        """Parameters, x and t of six samples."""
        raise NotImplementedError

    def seven(self, rng):
        """Kind, parameters, x and t of seven samples with large gradients."""
        raise NotImplementedError

    def digits_params(self):
        """Parameters to start from, for digits of 14 × 14 pixels."""
        raise NotImplementedError

    def net_with(self, module, kind, params):
        """A net of the module with these parameters."""
        net = self.as_made(module, kind, params)
        self.reach_layers(net, params)
        return net

    def as_made(self, module, kind, params):
        """The same, for a check of the layers themselves: the parameters are written into params and nowhere else."""
        net = self.make(module, kind, params)
        theirs = net.params
        for key, name in names_of(theirs, params).items():
            theirs[name][...] = params[key]
        return net

    def reach_layers(self, net, params):
        """Writes the parameters into the layers, too, where a net's params hold copies: see `into_layers`."""

    def run_fit(self, module, kind, params, x, t, rates, **settings):
        """The losses and the parameters after fit."""
        net = self.net_with(module, kind, params)
        history = self.fit(module, net, x.copy(), t.copy(), rates, **settings)
        losses = np.asarray(history["loss"], dtype=float)
        if losses.shape != (settings["epochs"],) or not np.all(losses > 0):
            fail(
                f'history["loss"] must hold one positive number per epoch; it is {losses.tolist()}.',
                f'history["loss"] は、エポックごとに 1 つの正の数のはずですが、{losses.tolist()} でした。',
            )
        return history["loss"], by_our_names(net.params, params)


def into_layers(net, params, layers):
    """Writes parameters into the layers of a net, if its params are not the arrays of these.

    That is charged where a net is made. `layers` are the names of the layers, without their numbers, by the names of
    the parameters.
    """
    with contextlib.suppress(Exception):  # layers of another kind, or other names
        if np.array_equal(net.layers["Affine1"].W, params["W1"]):
            return
        for key, value in params.items():
            kind = key.rstrip("0123456789")
            getattr(net.layers[layers[kind] + key.removeprefix(kind)], kind)[...] = value


def assert_params_reach_the_layers(net, keys, ask):
    """What ask() gives changes with each of these parameters, and with nothing else."""
    for key in keys:  # where all of them begin with 0 is charged elsewhere: nothing would follow from one alone
        net.params[key][...] = 0.1 + 0.5 * np.cos(
            np.arange(np.size(net.params[key])).reshape(np.shape(net.params[key]))
        )
    for key in keys:
        before, again = np.array(ask()), np.array(ask())
        assert_close(again, before, what=("the same asked twice", "2 回目の結果"), rtol=1e-6)
        net.params[key][...] = 0.5 - np.asarray(net.params[key])
        if np.array_equal(ask(), before):
            fail(
                f"After a change of params['{key}'] the net gives the same as before: params must hold the arrays that "
                "the layers compute with, not copies.",
                f"params['{key}'] を変えても、ネットの出力が変わりません。params には、コピーではなく、"
                "層が計算に使う配列そのものを入れてください。",
            )


def names_of(theirs, params):
    """By which name the submission's dict has each of these parameters.

    Another numbering, such as W0, b0, W1, …, is charged where the names are checked, and understood here.
    """
    names = list(theirs)
    if not set(params) <= set(names):
        shapes = {name: np.shape(theirs[name]) for name in names}
        if list(shapes.values()) == [np.shape(value) for value in params.values()]:
            return dict(zip(params, names, strict=True))
    return {key: key for key in params}


def by_our_names(theirs, params):
    """The arrays of the submission's dict, by the names of these parameters."""
    return {key: np.asarray(theirs[name]) for key, name in names_of(theirs, params).items()}


@functools.lru_cache(maxsize=8)
def single_batch(nets, reference, kind, seed):
    """A problem whose N = 6 samples are one batch, and the band of its losses: the same for all submissions.

    The first loss of the band is that before any update, as a band expects it.
    """
    params, x, t = nets.single(np.random.default_rng(seed), kind)

    def run(params, x, t, epochs):
        settings = {"batch_size": len(x), "epochs": epochs - 1, "rng": np.random.default_rng(0)}
        before = nets.net_with(reference, kind, params).loss(x, t)
        return [before, *nets.run_fit(reference, kind, params, x, t, nets.rates, **settings)[0]]

    def run_with_epsilon(params, x, t, epochs):
        """The same with log(y + 1e-7) in the loss."""
        losses = []
        for k in range(epochs):
            y = nets.net_with(reference, kind, params).predict(x)
            losses.append(-float(np.sum(t * np.log(y + 1e-7))) / len(x))
            settings = {"batch_size": len(x), "epochs": 1, "rng": np.random.default_rng(0)}
            _, params = nets.run_fit(reference, kind, params, x, t, (rate_after(nets, k),), **settings)
        return losses

    inputs = {"params": params, "x": x, "t": t, "epochs": 10}  # the loss before, eight epochs, and one ahead
    also = () if kind == "regression" else (run_with_epsilon,)
    return params, x, t, TrajectoryBand.from_reference(run, inputs, num_steps="epochs", equivalents=also)


def rate_after(nets, steps):
    """The learning rate of the next step."""
    rate, *decay = nets.rates
    return rate / (1 + sum(decay) * steps)


def batch_problem(nets, reference, rng):
    """Seven samples whose gradients are about as large and point far apart."""
    while True:
        kind, params, x, t = nets.seven(rng)
        if np.linalg.cond(gradients_of_samples(nets, reference, (kind, params, x, t))) < FAR_APART:
            return kind, params, x, t


def gradients_of_samples(nets, reference, problem):
    """The gradients of each sample alone, one row for each: of the matrices, whose sums over a batch are least often
    mistaken."""
    kind, params, x, t = problem
    net = nets.net_with(reference, kind, params)
    rows = [net.gradient(x[i : i + 1], t[i : i + 1]) for i in range(len(x))]
    return np.array([np.concatenate([np.ravel(row[key]) for key in _matrices(params)]) for row in rows])


def _matrices(params):
    return [key for key, value in params.items() if np.ndim(value) == 2]


def uses(nets, module, reference, problem, rng, batch_size, epochs=1):
    """How much each sample has moved the parameters, in steps along its own gradient: 1/B for each use.

    The rate is so small that the gradients hardly change on the way; each sample has a gradient of its own, so that
    the amounts can be told from the change of the parameters (least squares).
    """
    settings = {"batch_size": batch_size, "epochs": epochs, "rng": rng}
    _, params, _, _ = problem
    gradients = gradients_of_samples(nets, reference, problem)
    _, after = nets.run_fit(module, *problem, (RATE,), **settings)
    change = np.concatenate([(params[key] - after[key]).ravel() for key in _matrices(params)]) / RATE
    amounts, *_ = np.linalg.lstsq(gradients.T, change, rcond=None)
    return amounts


@functools.cache
def digits_problem(nets, datasets):
    """120 digits, shrunk to 14 × 14, and parameters to start from."""
    x, labels = datasets.digits(120, seed=5)
    x = x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
    return nets.digits_params(), nets.digits_scale * x, datasets.one_hot(labels)


def last_loss(nets, module, reference, seed, problem):
    """The loss after a few epochs of mini-batches, computed from the parameters by the reference."""
    _, x, t = problem
    settings = {"batch_size": 10, "epochs": nets.digits_epochs, "rng": np.random.default_rng(seed)}
    _, after = nets.run_fit(module, nets.digits_kind, *problem, (nets.digits_rate,), **settings)
    return nets.net_with(reference, nets.digits_kind, after).loss(x, t)


@functools.cache
def digits_band(nets, reference):
    """Where the last loss lies for the reference, over the order of the samples."""
    import datasets

    problem = digits_problem(nets, datasets)
    return EnsembleBand.from_reference(lambda seed: last_loss(nets, reference, reference, seed, problem), log=True)
