"""From the structured details of a check to the rows of a small table."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from autograder.text import Text, clip

_LIMIT = 300


class Row(msgspec.Struct, frozen=True):
    """A name and a value; values are data, and hostile."""

    label: Text
    value: Text


_LABELS = {
    "what": Text("compared", "比べたもの"),
    "worst_index": Text("largest difference at index", "差が最大の添字"),
    "got": Text("your value there", "そこでのあなたの値"),
    "expected": Text("expected there", "そこでの期待値"),
    "relative_error": Text("relative error", "相対誤差"),
    "tolerance": Text("allowed", "許容誤差"),
    "fraction_wrong": Text("entries that differ", "異なる要素の割合"),
    "condition": Text("the condition in the test", "テストの条件"),
    "step": Text("step", "ステップ"),
    "allowed": Text("allowed relative difference", "許容される相対誤差"),
    "factor": Text("factor", "倍率"),
    "measured": Text("measured", "測定値"),
    "low": Text("accepted from", "許容範囲の下限"),
    "high": Text("accepted up to", "許容範囲の上限"),
    "slopes": Text("slopes measured", "測った傾きの数"),
    "undecided": Text("slopes that decide nothing", "判定できない傾きの数"),
    "n": Text("number of draws", "乱数の個数"),
    "axis": Text("axis", "軸"),
    "probability": Text("probability", "確率"),
    "equal": Text("equal draws", "同じ値の組"),
    "lent": Text("the grader's own", "採点側のもの"),
}
_PAIRS = {
    "shapes": (Text("your shape", "あなたの shape"), Text("expected shape", "期待される shape")),
    "dtypes": (Text("your dtype", "あなたの dtype"), Text("expected dtype", "期待される dtype")),
}
_NOT_SHOWN = {"kind", "pattern", "cause", "losses", "reference", "sample", "graph", "images"}
"""`kind` decides what else is there; the message says pattern and cause; the rest is drawn."""


def detail_rows(details: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of a table."""
    order = [*(k for k in (*_LABELS, *_PAIRS) if k in details), *details]
    return tuple(row for key in dict.fromkeys(order) for row in _rows(key, details[key]))


def _rows(key: str, value: Any) -> Iterator[Row]:
    if value is None or value == "" or value == {} or key in _NOT_SHOWN:
        return
    if key == "tolerance" and isinstance(value, list):  # drawn with the losses
        return
    if key in _PAIRS and isinstance(value, list) and len(value) == 2:
        if value[0] != value[1]:
            for label, side in zip(_PAIRS[key], value, strict=True):
                if side is not None:
                    yield Row(label, Text.same(_shown(key, side)))
        return
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        yield Row(_label(key), Text(value["en"], str(value.get("ja") or value["en"])))
        return
    if key not in _LABELS and isinstance(value, dict):
        for inner, content in value.items():
            yield from _rows(str(inner), content)
        return
    yield Row(_label(key), Text.same(_shown(key, value)))


def _label(key: str) -> Text:
    return _LABELS.get(key) or Text.same(key.replace("_", " "))


def _shown(key: str, value: Any) -> str:
    if isinstance(value, float):
        if key == "fraction_wrong":
            return f"{value:.0%}" if value >= 0.01 else f"{value:.2g}"
        return f"{value:.2g}" if key in ("relative_error", "tolerance") else f"{value:.12g}"
    if key == "worst_index" and value == []:
        return "()"
    return clip(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), _LIMIT, _LIMIT)
