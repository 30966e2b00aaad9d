"""The report as JSON: ``"format": 2``, the contract with outside tools; ``report.schema.json`` beside this file has it.

Reports of format 1 are still read: see `format_1`.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from autograder.errors import UsageError, system_said
from autograder.grading.results import FORMAT, Report
from autograder.reports import format_1
from autograder.text import Text

SCHEMA = Path(__file__).with_name("report.schema.json")


class _Head(msgspec.Struct):
    """What reports of all formats have."""

    format: int


def render(report: Report) -> bytes:
    """The report, indented, as UTF-8."""
    try:
        encoded = msgspec.json.encode(report)
    except UnicodeEncodeError:  # e.g. a file name that is not UTF-8
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(report)))
    return msgspec.json.format(encoded, indent=2) + b"\n"


def parse(data: bytes, name: str) -> Report:
    """Read a report that `render` made, here or in an earlier version. Raises: UsageError naming `name`."""
    try:
        format = msgspec.json.decode(data, type=_Head).format
        if format == FORMAT:
            return msgspec.json.decode(data, type=Report)
        if format == format_1.FORMAT:
            return format_1.read(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            Text(
                f"{name}: not a kadai report ({error}); make one with `kadai grade … --json FILE`",
                f"{name}: kadai の結果ではありません（{error}）。`kadai grade … --json FILE` で作ってください",
            )
        ) from None
    raise UsageError(
        Text(
            f"{name}: a report of format {format}, and this kadai reads format {FORMAT} and older ones; "
            "use the version of kadai that made it, or grade again with this one",
            f"{name}: 形式 {format} の結果です。この kadai が読めるのは形式 {FORMAT} 以前です。作ったときの kadai "
            "を使うか、この kadai で採点し直してください",
        )
    )


def schema() -> dict[str, Any]:
    """The JSON schema of a report, as the result model has it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A report of kadai, format {FORMAT}",
        **msgspec.json.schema(Report),
    }


def read(path: Path) -> Report:
    """The report in a file; ``-`` is standard input.

    Raises:
        UsageError: if there is none.
    """
    if str(path) == "-":
        return parse(sys.stdin.buffer.read(), "standard input")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text(
                f"{path}: cannot be read ({error.strerror}); name a file that `kadai grade … --json FILE` wrote",
                f"{path}: 読み込めません（{system_said(error).ja}）。`kadai grade … --json FILE` "
                "が書いたファイルを指定してください",
            )
        ) from None
    return parse(data, str(path))


def _encodable(value: Any) -> Any:
    """`value` with lone surrogates written as escapes; JSON cannot hold them."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_encodable(k): _encodable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(v) for v in value]
    return value
