"""Images, geometries and trainings that the hidden checks of the convolution are made of.

Sizes are as small as they can be and still differ: rows from columns, windows from strides and paddings.
"""

import functools
import operator

import numpy as np

from autograder.testing import assert_close, copies, upstream

PRECISION = 2e-5  # a float32 inside, or log(y + 1e-7) in a loss, is right to this precision

# images (N, C, H, W), height and width of a window, stride and pad if they are not to be the usual ones
GEOMETRIES = {
    "as usual": ((2, 3, 5, 4), 3, 2),
    "stride 2, pad 1": ((3, 2, 4, 7), 2, 3, 2, 1),
    "stride 3, pad 2": ((2, 1, 9, 6), 3, 4, 3, 2),
}
# the filters of a convolution, and a geometry
CONVOLUTIONS = {key: (filters, *GEOMETRIES[key]) for key, filters in zip(GEOMETRIES, (4, 3, 2), strict=True)}
# images, and the arguments of MaxPool2D
POOLS = {
    "side by side": ((2, 3, 6, 4), (2,)),
    "something sticks out": ((3, 2, 7, 5), (3,)),
    "overlapping": ((2, 2, 7, 9), (3, 2)),
    "with gaps": ((1, 3, 8, 6), (2, 3)),
}
NETS = {"conv_net": ((2, 6, 8), 3, {"filters": 4}), "dense_net": ((2, 3, 4), 3, {"hidden": 7})}
SHAPES = {
    "conv_net": {"W1": (4, 2, 3, 3), "b1": (4,), "W2": (48, 3), "b2": (3,)},
    "dense_net": {"W1": (24, 7), "b1": (7,), "W2": (7, 3), "b2": (3,)},
}
TWO_CONVOLUTIONS = {"W1": (3, 3, 3, 3), "b1": (3,), "W2": (4, 3, 3, 3), "b2": (4,), "W3": (16, 10), "b3": (10,)}
LAYERS = ("Conv2D", "MaxPool2D", "Flatten")
FUNCTIONS = ("output_size", "im2col", "col2im")
PARTS = (*FUNCTIONS, *LAYERS)


def entries(rng, shape):
    """Different numbers, most of them negative, in any order."""
    size = int(np.prod(shape))
    return (rng.permutation(size) - 0.7 * size).reshape(shape) / 10


def arguments_of(name, case, rng):
    """The constructor's arguments of a layer, and its input."""
    if name == "Conv2D":
        filters, shape, height, width, *others = CONVOLUTIONS[case]
        kernels, biases = rng.normal(size=(filters, shape[1], height, width)), rng.normal(size=filters)
        return (kernels, biases, *others), rng.normal(size=shape)
    shape, arguments = POOLS[case]
    return (arguments, entries(rng, shape)) if name == "MaxPool2D" else ((), entries(rng, shape))


def step(layer, x, dout):
    """Forwards and back: y, dx, and dW and db where the layer has them."""
    y = layer.forward(x.copy())
    dx = layer.backward(dout.copy())
    return {"forward(x)": y, "backward(dout)": dx, **{key: getattr(layer, key) for key in gradients_of(layer)}}


def gradients_of(layer):
    """The names of the gradients that a layer keeps."""
    return ("dW", "db") if hasattr(layer, "W") else ()


def upstream_of(reference, name, arguments, x, rng):
    """A gradient from above, for the reference's output."""
    return upstream(rng, getattr(reference, name)(*arguments).forward(x).shape)


# --- what is right, and what is lent ---


def with_right_parts(submission, reference, check, *parts):
    """check(); where it fails and some of these parts of the submission are wrong, once more with the reference's.

    These are charged where they are checked. Each is looked at with the earlier ones right.
    """
    try:
        check()
    except Exception:
        wrong = [part for part in parts if lent_if_wrong(submission, reference, part)]
        if not wrong:
            raise
        check()


def lent_if_wrong(submission, reference, part):
    """Whether a function, a method or a layer of the submission is wrong. Then it is the reference's from now on."""
    if is_right(submission, reference, part):
        return False
    names = [f"{part}.forward", f"{part}.backward"] if part in LAYERS else [part]  # they share what forward keeps
    submission.using(**{name: operator.attrgetter(name)(reference) for name in names})
    return True


def is_right(submission, reference, part):
    """Whether a part of the submission gives what the reference's does, for problems that show most mistakes."""
    try:
        assert_close(results_of(submission, reference, part), results_of(reference, reference, part), rtol=PRECISION)
    except Exception:
        return False
    return True


def results_of(module, reference, part):
    """What a function gives, or a layer forwards or back."""
    rng = np.random.default_rng(0)
    if part == "output_size":
        return [float(module.output_size(*numbers)) for numbers in ((7, 3, 2, 1), (6, 4, 3, 0), (8, 3, 1, 1))]
    if part == "centre":
        return list(module.centre(rng.uniform(size=(3, 2, 2, 2)), rng.uniform(1.0, 2.0, size=(2, 2, 2, 2))))
    if part in FUNCTIONS:
        return [function_result(module, reference, part, *geometry, rng=rng) for geometry in GEOMETRIES.values()]
    name, _, method = part.partition(".")
    results = []
    for case in CONVOLUTIONS if name == "Conv2D" else POOLS:
        arguments, x = arguments_of(name, case, rng)
        layer, dout = getattr(module, name)(*copies(arguments)), upstream_of(reference, name, arguments, x, rng)
        if method:
            results.append(layer.forward(x.copy()))
        else:  # a second time, after another batch
            step(layer, x[:1] + 1.0, dout[:1])
            results += step(layer, x, dout).values()
    return results


def function_result(module, reference, name, shape, *window, rng):
    """What im2col makes of images, or col2im of windows."""
    x = rng.normal(size=shape)
    cols = reference.im2col(x, *window)
    return module.im2col(x, *window) if name == "im2col" else module.col2im(cols.copy(), shape, *window)


# --- trainings ---


@functools.cache
def coloured(n_train, n_test):
    """Colour images of 8 × 8 pixels."""
    from datasets import colour_shapes, one_hot, smaller

    x, labels = colour_shapes(n_train + n_test, seed=11)
    x, t = smaller(x, 4), one_hot(labels)
    return {"x_train": x[:n_train], "t_train": t[:n_train], "x_test": x[n_train:], "t_test": t[n_train:]}


@functools.cache
def grey_digits(n_train, n_test):
    """Digits of 7 × 7 pixels."""
    from datasets import digits, one_hot, smaller

    x, labels = digits(n_train + n_test, seed=12)
    x, t = smaller(x, 4).reshape(-1, 1, 7, 7), one_hot(labels)
    return {"x_train": x[:n_train], "t_train": t[:n_train], "x_test": x[n_train:], "t_test": t[n_train:]}


def parameters(shapes, rng):
    """Weights as He has them, and small biases."""
    drawn = {}
    for key, shape in shapes.items():
        inputs = np.prod(shape[1:]) if len(shape) == 4 else shape[0]
        drawn[key] = rng.normal(0, np.sqrt(2 / inputs), shape) if key.startswith("W") else rng.normal(0, 0.1, shape)
    return drawn


def two_convolutions(module, params):
    """A net of the module's layers: two convolutions, overlapping pools between, for colour images of 8 × 8 pixels."""
    w1, b1, w2, b2, w3, b3 = copies(list(params.values()))
    return module.Net(
        {
            "convolution1": module.Conv2D(w1, b1, 1, 1),
            "relu1": module.ReLU(),
            "pool": module.MaxPool2D(3, 2),
            "convolution2": module.Conv2D(w2, b2, 2, 1),
            "relu2": module.ReLU(),
            "flatten": module.Flatten(),
            "affine": module.Affine(w3, b3),
        }
    )
