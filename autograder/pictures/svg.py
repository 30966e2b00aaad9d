"""What all pictures are made of. Everything is drawn on white, with attributes alone: pages forbid inline styles."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from autograder.text import Text

INK, SOFT, GRID = "#1d2327", "#59636b", "#d9dcd8"
RIGHT, WRONG = "#7aa6c9", "#8a1020"
"""Of what is right and what is wrong: light and dark, so that they are told apart without hue."""


class Picture(NamedTuple):
    """An SVG element, and what it shows in a sentence."""

    svg: str
    caption: Text


def drawing(width: float, height: float, parts: Iterable[str], caption: Text) -> Picture:
    """A picture of this size in pixels, which shrinks with its page."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label={quoteattr(f"{caption.en} / {caption.ja}")}>'
    )
    return Picture("\n".join([head, rectangle(0, 0, width, height, "#ffffff"), *parts, "</svg>"]), caption)


def rectangle(x: float, y: float, width: float, height: float, fill: str, title: str = "") -> str:
    """A filled rectangle, with what a pointer on it reads."""
    shape = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"'
    return f"{shape}><title>{escape(title)}</title></rect>" if title else f"{shape}/>"


def label(x: float, y: float, text: str, anchor: str = "start", fill: str = SOFT, size: float = 11) -> str:
    """A line of text."""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{fill}" font-family="sans-serif" '
        f'font-size="{size:g}">{escape(text)}</text>'
    )


def segment(x1: float, y1: float, x2: float, y2: float, stroke: str = GRID, width: float = 1, dashes: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{stroke}" stroke-width="{width:g}" fill="none"{dashed}/>'


def curve(points: Sequence[tuple[float, float]], stroke: str, width: float, dashes: str = "") -> str:
    """A line through points; it is broken where one of them is not finite."""
    path, pen = [], "M"
    for x, y in points:
        if math.isfinite(x) and math.isfinite(y):
            path.append(f"{pen}{x:.1f} {y:.1f}")
            pen = "L"
        else:
            pen = "M"
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{"".join(path)}" stroke="{stroke}" stroke-width="{width:g}" fill="none"{dashed}/>'


def number_of(value: object) -> float:
    """A number as reports hold it: NaN and infinities are texts there."""
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(str(value)[:20])
    except ValueError:
        return math.nan
