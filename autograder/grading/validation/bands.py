"""How wide the bands of an assignment are and what they separate, from what the checks reported."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.grading.validation.findings import Band, Nearest

Used = dict[str, Any]
Bands = Mapping[str, Mapping[str, Sequence[Used]]]
"""By module (``kind:id``), then by check: one for each comparison with a band."""


def bands_of(bands: Bands) -> tuple[Band, ...]:
    """The bands that the reference's checks compared with, and the nearest variants on both sides."""
    return tuple(
        _band(check, number, use, bands)
        for check, uses in bands.get("reference:reference", {}).items()
        for number, use in enumerate(uses)
    )


def _band(check: str, number: int, use: Used, bands: Bands) -> Band:
    inside = list(_uses("equivalent", check, number, bands))
    there = list(_uses("misconception", check, number, bands))
    outside = [(name, other) for name, other in there if _left(other)]
    widest = max(inside, key=lambda pair: _number(pair[1]["used"]), default=None)
    closest = min(outside, key=lambda pair: _outside(pair[1]), default=None)
    return Band(
        check=check,
        what=use["what"],
        kind=use["kind"],
        steps=use.get("steps", 0),
        float64=tuple(use.get("float64", ())),
        float32=tuple(use.get("float32", ())),
        interval=(use["low"], use["high"]) if "low" in use else (),
        equivalent=None if widest is None else Nearest(widest[0], _number(widest[1]["used"])),
        misconception=None if closest is None else _departed(*closest),
        separated=len(outside),
        compared=len(there),
    )


def _uses(kind: str, check: str, number: int, bands: Bands) -> Iterator[tuple[str, Used]]:
    """What the variants of a kind made of one band, where they came as far as that."""
    for name, by_check in bands.items():
        found, _, id = name.partition(":")
        uses = by_check.get(check, ())
        if found == kind and number < len(uses):
            yield id, uses[number]


def _left(use: Used) -> bool:
    """Whether the band was left; a trajectory says at which step."""
    return use["step"] is not None if "step" in use else _number(use["used"]) > 1


def _outside(use: Used) -> float:
    """How far outside: at the step where a trajectory left the band."""
    return _number(use["outside"] if "step" in use else use["used"])


def _departed(id: str, use: Used) -> Nearest:
    return Nearest(id, _outside(use), use.get("step"))


def _number(value: float | str) -> float:
    """Not a number is as far outside as can be."""
    number = float(value)
    return number if number == number else float("inf")
