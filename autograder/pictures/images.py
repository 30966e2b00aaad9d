"""Small images, such as filters and reconstructions: what came, what is right, and the difference of the two."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from autograder.pictures.svg import INK, WRONG, Part, Picture, drawing, label, numbers_of, words
from autograder.text import Text

MOST = 8  # images side by side
WIDE, LARGEST = 480, 72  # pixels: of all, of one
LEFT, GAP = 84, 8
GREYS = 16  # so that neighbours of the same shade are one rectangle
_ROWS = (Text("yours", "あなた"), Text("right", "正しい値"), Text("difference", "差"))

Image = list[list[float]]


def images(got: Any, expected: Any, names: Sequence[str] = ()) -> Picture | None:
    """Three rows of pictures in shades of grey; the first two share one scale.

    Args:
        got: a list of images, each a list of rows; NaN and infinities may be texts.
        expected: the same, of the same shape.
        names: what stands above each.

    Returns:
        None for anything else.
    """
    own, right = _images(got), _images(expected)
    if not own or len(own) != len(right) or len({(len(i), *map(len, i)) for i in (*own, *right)}) != 1:
        return None
    count, rows, columns = min(len(own), MOST), len(own[0]), len(own[0][0])
    pixel = max(min(LARGEST // max(rows, columns), int(WIDE / count - GAP) // columns), 1)
    off = [
        [[abs(a - b) for a, b in zip(*pair, strict=True)] for pair in zip(mine, theirs, strict=True)]
        for mine, theirs in zip(own[:count], right, strict=False)
    ]
    finite = [v for image in (*own[:count], *right[:count]) for row in image for v in row if math.isfinite(v)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    furthest = max((v for image in off for row in image for v in row if math.isfinite(v)), default=0.0)
    tall = rows * pixel + GAP
    called = [*names, *map(str, range(len(names), count))][:count]
    parts: list[Part] = []
    scales = ((low, high), (low, high), (0.0, furthest))
    for i, (stack, (darkest, brightest)) in enumerate(zip((own, right, off), scales, strict=True)):
        parts.append(words(LEFT - 8, 24 + i * tall + tall / 2, _ROWS[i], "end", INK))
        for j, image in enumerate(stack[:count]):
            parts.append(_drawn(image, (LEFT + j * (columns * pixel + GAP), 20 + i * tall), pixel, darkest, brightest))
    for j, name in enumerate(called):
        parts.append(label(LEFT + (j + 0.5) * (columns * pixel + GAP) - GAP / 2, 14, name, "middle"))
    return drawing(LEFT + count * (columns * pixel + GAP), 20 + 3 * tall, parts, _caption(off, furthest, called))


def _drawn(image: Image, at: tuple[float, float], pixel: float, low: float, high: float) -> str:
    """What is of one shade in one element, neighbours in a row as one part of it."""
    runs: dict[str, list[str]] = {}
    for i, row in enumerate(image):
        start = 0
        for shade, members in groupby(_shade(value, low, high) for value in row):
            wide = len(list(members))
            runs.setdefault(shade, []).append(f"M{start} {i}h{wide}v1h-{wide}z")
            start += wide
    shades = "".join(f'<path fill="{shade}" d="{"".join(parts)}"/>' for shade, parts in runs.items())
    place = f"translate({at[0]:g} {at[1]:g}) scale({pixel:g})"
    return f'<g transform="{place}" shape-rendering="crispEdges">{shades}</g>'


def _shade(value: float, low: float, high: float) -> str:
    if not math.isfinite(value):
        return WRONG
    share = (value - low) / (high - low) if high > low else 0.0
    grey = round(round(min(max(share, 0.0), 1.0) * (GREYS - 1)) * 255 / (GREYS - 1))
    return f"#{grey:02x}{grey:02x}{grey:02x}"


def _images(value: Any) -> list[Image]:
    """Nothing for what are no images."""
    if not isinstance(value, list) or not all(isinstance(image, list) and image for image in value):
        return []
    if not all(isinstance(row, list) and row for image in value for row in image):
        return []
    return [[numbers_of(row) for row in image] for image in value]


def _caption(off: list[Image], furthest: float, names: Sequence[str]) -> Text:
    means = [sum(map(sum, image)) / (len(image) * len(image[0])) for image in off]
    worst = max(range(len(means)), key=lambda i: means[i] if math.isfinite(means[i]) else math.inf)
    return Text(
        f"The images differ by up to {furthest:.3g}; image {names[worst]} differs most.",
        f"画像の差は最大で {furthest:.3g} です。最も違うのは画像 {names[worst]} です。",
    )
