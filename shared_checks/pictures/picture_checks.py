"""Checks of nets that learn pictures without targets, and of their training in mini-batches.

The checks write the parameters of the submission's net, so that its initial values do not matter. What a check builds
on is right in its second attempt, if it was not in the first: such mistakes are charged where they are checked.
"""

import numpy as np
from net_checks import is_gradient
from net_runs import by_our_names, names_of

from autograder.testing import assert_close, assert_gradient, copies, factor_of, fail

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision


class Pictures:
    """An assignment's nets: how they are made, and what the reference lends. Each assignment has its own."""

    name: str
    """Of the class."""
    parts: tuple[str, ...]
    """The methods that loss and gradient are made of, as the stub names them."""
    functions: tuple[str, ...] = ()
    """The functions of the module that they are made of."""

    def make(self, module, params):
        """A net of the module with the sizes of these parameters."""
        raise NotImplementedError

    def forward(self, module, net, *given):
        """What parts and functions give for what loss and gradient are given."""
        raise NotImplementedError

    def net_with(self, module, params):
        """A net of the module with these parameters."""
        net = self.make(module, params)
        theirs = net.params
        for key, name in names_of(theirs, params).items():
            theirs[name][...] = params[key]
        return net


def with_right_parts(submission, reference, nets, problem, check):
    """check(); where it fails and the submission's own parts are wrong, once more with the reference's."""
    try:
        check()
    except Exception:
        if parts_are_right(submission, reference, nets, problem):
            raise
        ours = getattr(reference, nets.name)
        methods = {f"{nets.name}.{part}": getattr(ours, part) for part in nets.parts}
        submission.using(**methods, **{name: getattr(reference, name) for name in nets.functions})
        check()


def parts_are_right(submission, reference, nets, problem):
    """Whether the parts give what they should for this problem."""
    params, *given = problem
    expected = nets.forward(reference, nets.net_with(reference, params), *given)
    try:
        got = nets.forward(submission, nets.net_with(submission, params), *copies(given))
        assert_close(got, expected, rtol=PRECISION)
    except Exception:
        return False
    return True


def check_gradients(submission, reference, nets, problem, keys, known, ask=lambda net, *given: net.gradient(*given)):
    """The gradients of these parameters: of the loss, or of what the submission's own loss is."""

    def check():
        params, *given = problem
        ours = nets.net_with(reference, params)
        right, right_loss = ours.gradient(*given), ours.loss(*given)
        largest = max(np.abs(gradient).max() for gradient in right.values())
        net = nets.net_with(submission, params)
        factor = factor_of(own_loss(net, given, right_loss), right_loss)
        got = by_our_names(ask(net, *copies(given)), params)

        def loss_with(module, key, array):
            """The loss of the module's net where this parameter is another."""
            return float(np.asarray(nets.net_with(module, {**params, key: array}).loss(*copies(given))))

        how = {"factor": factor, "rtol": PRECISION, "atol": 1e-6 * largest, "known": known}
        for key in keys:
            at, expected = params[key], right[key]
            if is_gradient(got[key], lambda a, key=key: loss_with(submission, key, a), at, expected):
                continue
            of = lambda array, key=key: loss_with(reference, key, array)  # noqa: E731 (one line for each key)
            assert_gradient(
                got[key], of, at, reference_gradient=expected, what=(f"gradient of {key}", f"{key} の勾配"), **how
            )

    with_right_parts(submission, reference, nets, problem, check)


def own_loss(net, given, otherwise):
    """The net's loss; another number where it has none: that is charged where the loss is checked."""
    try:
        return float(np.asarray(net.loss(*copies(given))))
    except Exception:
        return otherwise


def check_initial_parameters(net, shapes, another):
    """params of a new net have these shapes, biases are 0, weights are not, and `another()` net shares none of it."""
    params = {key: np.array(value) for key, value in net.params.items()}
    got = {key: value.shape for key, value in params.items()}
    if got != shapes:
        fail(f"params should hold {shapes}; it holds {got}.", f"params は {shapes} のはずですが、{got} でした。")
    for key, value in params.items():
        if key.startswith("b"):
            assert_close(value, np.zeros(shapes[key]), what=key, atol=1e-12)
        elif not np.all(np.isfinite(value)) or np.any(value == 0) or np.ptp(value) == 0:
            fail(f"{key} must hold different finite numbers.", f"{key} は、値が互いに異なる有限な数のはずです。")
    another()
    if any(not np.array_equal(net.params[key], value) for key, value in params.items()):
        fail(
            "Making another net changes the params of one that is there already: each needs its own.",
            "別のネットを作ると、すでにあるネットの params が変わります。params はネットごとに別のものが必要です。",
        )


def check_weights_come_from_the_generator(weights_of, seeds):
    """weights_of(seed): the same twice for the first seed, all others for the second, no two layers alike."""
    first, again, other = (weights_of(seed) for seed in (seeds[0], seeds[0], seeds[1]))
    for w, repeated, another in zip(first, again, other, strict=True):
        if not np.array_equal(w, repeated) or np.any(w == another):
            fail(
                "The weights are not drawn from rng: the same state must give the same weights, another state others.",
                "重みが rng から作られていません。状態が同じなら同じ重みに、違えば別の重みになるはずです。",
            )
    for i, w in enumerate(first):
        if any(np.isin(w, v).any() for v in first[i + 1 :]):
            fail(
                "Two layers have the same weights: every layer must go on drawing from rng.",
                "2 つの層の重みが同じです。どの層も、rng から続けて生成する必要があります。",
            )


def check_run(submission, reference, nets, run, lent, follow=lambda: None):
    """A training, compared with the reference's: the losses of all epochs, and the loss of the net that comes out.

    run(module) gives both, the second computed by the reference. Where the submission's run is not right, it may be
    what follow() gives: a right run with the submission's own loss and gradient, if these train at all. Otherwise it is
    repeated with loss and gradient lent, as `lent` says: these are charged where they are checked.
    """
    right = run(reference)

    def check(expected, last):
        losses, after = run(submission)
        if np.shape(losses) != np.shape(expected):
            fail(
                f'history["loss"] must hold one number per epoch, {len(expected)}; its shape is {np.shape(losses)}.',
                f'history["loss"] には、エポックごとに 1 つ、{len(expected)} 個の数が入るはずです'
                f"（形は {np.shape(losses)} でした）。",
            )
        assert_close(losses, expected, what='history["loss"]', rtol=PRECISION)
        assert_close(after, last, what=("the loss of the trained net", "学習後のネットの損失"), rtol=PRECISION)

    try:
        check(*right)
    except Exception:
        own = follow()
        if own is None:
            submission.using(**{f"{nets.name}.{method}": function for method, function in lent.items()})
        check(*(own or right))
