"""The sentences of a Difference, in English and in Japanese."""

import math
from typing import NamedTuple

import numpy as np

from autograder.numerics.difference import Index, Pattern
from autograder.numerics.values import KIND_NAMES
from autograder.text import NOTHING, Text

What = str | Text | tuple[str, str]
"""What a message calls a value: in words that both languages share, such as code, or in English and in Japanese."""


def subject(what: What, member: str = "") -> Text:
    """The name of the value that is being talked about, to begin a sentence with."""
    name = called(what)
    if name:
        return Text(name.en + member, name.ja + member)
    return Text.same(f"result{member}") if member else Text("the result", "結果")


def called(what: What) -> Text:
    """The name of a value in both languages."""
    if isinstance(what, str):
        return Text.same(what)
    return what if isinstance(what, Text) else Text(*what)


def sentence(what: Text, predicate: Text) -> Text:
    """``what`` followed by its predicate; the Japanese predicate begins with its particle."""
    en = capital(what.en)
    stop = "" if predicate.en.endswith("?") else "."
    return Text(f"{en} {predicate.en}{stop}", f"{spaced(what.ja)}{predicate.ja}。")


def capital(en: str) -> str:
    """The beginning of a sentence: a word begins with a capital, code stays as it is."""
    return en[:1].upper() + en[1:] if en.startswith(("the ", "a ")) else en


def spaced(ja: str) -> str:
    """Latin letters and digits are set off from the Japanese that follows them by a space."""
    return ja + " " if ja[-1:].isascii() and ja else ja


def set_off(ja: str) -> str:
    """Latin letters and digits are set off on both sides in the middle of a Japanese sentence."""
    return (" " if ja[:1].isascii() else "") + spaced(ja)


def shape_sentence(what: Text, actual: Index, expected: Index, pattern: Pattern | None) -> Text:
    """Says which shape came and which is expected."""
    text = sentence(
        what,
        Text(
            f"has shape {_shape(actual, 'en')}, expected {_shape(expected, 'en')}",
            f"の shape が {_shape(actual, 'ja')} です（期待される shape は {_shape(expected, 'ja')}）",
        ),
    )
    return text if pattern is None else Text.join([text, pattern.text])


def _shape(shape: Index, language: str) -> str:
    if shape:
        return str(shape)
    return "() (a single number)" if language == "en" else "()（1 つの数）"


def kind_sentence(what: Text, actual: np.dtype[np.generic], expected: np.dtype[np.generic]) -> Text:
    """Says that the values are of another kind: complex, True/False, float16."""
    if actual.kind == "c":
        return sentence(
            what,
            Text("holds complex numbers, where real numbers are expected", "が複素数です（実数が必要です）"),
        )
    if actual.type is np.float16:
        return sentence(
            what,
            Text(
                "is in float16, which keeps only 3 digits: compute in float64",
                "が float16 です（3 桁ほどの精度しかありません）。float64 で計算してください",
            ),
        )
    came, wanted = KIND_NAMES[actual.kind], KIND_NAMES[expected.kind]
    return sentence(
        what,
        Text(f"holds {came.en}, where {wanted.en} are expected", f"が{came.ja}です（{wanted.ja}が必要です）"),
    )


class Account(NamedTuple):
    """A difference in words, both made at the same place so that they never drift apart.

    ``told`` is for students where the expected numbers are to stay unknown: it holds nothing from which they follow,
    so no error, no tolerance, and of its own value always the same number of digits.
    """

    text: Text
    told: Text


def finiteness_account(what: Text, index: Index, got: complex, expected: complex, count: int, size: int) -> Account:
    """Says where NaN or infinity stands in place of a number, or the reverse."""
    came, wanted = number(got), number(expected)
    if size == 1:
        return Account(
            sentence(what, Text(f"is {came}, expected {wanted}", f"が {came} です（期待値は {wanted}）")),
            sentence(what, Text(f"is {came}, which is not right", f"が {came} です（正しくありません）")),
        )
    if math.isfinite(abs(got)):
        headline = Text(
            f"is finite where infinity is expected, in {count} of {size} entries",
            f"の {size} 個の要素のうち {count} 個が、無限大であるべきなのに有限の値です",
        )
    else:
        headline = Text(
            f"is NaN or infinite in {count} of {size} entries",
            f"の {size} 個の要素のうち {count} 個が NaN か無限大です",
        )
    place = located(what, index)
    where = Text(
        f"For one, {place.en} is {came}, expected {wanted}.",
        f"たとえば{set_off(place.ja)}は {came} です（期待値は {wanted}）。",
    )
    lead = sentence(what, headline)
    return Account(Text.join([lead, where]), Text.join([lead, _for_one(place, came)]))


def values_account(
    what: Text,
    index: Index,
    got: complex,
    expected: complex,
    error: float,
    tolerance: float,
    count: int,
    size: int,
    pattern: Pattern | None,
    first: tuple[Index, complex],
) -> Account:
    """Says how many entries are wrong, which is the worst, by how much, and what they have in common.

    ``first`` is the first wrong entry: which one is the *worst* depends on the expected numbers, and a student who
    is told so again and again could find them out.
    """
    came, wanted = numbers(got, expected)
    errors = (
        NOTHING
        if isinstance(expected, bool)
        else Text(
            f"relative error {error:.2g}, allowed {tolerance:.2g}",
            f"相対誤差 {error:.2g}、許容値 {tolerance:.2g}",
        )
    )
    exact = Text("it must be exact", "完全に一致する必要があります")
    if tolerance == 0 and errors:
        errors = exact
    how = Text(f" ({errors.en})", f"、{errors.ja}") if errors else NOTHING
    if size == 1:
        both = Text(f"is {came}, expected {wanted}{how.en}", f"が {came} です（期待値は {wanted}{how.ja}）")
        text = sentence(what, both)
        wrong = exact if errors is exact else Text("which is not right", "正しくありません")
        told = sentence(what, Text(f"is {number(got)}, {wrong.en}", f"が {number(got)} です（{wrong.ja}）"))
    else:
        place = located(what, index)
        many = (
            Text(f"all {size} entries", f"{size} 個の要素すべて")
            if count == size
            else Text(f"{count} of {size} entries", f"{size} 個の要素のうち {count} 個")
        )
        be = "is" if count == 1 else "are"
        lead = sentence(what, Text(f"is not as expected: {many.en} {be} wrong", f"の値が期待と違います（{many.ja}）"))
        worst = Text(
            f"The worst is {place.en}: got {came}, expected {wanted}{how.en}.",
            f"最も大きく違うのは{set_off(place.ja)}で、{came} でした（期待値は {wanted}{how.ja}）。",
        )
        if not errors:  # of truth values none is wrong more than another
            worst = Text(
                f"For one, {place.en} is {came}, expected {wanted}.",
                f"たとえば{set_off(place.ja)}は {came} でした（期待値は {wanted}）。",
            )
        text = Text.join([lead, worst])
        told = Text.join([lead, _for_one(located(what, first[0]), number(first[1]))])
    if pattern is None:
        return Account(text, told)
    return Account(Text.join([text, pattern.text]), Text.join([told, _told(pattern, size)]))


def _for_one(place: Text, came: str) -> Text:
    return Text(f"For one, {place.en} is {came}.", f"たとえば{set_off(place.ja)}は {came} でした。")


def _told(pattern: Pattern, size: int) -> Text:
    """What may be said of a pattern: of a single number, almost any gives away the right one."""
    if size == 1 and pattern.name != "candidate":
        return Text("", "")
    return pattern.told or pattern.text


def located(what: Text, index: Index) -> Text:
    """The name of one entry, ``dW[2, 3]``; ``entry [2, 3]`` where the name is a phrase."""
    place = "[" + ", ".join(map(str, index)) + "]"
    if what.en == what.ja and " " not in what.en:
        return Text.same(what.en + place)
    return Text(f"entry {place}", f"要素 {place}")


def number(value: complex, digits: int = 6) -> str:
    """A number as students write it; a truth value as such."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, complex):
        return f"{value:.{digits}g}"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return f"{value + 0.0:.{digits}g}"  # + 0.0 turns −0 into 0


def numbers(got: complex, expected: complex) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in (6, 9, 12, 15, 17):
        pair = number(got, digits), number(expected, digits)
        if pair[0] != pair[1]:
            return pair
    return number(got), number(expected)
