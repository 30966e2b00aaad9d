"""What all pictures are made of. Everything is drawn on white, with attributes alone: pages forbid inline styles."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from autograder.text import Language, Text

INK, SOFT, GRID = "#1d2327", "#59636b", "#d9dcd8"
RIGHT, WRONG = "#7aa6c9", "#8a1020"
"""Of what is right and what is wrong: light and dark, so that they are told apart without hue."""

Part = str | Text
"""An element; or one for each language."""


class Picture(NamedTuple):
    """An SVG element, and what it shows in a sentence."""

    width: float
    height: float
    parts: tuple[Part, ...]
    caption: Text

    @property
    def svg(self) -> str:
        """With both languages, of which a page hides one: see its classes ``en`` and ``ja``, and ``data-en``."""
        parts = (part if isinstance(part, str) else _either(part) for part in self.parts)
        return self._drawn(
            self._both, parts, f" data-en={quoteattr(self.caption.en)} data-ja={quoteattr(self.caption.ja)}"
        )

    @property
    def by_reader(self) -> str:
        """In the language of the browser that shows it, where no page knows it."""
        return self._drawn(self._both, (part if isinstance(part, str) else _chosen(part) for part in self.parts))

    def in_(self, language: Language) -> str:
        """In one language, for whatever hides nothing."""
        parts = (part if isinstance(part, str) else part.in_(language) for part in self.parts)
        return self._drawn(self.caption.in_(language), parts)

    @property
    def _both(self) -> str:
        return f"{self.caption.en} / {self.caption.ja}"

    def _drawn(self, about: str, parts: Iterable[str], more: str = "") -> str:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'width="{self.width:g}" height="{self.height:g}" role="img" aria-label={quoteattr(about)}{more}>'
        )
        return "\n".join([head, rectangle(0, 0, self.width, self.height, "#ffffff"), *parts, "</svg>"])


def _either(part: Text) -> str:
    return f'<g class="en" lang="en">{part.en}</g><g class="ja" lang="ja">{part.ja}</g>'


def _chosen(part: Text) -> str:
    return f'<switch><g systemLanguage="ja">{part.ja}</g><g>{part.en}</g></switch>'


def drawing(width: float, height: float, parts: Iterable[Part], caption: Text) -> Picture:
    """A picture of this size in pixels, which shrinks with its page."""
    return Picture(width, height, tuple(parts), caption)


def rectangle(x: float, y: float, width: float, height: float, fill: str, title: str = "") -> str:
    """A filled rectangle, with what a pointer on it reads."""
    shape = f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"'
    return f"{shape}><title>{escape(title)}</title></rect>" if title else f"{shape}/>"


def label(x: float, y: float, text: str, anchor: str = "start", fill: str = SOFT, size: float = 11) -> str:
    """A line of text that is the same in every language."""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{fill}" font-family="sans-serif" '
        f'font-size="{size:g}">{escape(text)}</text>'
    )


def words(x: float, y: float, text: Text, anchor: str = "start", fill: str = SOFT, size: float = 11) -> Text:
    """A line of text in both languages."""
    return Text(label(x, y, text.en, anchor, fill, size), label(x, y, text.in_("ja"), anchor, fill, size))


def segment(x1: float, y1: float, x2: float, y2: float, stroke: str = GRID, width: float = 1, dashes: str = "") -> str:
    """A straight line."""
    return line_of(f"M{x1:g} {y1:g}L{x2:g} {y2:g}", stroke, width, dashes)


def line_of(path: str, stroke: str, width: float = 1, dashes: str = "") -> str:
    """A line along a path of SVG's."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" stroke="{stroke}" stroke-width="{width:g}" fill="none"{dashed}/>'


def curve(points: Sequence[tuple[float, float]], stroke: str, width: float, dashes: str = "") -> str:
    """A line through points; it is broken where one of them is not finite."""
    path, pen = [], "M"
    for x, y in points:
        if math.isfinite(x) and math.isfinite(y):
            path.append(f"{pen}{x:.1f} {y:.1f}")
            pen = "L"
        else:
            pen = "M"
    return line_of("".join(path), stroke, width, dashes)


def dot(x: float, y: float, radius: float, fill: str, title: str = "") -> str:
    """A filled circle, with what a pointer on it reads."""
    shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"'
    return f"{shape}><title>{escape(title)}</title></circle>" if title else f"{shape}/>"


def ring(x: float, y: float) -> str:
    """What draws the eye to a point."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{WRONG}" stroke-width="2"/>'


def number_of(value: object) -> float:
    """A number as reports hold it: NaN and infinities are texts there."""
    if isinstance(value, bool | int | float):
        try:
            return float(value)
        except OverflowError:
            return math.inf
    try:
        return float(str(value)[:20])
    except ValueError:
        return math.nan


def numbers_of(values: object) -> list[float]:
    """A list of numbers as reports hold it; what is no list has none."""
    return [number_of(value) for value in values] if isinstance(values, list) else []
