"""What a wrong shape is likely to mean: a transpose, a missing sum, (N, 1) for (N,)."""

from collections.abc import Iterator

import numpy as np

from autograder.numerics.difference import Pattern
from autograder.numerics.values import Array, magnitude
from autograder.text import Text

LARGEST = 100_000
"""Entries of an array in which patterns are looked for: beyond that each look takes many times its memory and time."""


def find_shape_pattern(actual: Array, expected: Array, rtol: float = 1e-6) -> Pattern | None:
    """Why ``actual.shape != expected.shape``, where the values say so; None where they do not."""
    if max(actual.size, expected.size) > LARGEST:  # told by the shape alone
        return _by_shape_alone(actual, expected)
    if actual.dtype.kind == "c" or expected.dtype.kind == "c":
        return None
    a, e = actual.astype(np.float64), expected.astype(np.float64)
    with np.errstate(all="ignore"):
        for pattern, predicted in _readings(a, e):
            if predicted.shape == e.shape and _same(predicted, e, rtol):
                return pattern
        for axis in range(e.ndim):
            if e.shape[axis] > 1 and e.shape[:axis] + e.shape[axis + 1 :] == a.shape:
                summed = e.sum(axis=axis)
                if np.any(summed) and _same(a, summed, rtol):
                    text = Text(
                        f"It is the sum over axis {axis} of what is expected.",
                        f"期待される配列を軸 {axis} について足し合わせたものになっています。",
                    )
                    return Pattern("sum_too_many", text)
    return _by_shape_alone(a, e)


def _same(predicted: Array, expected: Array, rtol: float) -> bool:
    if not np.any(expected) or not np.all(np.isfinite(predicted)):
        return False
    return bool(np.all(np.abs(predicted - expected) <= max(rtol, 1e-9) * magnitude(expected)))


def _readings(a: Array, e: Array) -> Iterator[tuple[Pattern, Array]]:
    """Ways to make the expected array out of the one that came."""
    if a.ndim == 2:
        yield (
            Pattern(
                "transpose",
                Text("It is the transpose of what is expected.", "期待される配列の転置になっています。"),
            ),
            a.T,
        )
    if a.size == e.size:
        en = "The values are right; only the shape is wrong."
        yield Pattern("reshape", Text(en, "値は正しく、shape だけが違います。")), a.reshape(e.shape)
    for axis in range(a.ndim):
        for keepdims in (False, True):
            for name, reduced in (("sum", np.sum), ("mean", np.mean)):
                if a.shape[axis] < 2:
                    continue
                word = {"sum": Text("sum", "和"), "mean": Text("mean", "平均")}[name]
                text = Text(
                    f"Its {word.en} over axis {axis} is what is expected.",
                    f"軸 {axis} について{word.ja}をとると期待される配列になります。",
                )
                yield Pattern(f"{name}_missing", text), np.asarray(reduced(a, axis=axis, keepdims=keepdims))


def _by_shape_alone(a: Array, e: Array) -> Pattern | None:
    if e.ndim == 0:
        text = Text("A single number is expected.", "1 つの数が必要です。")
        return Pattern("scalar_expected", text)
    if a.shape in ((*e.shape, 1), (1, *e.shape)) and e.ndim == 1:
        name = "column" if a.shape == (*e.shape, 1) else "row"
        return Pattern(
            f"{name}_for_vector",
            Text(
                f"A {name} of shape {a.shape} is not a vector of shape {e.shape}: "
                "broadcasting would make a matrix of them.",
                f"shape {a.shape} の 2 次元配列は shape {e.shape} の 1 次元配列とは別のものです"
                "（ブロードキャストで行列になってしまいます）。",
            ),
        )
    if e.shape == (*a.shape, 1) and a.ndim == 1:
        return Pattern(
            "vector_for_column",
            Text(
                f"A vector of shape {a.shape} is not a column of shape {e.shape}: is keepdims=True missing?",
                f"shape {a.shape} の 1 次元配列は shape {e.shape} の列ベクトルとは別のものです"
                "（keepdims=True を忘れていませんか）。",
            ),
        )
    if a.ndim == 2 and a.shape == e.shape[::-1]:
        return Pattern("transposed_shape", Text("The two axes are swapped.", "2 つの軸が入れ替わっています。"))
    return None
