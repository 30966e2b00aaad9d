"""Renders the digits that ``reference/datasets.py`` embeds, from the fonts that matplotlib brings along.

``python tools/render_digits.py`` prints the text of GLYPHS: 60 masks of 20 × 14 pixels with 16 shades,
six fonts after each other, two pixels to a byte, compressed, as base 85. The data set does not change when
matplotlib does, because nobody draws it again.
"""

import base64
import textwrap
import zlib
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import ft2font

FONTS = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "STIXGeneral", "STIXGeneralItalic", "cmss10")
HEIGHT, WIDTH = 20, 14


def mask(font: ft2font.FT2Font, character: str) -> np.ndarray:
    """A digit of full height, centred, as (HEIGHT, WIDTH) shades from 0 to 1: means over boxes of a large drawing."""
    font.set_text(character)
    font.draw_glyphs_to_bitmap(antialiased=True)
    drawn = np.asarray(font.get_image(), dtype=float) / 255
    scale = drawn.shape[0] / HEIGHT
    grid = np.zeros((HEIGHT * 10, WIDTH * 10))
    rows = np.arange(HEIGHT * 10) / 10 * scale
    columns = (np.arange(WIDTH * 10) / 10 - WIDTH / 2) * scale + drawn.shape[1] / 2
    inside = (columns >= 0) & (columns < drawn.shape[1])
    grid[:, inside] = drawn[rows.astype(int)][:, columns[inside].astype(int)]
    return grid.reshape(HEIGHT, 10, WIDTH, 10).mean(axis=(1, 3))


def main() -> None:
    """Print the masks."""
    shades = []
    for name in FONTS:
        font = ft2font.FT2Font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"))
        font.set_size(200, 72)
        shades += [mask(font, character) for character in "0123456789"]
    levels = np.round(np.array(shades) * 15).astype(np.uint8).ravel()
    packed = (levels[::2] << 4 | levels[1::2]).tobytes()
    print("\n".join(textwrap.wrap(base64.b85encode(zlib.compress(packed, 9)).decode(), 112)))


if __name__ == "__main__":
    main()
