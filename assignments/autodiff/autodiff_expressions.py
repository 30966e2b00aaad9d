"""The expressions that the hidden checks of autodiff ask for the values and gradients of, by name."""

import numpy as np

ARITHMETIC = {
    "x + y": lambda x, y: x + y,
    "x - y": lambda x, y: x - y,
    "x * y": lambda x, y: x * y,
    "x / y": lambda x, y: x / y,
    "x ** 3": lambda x, y: x**3,
}

FUNCTIONS = {
    "@": [("x @ y", lambda x, y: x @ y)],
    "exp": [("x.exp()", lambda x, y: x.exp())],
    "log": [("x.log()", lambda x, y: x.log())],
    "relu": [("y.relu()", lambda x, y: y.relu())],
    "sum": [
        ("x.sum()", lambda x, y: x.sum()),
        ("y.sum(axis=0)", lambda x, y: y.sum(axis=0)),
        ("y.sum(axis=1, keepdims=True)", lambda x, y: y.sum(axis=1, keepdims=True)),
        ("y.sum(axis=-1)", lambda x, y: y.sum(axis=-1)),
        ("y.sum(axis=-2, keepdims=True)", lambda x, y: y.sum(axis=-2, keepdims=True)),
        ("x.sum(keepdims=True)", lambda x, y: x.sum(keepdims=True)),
    ],
}

A, B, C = (
    np.linspace(0.4, 1.9, 12).reshape(3, 4),
    np.linspace(-1.7, 1.4, 6).reshape(2, 3),
    np.linspace(1, 3, 8).reshape(4, 2),
)
MEETINGS = {
    "+": [("x + 2", lambda x, a: x + a, 2), ("array + x", lambda x, a: a + x, A)],
    "-": [("2 - x", lambda x, a: a - x, 2), ("x - array", lambda x, a: x - a, A)],
    "*": [("x * array", lambda x, a: x * a, A), ("3 * x", lambda x, a: a * x, 3)],
    "/": [("array / x", lambda x, a: a / x, A), ("x / 4", lambda x, a: x / a, 4)],
    "@": [("array @ x", lambda x, a: a @ x, B), ("x @ array", lambda x, a: x @ a, C)],
}

SUMS = {
    "axis 1": ("sum(axis=1)", lambda x: x.sum(axis=1), (3,)),
    "axis 0": ("sum(axis=0)", lambda x: x.sum(axis=0), (4,)),
    "axis -1": ("sum(axis=-1)", lambda x: x.sum(axis=-1), (3,)),
    "kept": ("sum(axis=1, keepdims=True)", lambda x: x.sum(axis=1, keepdims=True), (3, 1)),
    "kept, axis -2": ("sum(axis=-2, keepdims=True)", lambda x: x.sum(axis=-2, keepdims=True), (1, 4)),
}

BROADCASTS = {  # first one operand that gets an axis in front, and one of which an axis is stretched
    "+": [((3, 1), (4,)), ((3, 4), (4,)), ((4,), (3, 4))],
    "-": [((3, 1), (4,)), ((4,), (3, 4)), ((3, 4), (3, 1))],
    "*": [((3, 1), (4,)), ((3, 4), (3, 1)), ((), (3, 4)), ((1, 4), (3, 1))],
    "/": [((3, 1), (4,)), ((3, 1), (1, 4)), ((3, 4), ()), ((4,), (3, 4))],
}

OPERATIONS = {
    **{name: (name, build, ((3, 4), (4,))) for name, build in ARITHMETIC.items()},
    "x @ y": ("x @ y", lambda x, y: x @ y, ((3, 4), (4, 2))),
    "exp": ("x.exp()", lambda x: x.exp(), ((3, 4),)),
    "log": ("x.log()", lambda x: x.log(), ((3, 4),)),
    "relu": ("x.relu()", lambda x: x.relu(), ((3, 4),)),
    "sum": ("x.sum(axis=1)", lambda x: x.sum(axis=1), ((3, 4),)),
}
