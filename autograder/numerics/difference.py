"""How two values differ, as data and as a sentence, and the exception that carries it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from autograder.numerics.values import Array
from autograder.text import Text

Kind = Literal["type", "shape", "dtype", "finiteness", "values"]
Index = tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """What a whole array of wrong numbers has in common, e.g. a constant ratio that equals N.

    Attributes:
        name: stable and machine-readable ("ratio", "sign", "transpose", …).
        text: a sentence.
        factor: of a ratio, and the like.
        quantity: the known quantity that explains a ratio ("N", "1/N", "2"), or the candidate that was recognised.
        told: stands in for ``text`` where that holds a number from which the expected ones follow.
    """

    name: str
    text: Text
    factor: float | None = None
    quantity: str | None = None
    told: Text | None = None

    def to_dict(self) -> dict[str, object]:
        """What is known as data: plain JSON values."""
        return {
            "name": self.name,
            "factor": self.factor,
            "quantity": self.quantity,
        }


ShownAs = Literal["entries", "path", "images"]
"""What arrays are, for a picture of them: entries; the steps of a way along axis 0; images, one for each sample."""


class Compared(NamedTuple):
    """Two arrays that differ: what came, what was expected; which entries are wrong, if the shapes are the same."""

    got: Array
    expected: Array
    wrong: Array | None = None
    shown_as: ShownAs = "entries"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The first way in which a value is wrong, in the order type, shape, dtype, finiteness, values.

    Pairs are (what came, what was expected). ``relative_error`` and ``tolerance`` are fractions of the
    magnitude of the whole expected array, because that is what values are judged by. ``told`` is what a
    student may read of a hidden check: the value that came and the pattern, and nothing from which the
    expected numbers follow; None where ``text`` holds no such thing. ``arrays`` are for pictures, not for ``to_dict``.
    """

    kind: Kind
    text: Text
    told: Text | None = None
    what: str = ""
    shapes: tuple[Index | None, Index | None] = (None, None)
    dtypes: tuple[str | None, str | None] = (None, None)
    worst_index: Index | None = None
    got: float | None = None
    expected: float | None = None
    relative_error: float | None = None
    tolerance: float | None = None
    fraction_wrong: float | None = None
    pattern: Pattern | None = None
    arrays: Compared | None = field(default=None, repr=False, compare=False)

    def to_dict(self) -> dict[str, object]:
        """What is known as data: plain JSON values; NaN and infinities become strings."""
        return {
            "kind": self.kind,
            "what": self.what,
            "shapes": [None if shape is None else list(shape) for shape in self.shapes],
            "dtypes": list(self.dtypes),
            "worst_index": None if self.worst_index is None else list(self.worst_index),
            "got": jsonable(self.got),
            "expected": jsonable(self.expected),
            "relative_error": jsonable(self.relative_error),
            "tolerance": jsonable(self.tolerance),
            "fraction_wrong": self.fraction_wrong,
            "pattern": None if self.pattern is None else self.pattern.to_dict(),
        }


class Mismatch(AssertionError):
    """A check's verdict "not right", with the sentence that a student reads.

    Attributes:
        text: the sentence.
        difference: the structured account, where values were compared.
        data: JSON-ready extras (a trajectory's first step outside its band, a statistic and its accepted range).
        told: stands in for ``text`` where a student must not learn the expected numbers, see ``Difference``.
    """

    def __init__(
        self,
        text: Text,
        difference: Difference | None = None,
        data: Mapping[str, object] | None = None,
        told: Text | None = None,
    ) -> None:
        self.text = text
        self.difference = difference
        self.data = dict(data or {})
        self.told = told or (difference.told if difference else None)
        super().__init__(text.en if text.en == text.ja else f"{text.en}\n{text.ja}")

    def to_dict(self) -> dict[str, object]:
        """The difference and the extras as plain JSON values; `text` is what says so."""
        return {
            "difference": None if self.difference is None else self.difference.to_dict(),
            "data": self.data,
        }


class Inconclusive(Exception):
    """The drawn inputs cannot decide the question (a kink, a degenerate draw): draw again, blame nobody.

    Added in version 0.1.0.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def fail(en: str, ja: str, **data: object) -> None:
    """Reject with a sentence of the author's own, in both languages: raises ``Mismatch``.

    Added in version 0.1.0.

    Args:
        en: the sentence in English.
        ja: the sentence in Japanese.
        **data: JSON-ready extras for the report.

    Examples:
        >>> fail("The loss must fall.", "損失が減っていません。")
        Traceback (most recent call last):
        Mismatch: The loss must fall...
    """
    raise Mismatch(Text(en, ja), data=data)


def jsonable(number: float | None) -> float | str | None:
    """JSON has no NaN and no infinity: those become strings."""
    if number is None or math.isfinite(number):
        return number
    return str(number)
