"""Formulas as MathML, which browsers typeset by themselves: without a network, and without a script."""

import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

LONGEST = 4_000  # characters; more is no formula


def mathml(formula: str, *, block: bool = False) -> str | None:
    """A formula in LaTeX as an element of a page; None where it cannot be read, e.g. since a macro is not known."""
    if len(formula) > LONGEST:
        return None
    try:
        element = convert(formula.strip(), display="block" if block else "inline")
        ET.fromstring(element)
    except Exception:  # whatever a parser stumbles over in what a stranger wrote
        return None
    return None if "\\" in element else element
