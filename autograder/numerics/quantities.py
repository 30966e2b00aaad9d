"""Names a factor: is 5 the number of samples, 0.25 one over the number of classes, or just ½?"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from autograder.text import Text

# What the usual letters stand for; an unknown name is shown as it is.
MEANINGS = {
    "N": Text("the number of samples", "サンプル数"),
    "K": Text("the number of classes", "クラス数"),
    "D": Text("the number of features", "特徴量の数"),
    "H": Text("the number of hidden units", "隠れユニットの数"),
    "M": Text("the number of units", "ユニット数"),
    "lr": Text("the learning rate", "学習率"),
    "learning_rate": Text("the learning rate", "学習率"),
    "alpha": Text("the strength of the penalty", "正則化の強さ"),
    "momentum": Text("the momentum", "モーメンタムの係数"),
    "p": Text("the dropout rate", "ドロップアウトの割合"),
}


@dataclass(frozen=True)
class Quantity:
    """A value with the name by which a student knows it: ``name`` "1/N", ``text`` "1/N (N = 5, …)"."""

    value: float
    name: str
    text: Text


def name_factor(factor: float, known: Mapping[str, float], rtol: float) -> Quantity | None:
    """The simplest quantity that equals ``factor`` to within ``rtol``; None where there is none.

    Simplest means: of the first complexity level that has a match. Where two known quantities have the
    same value (N = 4 and K = 4), both are named, because the numbers cannot tell them apart; a plain 2
    stays a 2.
    """
    if not math.isfinite(factor) or factor == 0:
        return None
    for level in _levels(known):
        found = {q.name: q for q in level if abs(factor - q.value) <= rtol * abs(q.value)}
        if found:
            return _either(list(found.values()))
    return None


def _either(found: list[Quantity]) -> Quantity:
    first = found[0]
    if len(found) == 1 or not first.text.en:
        return first
    return Quantity(
        first.value,
        " or ".join(q.name for q in found),
        Text(" or ".join(q.text.en for q in found), "、または ".join(q.text.ja for q in found)),
    )


def _levels(known: Mapping[str, float]) -> Iterator[list[Quantity]]:
    """Quantities from simple to far-fetched."""
    sizes = {name: float(value) for name, value in known.items() if value not in (0, 1, -1)}
    each = sizes.items()
    yield [_plain(-1, "-1"), _plain(2, "2"), _plain(0.5, "1/2"), *(_power(name, v, 1) for name, v in each)]
    yield [_power(name, v, -1) for name, v in each]
    yield [_plain(-2, "-2"), _plain(-0.5, "-1/2"), _plain(4, "4"), _plain(0.25, "1/4")] + [
        _power(name, v, exponent) for name, v in each for exponent in (2, -2, 0.5, -0.5)
    ]
    pairs = list(itertools.combinations(each, 2))
    yield [_product(f"{a}*{b}", v * w) for (a, v), (b, w) in pairs]
    yield [_product(f"{a}/{b}", v / w) for (a, v), (b, w) in itertools.permutations(each, 2)]
    yield [_product(f"1/({a}*{b})", 1 / (v * w)) for (a, v), (b, w) in pairs]
    for pattern, value in _VARIATIONS:
        yield [_product(pattern.format(name), value(v)) for name, v in each]
    yield [_product(f"1-{name}", 1 - v) for name, v in each if 0 < v < 1]
    yield [_product(f"1/(1-{name})", 1 / (1 - v)) for name, v in each if 0 < v < 1]
    yield [_product("1/ln 2", 1 / math.log(2)), _product("1/ln 10", 1 / math.log(10))]


_VARIATIONS: tuple[tuple[str, Callable[[float], float]], ...] = (
    ("2*{}", lambda v: 2 * v),
    ("{}/2", lambda v: v / 2),
    ("2/{}", lambda v: 2 / v),
    ("1/(2*{})", lambda v: 1 / (2 * v)),
    ("-{}", lambda v: -v),
    ("-1/{}", lambda v: -1 / v),
)


def _plain(value: float, name: str) -> Quantity:
    return Quantity(value, name, Text("", ""))


def _product(name: str, value: float) -> Quantity:
    return Quantity(value, name, Text.same(name.replace("*", "·")))


def _power(name: str, value: float, exponent: float) -> Quantity:
    written = {1: "{}", -1: "1/{}", 2: "{}²", -2: "1/{}²", 0.5: "√{}", -0.5: "1/√{}"}[exponent].format(name)
    meaning = MEANINGS.get(name)
    number = f"{value:.6g}"
    if exponent == 1:
        text = Text(f"{name}, {meaning.en}", f"{name}（{meaning.ja}）") if meaning else Text.same(name)
    elif meaning:
        text = Text(f"{written} ({name} = {number}, {meaning.en})", f"{written}（{name} = {number}、{meaning.ja}）")
    else:
        text = Text(f"{written} ({name} = {number})", f"{written}（{name} = {number}）")
    try:
        power = value**exponent if value > 0 or exponent == int(exponent) else math.nan
    except OverflowError:
        power = math.nan
    return Quantity(power, written, text)
